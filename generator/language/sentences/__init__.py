"""Sentence splitting for Chinese and English."""
