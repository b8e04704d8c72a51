"""A process that stays between builds, with all that it has loaded.

`jiazhu build` hands what it is asked for to the daemon of the site, with its own terminal, working
folder and environment, and waits for the exit code (`client.py`, `job.py`). The daemon
(`process.py`) builds as the command would, and keeps the record of the build and the tables of the
words, whose loading takes most of the time of a small build.

It can always be done without: whatever goes wrong in the daemon, it leaves, and the command builds
by itself.
"""
