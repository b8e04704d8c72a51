"""The review in the browser: doubts with their evidence, and corrections to the source files."""
