"""`python -m generator` is the command `truetape`."""

from generator.cli import main

main()
