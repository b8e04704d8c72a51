"""What the standard of pinyin writes together, apart, with a hyphen or as a number."""
