"""Rules of the family `suppressions`."""
