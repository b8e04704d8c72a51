"""Proper names: candidates, a judge of them, and their whole extent."""
