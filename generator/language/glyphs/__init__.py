"""What characters are made of: strokes and components."""
