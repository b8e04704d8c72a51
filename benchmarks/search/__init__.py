"""Whether a search finds the article that is asked for, and what that costs, in large sites.

`python -m benchmarks.search` builds the sites, asks in Chromium, and prints the tables.
"""
