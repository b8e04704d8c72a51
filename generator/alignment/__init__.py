"""Which sentences of a translation say what which sentences of the article say."""
