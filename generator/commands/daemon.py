"""`jiazhu daemon`: what `jiazhu build --daemon` starts; nobody types it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(hidden=True)
@click.argument("place", type=click.Path(path_type=Path))
@click.argument("request")
def daemon(place: Path, request: str) -> None:
    """Stay at PLACE, and build like REQUEST when a command asks."""
    import msgspec

    from generator.building.request import BuildRequest
    from generator.daemon.process import run_daemon

    run_daemon(place, msgspec.json.decode(request, type=BuildRequest))
