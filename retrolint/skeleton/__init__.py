"""Empty documents, made from the schemas that check them."""
