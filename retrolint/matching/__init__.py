"""A document beside its schema: what stands for what, and what is wrong."""
