"""Pinyin orthography: joined and separate words, hyphens, and numbers in figures."""
