"""How right and how quick Jiazhu is, beside other tools, on public and on our own sentences.

`python -m benchmarks.accuracy` prints the tables; with `--write` they are kept in
`benchmarks/RESULTS.md`. A set or a tool that is not there is skipped, with a line that says so.
"""
