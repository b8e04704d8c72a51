"""CC-CEDICT: headwords, entries and senses."""
