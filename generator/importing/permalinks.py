"""The addresses that posts had on a site of Hugo, Hexo or Jekyll, by its pattern of permalinks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
"""The named patterns of Jekyll; `date` is the default."""
HEXO_PATTERN = "/:year/:month/:day/:title/"
HUGO_PATTERN = "/:section/:slug/"


@dataclass(frozen=True, slots=True)
class Post:
    """What a permalink may show of a post."""

    name: str
    """The file name without date and suffix."""
    slug: str
    title: str
    date: date | None
    categories: tuple[str, ...] = ()
    section: str = ""
    path: str = ""
    """The folders of its file and its name, as in `:title` of Hexo."""


def address(pattern: str, post: Post) -> str:
    """Return the address of a post; empty if the pattern needs what is not known."""
    day = post.date
    values = {
        "title": post.path or post.slug or post.name,
        "slug": post.slug or post.name,
        "name": post.name,
        "filename": post.name,
        "contentbasename": post.name,
        "slugorfilename": post.slug or post.name,
        "slugorcontentbasename": post.slug or post.name,
        "post_title": post.title,
        "category": post.categories[0] if post.categories else "",
        "categories": "/".join(post.categories),
        "section": post.section,
        "sections": post.section,
        "output_ext": ".html",
    }
    if day is not None:
        values |= {
            "year": f"{day:%Y}",
            "short_year": f"{day:%y}",
            "month": f"{day:%m}",
            "i_month": str(day.month),
            "day": f"{day:%d}",
            "i_day": str(day.day),
            "y_day": f"{day:%j}",
            "yearday": str(int(f"{day:%j}")),
        }
    names = re.findall(r":(\w+)", pattern)
    if any(name.lower() not in values for name in names):
        return ""
    found = re.sub(r":(\w+)", lambda match: values[match[1].lower()], pattern)
    return re.sub(r"/{2,}", "/", f"/{found.lstrip('/')}")
