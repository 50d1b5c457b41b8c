"""Rules of the family `tasks`."""
