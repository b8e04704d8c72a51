"""Machine drafts of translations, by the provider of a site. Builds do not use this package."""
