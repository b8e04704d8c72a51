"""Spell readings: over words, in lines of pinyin, and under the switches of the reader."""
