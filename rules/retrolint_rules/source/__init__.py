"""Rules of the family `source`."""
