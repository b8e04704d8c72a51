"""TOML with the places of its keys and values."""
