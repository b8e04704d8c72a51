"""How much work the pages of a site make for a browser, beside bare pages with the same text.

`python -m benchmarks.pages` prints the table. What must hold of pages wherever they are read is in
`tests/browser`; how long it takes depends on the machine, so it is measured here, as ratios.
"""
