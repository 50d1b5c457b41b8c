"""What a bug report must say of a set-up, and what is wrong with it."""
