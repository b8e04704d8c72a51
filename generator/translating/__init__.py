"""Drafts of translations, made by a provider that the site names; no build ever comes here."""
