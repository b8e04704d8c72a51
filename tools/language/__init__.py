"""Makes the tables of `generator/language/data`: compiled, trained or tuned."""
