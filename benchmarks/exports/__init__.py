"""What exports cost beside a site, and the size of everything that a build writes.

`python -m benchmarks.exports` measures it, and prints the tables.
"""
