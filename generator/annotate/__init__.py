"""The ordered stages that lay language over an `Article`."""
