"""The folders of data files: beside the package, or inside it.

In a checkout, `templates/`, `static/` and `seeds/` are at the top; a wheel has them in
`generator/_shared/`. The starter sites are always inside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The folder of the package."""

SHARED_IN_WHEEL = PACKAGE / "_shared"
CHECKOUT = PACKAGE.parent


def shared(name: str) -> Path:
    """Return the folder `templates`, `static` or `seeds` of this installation.

    Raises FileNotFoundError if it is missing, because then the installation is broken.
    """
    for base in (SHARED_IN_WHEEL, CHECKOUT):
        folder = base / name
        if folder.is_dir():
            return folder
    message = f"The installation of Jiazhu is incomplete: the folder {name!r} is missing"
    raise FileNotFoundError(message)


def in_checkout() -> bool:
    """Whether the package runs from a checkout, where templates may change during a run."""
    return not SHARED_IN_WHEEL.is_dir()


def starters() -> Path:
    """Return the folder with the sites that `jiazhu new` copies."""
    return PACKAGE / "starters"
