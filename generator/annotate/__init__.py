"""The ordered stages that add annotations to an `Article`."""
