"""`python -m app` is the `tagwalk` command."""

from app.cli import main

main()
