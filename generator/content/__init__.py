"""From files to an `Article`: sources, Markdown, translations, alignment."""
