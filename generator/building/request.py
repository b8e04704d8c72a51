"""What `jiazhu build` is asked for."""

from __future__ import annotations

from msgspec import Struct


class BuildRequest(Struct, frozen=True):
    """What the command is asked for; paths may be relative to the working folder."""

    site: str
    output: str
    cache: str | None
    """The folder of what builds remember; None for none."""
    drafts: bool
    future: bool
    executor: str
    jobs: int
    force: bool
