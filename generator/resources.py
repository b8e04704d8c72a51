"""Where the files that people change are: beside the package, or carried inside it.

In a checkout, `templates/`, `static/` and `seeds/` stand at the top; a wheel carries them as
`generator/_shared/`. What only the package needs (the starter site) is under `generator/`.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The folder of the package itself."""

CARRIED = PACKAGE / "_shared"
CHECKOUT = PACKAGE.parent


def shared(name: str) -> Path:
    """The folder `templates`, `static` or `seeds`, wherever this installation has it.

    Raises FileNotFoundError where the installation lacks it, which means it is broken.
    """
    for base in (CARRIED, CHECKOUT):
        folder = base / name
        if folder.is_dir():
            return folder
    message = f"the installation of Jiazhu is incomplete: it has no {name!r} folder"
    raise FileNotFoundError(message)


def in_checkout() -> bool:
    """Whether the package runs from a checkout, where its templates may change under it."""
    return not CARRIED.is_dir()


def starter() -> Path:
    """The folder that `jiazhu new` copies."""
    return PACKAGE / "starter"
