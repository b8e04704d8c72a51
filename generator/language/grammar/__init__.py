"""Grammar notes: which construction stands at a word, and what it means."""
