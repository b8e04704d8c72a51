"""Proper names: finding candidates, labelling them, and assembling whole names."""
