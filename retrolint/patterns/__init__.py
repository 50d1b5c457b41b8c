"""Patterns: text with holes, how texts are compared, and when they are nearly the same."""
