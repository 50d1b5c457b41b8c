"""The built-in schemas, as YAML."""
