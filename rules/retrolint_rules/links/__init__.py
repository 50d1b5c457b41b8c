"""Rules of the family `links`."""
