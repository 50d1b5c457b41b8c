"""What a document must be: the schema language, and a document beside its schema."""
