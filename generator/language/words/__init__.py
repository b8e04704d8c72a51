"""Text to words: a lattice of tokens and dictionary words, and its cheapest path."""
