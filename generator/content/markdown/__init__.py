"""Markdown to blocks: the parser, its extensions, and places in the source file."""
