"""`python -m generator` is the same as `jiazhu`."""

from generator.cli import main

main(prog_name="jiazhu")
