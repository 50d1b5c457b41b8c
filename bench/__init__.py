"""Reproducible comparisons with other tools: `python -m bench`."""
