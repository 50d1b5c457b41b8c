"""What a document is; importing it loads no parser (`reader` does)."""
