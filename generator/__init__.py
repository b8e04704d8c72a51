"""Jiazhu: Chinese articles in, a static, bilingual, annotated reader site out."""

__version__ = "0.1.0"
