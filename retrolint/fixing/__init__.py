"""Fixes, applied: which go together, what each must leave alone, and the files that are written."""
