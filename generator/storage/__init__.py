"""Files written whole or not at all, and never by two at once."""
