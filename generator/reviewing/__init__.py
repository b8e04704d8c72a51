"""The author's review in the browser: doubts with their evidence, corrections into the sources."""
