"""Documentation, and what generates the part of it that repeats code."""
