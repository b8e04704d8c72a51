"""Incremental and parallel builds: what changed, what it touches, and who makes it anew."""
