"""Rules of the family `sections`."""
