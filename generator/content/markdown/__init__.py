"""Parse Markdown into blocks: the parser, its extensions, and positions in the source file."""
