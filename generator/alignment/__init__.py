"""Aligns the sentences of an article with the sentences of its translation."""
