"""The strokes and components of characters."""
