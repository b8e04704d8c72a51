"""The commands, one a module: each parses its arguments, makes one call and reports.

What a command needs is imported when it runs, so that `jiazhu --help` loads nothing heavy.
"""
