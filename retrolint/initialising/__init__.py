"""The first configuration of a repository: what is there, of which schemas it is, and what to write."""
