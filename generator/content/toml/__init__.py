"""TOML files, read with the position of each key and value."""
