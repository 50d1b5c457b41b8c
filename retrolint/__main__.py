"""`python -m retrolint` is the `retrolint` command."""

from retrolint.commands import main

main()
