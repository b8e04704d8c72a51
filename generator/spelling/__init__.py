"""Readings to text: what stands over words, in lines and where a reader switches."""
