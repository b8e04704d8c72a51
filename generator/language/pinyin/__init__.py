"""Syllables, their spelling in every style, and tone sandhi."""
