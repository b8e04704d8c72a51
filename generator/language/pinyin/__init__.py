"""Pinyin syllables, their spelling in each style, and tone sandhi."""
