"""From an `Article` to pages: views, templates, addresses, assets."""
