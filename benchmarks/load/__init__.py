"""How a site is served under load, by nginx as the documentation has it."""
