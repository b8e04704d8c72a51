"""The reference of templates, from the templates themselves and from the views that they render.

Every class of `VIEWS` and every class that one of their fields has is a section, with every field
and property. A block, function or filter that is not described here stops the generation, so that
the page is complete.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any

import msgspec

from generator.model import Edition
from generator.resources import shared
from generator.site import site_views, views
from generator.site.render import Renderer

HEAD = """\
# Templates

A template in `templates/` of your site takes the place of the theme's template with the same name.
It need not repeat it: a template that extends its own name extends the theme's, and fills the
blocks that you want to change.

```html
{% extends "base.html" %}
{% block footer %}{{ super() }}<p>{{ site.description.en }}</p>{% endblock %}
```

As `templates/base.html` of your site, this adds a line to the footer of every page. A file
`templates/article.html` that begins with `{% extends "article.html" %}` changes the pages of
articles. `{{ super() }}` is what the block has in the theme. The name `theme/base.html` always
means the theme's template.

A name, attribute or label that does not exist is an error (S013) with the file, the line and the
nearest name that does. Templates are written in [Jinja](https://jinja.palletsprojects.com/).

"""

VIEWS = (views, site_views)
"""The modules with the views of templates."""
BLOCKS = {
    "title": "the title in the tab of the browser, before the title of the site",
    "description": "the description for search engines",
    "author": "the author for search engines",
    "card": "the absolute address of the picture that other sites show with a link to the page;"
    " only with a `base_url`",
    "card_type": "what the page is in Open Graph: `website`, `article`; only with a `base_url`",
    "structured": "what the page says of itself to search engines, as JSON-LD",
    "styles": "the style sheets of the page besides those of every page",
    "head": "the end of the head; empty in the theme",
    "kind": "a class of the body, by which style sheets tell the pages apart",
    "header": "the bar at the top",
    "nav": "the menu in that bar",
    "tools": "the buttons in that bar, besides the settings",
    "main": "everything between the bar and the footer",
    "before_article": "before the text of an article; empty in the theme",
    "after_article": "after the text of an article; empty in the theme",
    "footer": "the foot of the page",
    "scripts": "the end of the body",
}
FUNCTIONS = {
    "both(id)": "a label in the languages of the interface, as HTML with the classes `zh` and `en`;"
    " also takes a text with `zh` and `en`, such as `site.title`",
    "inline(id)": "the same without classes",
    "plain(id)": "the same as plain text, for attributes",
    "main(id)": "a label in the first language of the interface, as HTML",
    "text(id)": "the same as plain text",
    "second(id)": "a label in the second language of the interface; empty if there is one",
    "t(id)": "a label by language: `t(id).zh` in the script of the page, `t(id).en`",
}
VALUES = {
    "view": "what the template shows: one of the views below",
    "page": "`view.page`, set by `base.html`",
    "site": "`view.page.site`, set by `base.html`",
    "parts": "the macros of `macros/parts.html`, imported by `base.html`: `parts.card(article)` …",
    "edition": "`zh-Hans`, `zh-Hant-TW` or `zh-Hant-HK`",
    "interface": "`both`, `zh` or `en`",
}
FILTERS = {
    "chinese_date": "`2025-01-24` as 2025年1月24日",
    "english_date": "`2025-01-24` as 24 January 2025",
    "ruby": "a phrase with its readings: `term.groups | ruby`",
    "minify": "a script without comments and white space",
    "fromjson": "the value of a JSON text",
}


@cache
def template_reference() -> str:
    """Return the page."""
    return "".join([HEAD, *_blocks(), *_names(), *_pages(), *_views()])


def _blocks() -> Iterator[str]:
    yield "## Blocks\n\n| block | template | what |\n| --- | --- | --- |\n"
    found: dict[str, str] = {}
    for path in (shared("templates") / "base.html", *sorted(shared("templates").glob("*.html"))):
        for name in re.findall(r"{% block (\w+)", path.read_text("utf-8")):
            found.setdefault(name, path.name)
    _require("block", found, BLOCKS)
    for name, text in BLOCKS.items():
        yield f"| `{name}` | `{found[name]}` | {_sentence(text)} |\n"


def _names() -> Iterator[str]:
    own = vars(Renderer(Edition.HANS, [shared("templates")]))["_environment"]
    usual = type(own)()
    functions = {name.partition("(")[0] for name in FUNCTIONS}
    given = own.globals.keys() - usual.globals.keys()
    _require("function or value", given - VALUES.keys(), functions)
    _require("filter", own.filters.keys() - usual.filters.keys(), FILTERS)
    tables = (
        ("Values of every template", "value", VALUES),
        ("Labels", "function", FUNCTIONS),
        ("Filters", "filter", FILTERS),
    )
    for title, kind, table in tables:
        yield f"\n## {title}\n\n"
        if kind == "function":
            yield "[All ids](labels.md). `[labels]` in `site.toml` changes the texts.\n\n"
        yield f"| {kind} | what |\n| --- | --- |\n"
        for name, text in table.items():
            yield f"| `{name}` | {_sentence(text)} |\n"


def _require(what: str, found: typing.Iterable[str], described: typing.Iterable[str]) -> None:
    """Raise unless exactly what was found is described."""
    difference = set(found) ^ set(described)
    if difference:
        message = f"tools/docs/template_reference.py: {what}: {', '.join(sorted(difference))}"
        raise ValueError(message)


def _pages() -> Iterator[str]:
    yield "\n## Views\n\n| template | its `view` |\n| --- | --- |\n"
    for class_ in _view_classes():
        match = re.match(r"`(\w+\.html)`", inspect.getdoc(class_) or "")
        if match:
            yield f"| `{match[1]}` | [{class_.__name__}](#{class_.__name__.lower()}) |\n"
    yield f"| `macros/*.html` of panels | [{views.PanelsView.__name__}](#panelsview) |\n"


def _views() -> Iterator[str]:
    known = reachable()
    for class_ in known:
        doc = " ".join((inspect.getdoc(class_) or "").split())
        yield f"\n### {class_.__name__}\n\n{doc}\n\n| field | type | what |\n| --- | --- | --- |\n"
        for name, type_, text in members(class_):
            shown = _linked(type_, {each.__name__ for each in known})
            yield f"| `{name}` | {shown} | {text} |\n"


def reachable() -> list[type]:
    """Return the classes of the views, then those of their fields, as they are found."""
    found: dict[type, None] = dict.fromkeys(_view_classes())
    waiting = list(found)
    while waiting:
        for type_ in _types(waiting.pop(0)):
            for class_ in _classes_in(type_):
                if class_ not in found:
                    found[class_] = None
                    waiting.append(class_)
    return list(found)


def _types(class_: type) -> Iterator[Any]:
    """Yield the types of the fields and properties of a class."""
    yield from typing.get_type_hints(class_).values()
    for each in vars(class_).values():
        function = each.fget if isinstance(each, property) else getattr(each, "func", None)
        if function is not None:
            yield typing.get_type_hints(function).get("return")


def members(class_: type) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the type and the description of each field and property of a class."""
    source = ast.parse(textwrap.dedent(inspect.getsource(class_))).body[0]
    assert isinstance(source, ast.ClassDef)
    for node, after in zip(source.body, [*source.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if not node.target.id.startswith("_"):
                is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                text = str(after.value.value) if is_text else ""  # type: ignore[union-attr]
                yield node.target.id, ast.unparse(node.annotation), _sentence(text)
        elif isinstance(node, ast.FunctionDef) and _is_property(node):
            returns = ast.unparse(node.returns) if node.returns else ""
            yield node.name, returns, _sentence(ast.get_docstring(node) or "")


def _is_property(node: ast.FunctionDef) -> bool:
    names = {ast.unparse(decorator) for decorator in node.decorator_list}
    return bool(names & {"property", "cached_property"}) and not node.name.startswith("_")


def _sentence(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _linked(type_: str, known: set[str]) -> str:
    """Return a type, with a link to the section of the class in it."""
    name = next((name for name in re.findall(r"\w+", type_) if name in known), "")
    return f"[`{type_}`](#{name.lower()})" if name else f"`{type_}`"


def _view_classes() -> list[type]:
    return [
        each
        for module in VIEWS
        for each in vars(module).values()
        if inspect.isclass(each) and each.__module__ == module.__name__
    ]


def _classes_in(type_: Any) -> Iterator[type]:
    """Yield the classes with fields in a type, also inside containers."""
    for part in typing.get_args(type_):
        yield from _classes_in(part)
    if inspect.isclass(type_) and not isinstance(type_, UnionType):
        has_fields = is_dataclass(type_) or issubclass(type_, msgspec.Struct)
        if has_fields and type_.__module__.startswith("generator."):
            yield type_
