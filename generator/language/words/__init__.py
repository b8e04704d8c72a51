"""Word segmentation: the cheapest path through a lattice of tokens and dictionary words."""
