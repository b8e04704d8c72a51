"""What a word means where it stands, in a few English words."""
