"""Runs commands where there is no network at all."""

from __future__ import annotations

import subprocess
from functools import cache

ALONE = ("unshare", "--user", "--map-root-user", "--net")
"""Starts a command in a network of its own, which has no address and leads nowhere."""


@cache
def can_be_alone() -> bool:
    """Whether this machine allows user namespaces."""
    try:
        return subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode == 0
    except OSError:
        return False
