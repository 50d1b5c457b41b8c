"""Comparisons with other tools: `python -m bench`."""
