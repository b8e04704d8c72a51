"""How long Jiazhu takes to build a site, what it writes, and how that compares with named peers.

`python -m benchmarks.build` makes the corpora, builds them with every tool, and prints the tables.
"""
