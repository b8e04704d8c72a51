"""The key of the files of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from generator.building.digests import digest
from generator.building.inputs import content_of, current_states
from generator.content.articles import ArticleFiles


def source_key(files: ArticleFiles, root: Path, content: Callable[[str], bytes]) -> str:
    """Return the digest of the names and contents of the files of an article.

    Of the recording, the name alone counts. `content` returns the digest of a file of the site, by
    its path relative to `root`.
    """
    audio = "" if files.audio is None else files.audio.name
    return digest([(name, content(name)) for name in source_names(files, root)], audio)


def current_source_key(files: ArticleFiles, root: Path) -> str:
    """Return the key of the files of an article as they are now."""
    states = current_states(root, source_names(files, root), {})
    return source_key(files, root, lambda name: content_of(states[name]))


def source_names(files: ArticleFiles, root: Path) -> Iterator[str]:
    """Yield the paths of the files of an article that are read, relative to the site."""
    above = f"{root.as_posix().rstrip('/')}/"
    for path in (files.path, files.translation, files.notes, files.cues):
        if path is not None:
            yield path.as_posix().removeprefix(above)  # `relative_to` is ten times as slow
