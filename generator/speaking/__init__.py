"""Recordings by a synthetic voice."""
