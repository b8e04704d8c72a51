"""Finds the posts and pages of a Hugo, Hexo or Jekyll site, or of any folder of Markdown files.

Hugo     hugo.toml or config.toml, .yaml, .json    content/            static/
Hexo     _config.yml                               source/_posts/      source/
Jekyll   _config.yml                               _posts/, _drafts/   the top
other    none                                      all .md files       the top
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.content.tree import real_file
from generator.importing.document import CannotImportError
from generator.importing.permalinks import HEXO_PATTERN, HUGO_PATTERN, JEKYLL_STYLES

_HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
_HUGO_OLD = ("config.toml", "config.yaml", "config.yml", "config.json")
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")
_SKIPPED = frozenset({"node_modules", "public", "themes", "vendor", "layouts", "archetypes"})
_NOT_TEXTS = frozenset({"readme", "license", "licence", "changelog", "contributing"})


@dataclass(frozen=True, slots=True)
class BlogText:
    """A text of a site: a post, or a page such as “about”."""

    path: Path
    is_page: bool
    section: str = ""
    """The folder of its content, as in addresses of Hugo."""

    @property
    def name(self) -> str:
        """The file name without date and suffix; of a folder of its own, that of the folder."""
        stem = self.path.stem
        if stem.casefold() in ("index", "_index"):
            stem = self.path.parent.name
        return _DATED.sub("", stem)


@dataclass(frozen=True, slots=True)
class Blog:
    """A site to import."""

    kind: str
    """`Hugo`, `Hexo`, `Jekyll`, or `Markdown` for any other folder."""
    texts: tuple[BlogText, ...]
    static: tuple[Path, ...]
    """The folders in which addresses that begin with a slash are looked up."""
    patterns: Mapping[str, str] = field(default_factory=dict)
    """The pattern of addresses by section; `""` has that of all others. None if unknown."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """The title, the description, the author and the address of the site, where they are known."""


def read_blog(root: Path) -> Blog:
    """Find the texts of a site. Raises `CannotImportError` if there are none."""
    blog = _hugo(root) or _hexo(root) or _jekyll(root) or _folder(root)
    if not blog.texts:
        message = "The folder has no posts"
        hint = "Name the top folder of a Hugo, Hexo or Jekyll site, or a folder of Markdown files."
        raise CannotImportError(root, message, hint)
    return blog


def _hugo(root: Path) -> Blog | None:
    content = root / "content"
    names = [name for name in (*_HUGO, *_HUGO_OLD) if (root / name).is_file()]
    if not content.is_dir() or not (names or (root / "config/_default").is_dir()):
        return None
    config = _read_config(root / names[0], root) if names else {}
    texts = []
    for path in _markdown_files(content):
        folders = path.relative_to(content).parts[:-1]
        if path.stem.casefold() == "_index":
            continue  # the head of a list
        in_own_folder = path.stem.casefold() == "index"
        section = folders[0] if len(folders) > in_own_folder else ""
        texts.append(BlogText(path, is_page=not section, section=section))
    permalinks = config.get("permalinks")
    given = permalinks.get("page", permalinks) if isinstance(permalinks, dict) else {}
    patterns = {"": HUGO_PATTERN, **{str(key): str(text) for key, text in given.items()}}
    return Blog("Hugo", tuple(texts), (root / "static", root / "assets"), patterns, _facts(config))


def _hexo(root: Path) -> Blog | None:
    source = root / "source"
    if not (source / "_posts").is_dir():
        return None
    config = _read_config(root / "_config.yml", root)
    texts = []
    for path in _markdown_files(source):
        top = path.relative_to(source).parts[0]
        if top in ("_posts", "_drafts"):
            texts.append(BlogText(path, is_page=False))
        elif not top.startswith("_"):
            texts.append(BlogText(path, is_page=True))
    pattern = str(config.get("permalink") or HEXO_PATTERN)
    return Blog("Hexo", tuple(texts), (source,), {"": pattern}, _facts(config))


def _jekyll(root: Path) -> Blog | None:
    if not (root / "_posts").is_dir():
        return None
    config = _read_config(root / "_config.yml", root)
    texts = [
        BlogText(path, is_page=False)
        for folder in ("_posts", "_drafts")
        for path in _markdown_files(root / folder)
    ]
    texts += [
        BlogText(path, is_page=True)
        for path in sorted(root.glob("*.md"))
        if path.stem.casefold() not in (*_NOT_TEXTS, "index") and is_inside(path, root)
    ]
    style = str(config.get("permalink") or "date")
    pattern = JEKYLL_STYLES.get(style, style)
    return Blog("Jekyll", tuple(texts), (root,), {"": pattern}, _facts(config))


def _folder(root: Path) -> Blog:
    texts = [
        BlogText(path, is_page=False)
        for path in _markdown_files(root)
        if path.stem.casefold() not in _NOT_TEXTS
    ]
    return Blog("Markdown", tuple(texts), (root,))


def _markdown_files(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files below a folder, without translations and hidden ones.

    Links out of the folder are not followed.
    """
    files = sorted(folder.rglob("*.md")) + sorted(folder.rglob("*.markdown"))
    for path in files if folder.is_dir() else ():
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") or part in _SKIPPED for part in parts):
            continue
        if not path.stem.lower().endswith(".en") and is_inside(path, folder):
            yield path


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path is a file in a folder, also after its links are followed."""
    real = real_file(path)
    return real is not None and real.is_relative_to(folder.resolve())


def translation_of(path: Path, root: Path) -> Path | None:
    """Return the English text beside a Chinese one (`name.en.md`), if the site has one."""
    stem = re.sub(r"\.(?:zh(?:-\w+)?|cn|tw)$", "", path.stem, flags=re.IGNORECASE)
    english = path.with_name(f"{stem}.en{path.suffix}")
    return english if is_inside(english, root) else None


def _read_config(path: Path, root: Path) -> dict[str, Any]:
    """Return the settings of a site; none if they cannot be read."""
    if not is_inside(path, root):
        return {}
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            return tomllib.loads(text)
        data = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return data if isinstance(data, dict) else {}


def _facts(config: Mapping[str, Any]) -> dict[str, str]:
    """Return what the settings say of the site, by our names."""
    params = config.get("params")
    places = (config, params if isinstance(params, dict) else {})
    found = {}
    for name, keys in {
        "title": ("title",),
        "description": ("description", "subtitle"),
        "author": ("author",),
        "base_url": ("url", "baseURL", "baseurl"),
    }.items():
        texts = (place.get(key) for place in places for key in keys)
        text = next((text for text in texts if isinstance(text, str) and text.strip()), "")
        if text:
            found[name] = text
    return found
