"""EPUB 3: an article or a site as a book."""
