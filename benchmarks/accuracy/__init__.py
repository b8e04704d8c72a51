"""Accuracy and speed of Jiazhu and other tools, on public data sets and our own.

`python -m benchmarks.accuracy` prints the tables; with `--write` they are written to
`benchmarks/RESULTS.md`. Tools and data sets that are not installed are skipped and listed.
"""
