"""CC-CEDICT: headwords, entries and senses, with standard neutral tones."""
