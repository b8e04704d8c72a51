"""`python -m generator` is the same as `jiazhu`."""

from generator.cli import run

if __name__ == "__main__":  # not in the processes that a build starts
    run()
