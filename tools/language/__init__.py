"""Compile, train and tune the tables of `generator/language/data`."""
