"""Which folders a site is not written to, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


class OutputRefusedError(Exception):
    """Raised if the target cannot be written without harm; `hint` is the remedy."""

    code = "S012"

    def __init__(self, path: Path, message: str, hint: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.hint = hint


class OutputFailedError(OutputRefusedError):
    """Raised if the system refuses to write the target."""

    code = "S032"

    def __init__(self, path: Path, doing: str, cause: OSError, then: str = "") -> None:
        reason = cause.strerror or str(cause)
        hint = "Check the permissions of the folder and the free space of the disk"
        super().__init__(path, f"Cannot {doing}: {reason.lower()}", f"{hint}{then}.")


def refuse_harm(target: Path, protect: Sequence[Path], sources: Sequence[Path]) -> None:
    """Raise if a target is a file, is in a source folder, or has a protected folder in it."""
    if target.exists() and not target.is_dir():
        raise OutputRefusedError(
            target, f"The output {target} is a file", "Choose a folder with --output."
        )
    hint = "Choose another folder with --output, such as _site in the site folder."
    for path in protect:
        if within(path.resolve(), target):
            raise OutputRefusedError(
                target, f"The output folder {target} would overwrite {path.resolve()}", hint
            )
    for path in sources:
        if within(target, path.resolve()):
            raise OutputRefusedError(
                target, f"The output folder {target} is inside the source folder {path}", hint
            )
    with suppress(RuntimeError):  # nobody knows the home folder
        if within(Path.home().resolve(), target):
            message = f"The output folder {target} has the home folder in it, or is it"
            raise OutputRefusedError(target, message, hint)


def within(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or inside it, even if their names differ in case."""
    if path.is_relative_to(folder):
        return True
    if not folder.exists():
        return False
    return any(parent.exists() and parent.samefile(folder) for parent in (path, *path.parents))


def refuse_links(aside: Path, lock: Path) -> None:
    """Raise if the temporary folder or the lock of a build is not what a build makes.

    A link would lead the build to remove and to write files elsewhere.
    """
    for path, is_right in ((aside, Path.is_dir), (lock, Path.is_file)):
        if path.is_symlink() or (path.exists() and not is_right(path)):
            message = f"{path.name} is not a file or folder that Jiazhu has made"
            raise OutputRefusedError(path, message, "Move it away.")
