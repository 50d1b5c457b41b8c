"""Rules of the family `placeholders`."""
