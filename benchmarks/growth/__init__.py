"""How the time of Jiazhu grows with the size of what it is given."""
