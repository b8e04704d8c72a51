"""Write files atomically, and by one process at a time."""
