"""Load `site.toml` into a frozen `Config`, reporting all faults of the file at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.content.check_settings import CHINESE_ONLY, read_policies
from generator.content.check_settings import SCHEMA as CHECK_SCHEMA
from generator.content.export_settings import (
    ExportSettings,
    exports_schema,
    read_export_settings,
)
from generator.content.markdown.plugin_rules import use_rules
from generator.content.pages import find_pages
from generator.content.site_settings import (
    SITE_SCHEMA,
    SiteSettings,
    check_nav,
    read_site_settings,
)
from generator.content.toml.reader import FileCodes, Schema, TableReader, check_keys, read_table
from generator.content.values import edition_hint
from generator.diagnostics import Report
from generator.export_formats import Format
from generator.language.pinyin.styles import Erhua, Spelling, Style
from generator.language.scripts.forms import FORM_CHOICES
from generator.model import Bilingual, Edition
from generator.plugins import INSTALLED, NO_PLUGINS, PluginError, Plugins, find_plugins, formats_of
from generator.reader_settings import SETTINGS

_CODES = FileCodes(syntax="S007", unknown="S008", value="S009")
_BILINGUAL: Schema = {"zh": None, "en": None}
SCHEMA: Schema = {
    "title": _BILINGUAL,
    "description": _BILINGUAL,
    "author": None,
    "base_url": None,
    "editions": None,
    "languages": None,
    "about": None,
    "site": SITE_SCHEMA,
    "labels": None,
    "markdown": {"html": None},
    "pinyin": {
        "style": None,
        "sandhi": None,
        "erhua": None,
        "sentence_capitals": None,
        "numbers": None,
        "he_as_han": None,
    },
    "house": {edition.value: None for edition in FORM_CHOICES},
    "translate": {
        "provider": None,
        "endpoint": None,
        "model": None,
        "key_env": None,
        "command": None,
        "requests_per_minute": None,
        "batch": None,
        "timeout": None,
    },
    "check": CHECK_SCHEMA,
    "exports": exports_schema(),
    "reader": {setting.name: None for setting in SETTINGS if setting.section == "reader"},
}
_SUGGESTED_KEYS = {
    "url": "base_url",
    "baseurl": "base_url",
    "name": "title",
}


_PROVIDERS = ("openai", "command")


class TranslationSettings(Struct, frozen=True):
    """The provider of the drafts of `jiazhu translate`, and its limits."""

    provider: str = ""
    """`openai`, `command`, or empty if the site has none."""
    endpoint: str = ""
    """The absolute address before `/chat/completions`, without a slash at the end."""
    model: str = ""
    key_env: str = ""
    """The environment variable that holds the API key; empty if none is needed."""
    command: tuple[str, ...] = ()
    requests_per_minute: int = 0
    """0 for no limit."""
    batch: int = 20
    """The number of sentences in a request."""
    timeout: int = 120
    """How many seconds to wait for a response."""


class Config(Struct, frozen=True):
    """The settings of a site."""

    root: Path
    """The site folder."""
    title: Bilingual = field(default_factory=Bilingual)
    description: Bilingual = field(default_factory=Bilingual)
    author: str = ""
    base_url: str = ""
    """The absolute address of the site, with a slash at the end; empty if unknown."""
    editions: tuple[Edition, ...] = tuple(Edition)
    """The editions to build; the first is the default."""
    languages: tuple[str, ...] = ("zh",)
    """The languages of its texts: `zh`, and `en` if the site is bilingual."""
    about: Path | None = None
    """The Markdown file of the about page, in the site folder."""
    site: SiteSettings = field(default_factory=SiteSettings)
    html: bool = False
    """Whether raw HTML in Markdown is allowed."""
    pinyin: Spelling = field(default_factory=Spelling)
    house: Mapping[Edition, tuple[str, ...]] = field(default_factory=dict)
    """The character forms that an edition uses instead of the default ones: 臺 for 台."""
    translate: TranslationSettings = field(default_factory=TranslationSettings)
    exports: ExportSettings = field(default_factory=ExportSettings)
    plugins: Plugins = INSTALLED
    reader: Mapping[str, str] = field(
        default_factory=lambda: {setting.name: setting.default for setting in SETTINGS}
    )
    """The default value of each of `SETTINGS`, which readers may change."""

    @property
    def formats(self) -> Mapping[str, Format]:
        """The formats that the site can be exported to, by name."""
        return formats_of(self.plugins.registry)

    @property
    def export_formats(self) -> tuple[Format, ...]:
        """The formats that builds export it to."""
        return tuple(self.formats[name] for name in self.exports.formats)


def load_config(root: Path, report: Report) -> Config:
    """Read the settings of the site folder `root`.

    A folder of articles without a `site.toml` is a site in Chinese, named after the folder.
    Faults are reported (S001, S002, S007, S008, S009). A wrong value is replaced by its default,
    so that later stages can report their own faults.
    """
    path = root / "site.toml"
    if not os.path.lexists(path):
        if (root / "articles").is_dir():
            report.add_policy(CHINESE_ONLY)
            return Config(root, Bilingual(root.resolve().name))
        message = "The folder is not a site: it has no site.toml"
        hint = "Run the command in the folder of a site, or create one with `jiazhu new my-site`."
        report.add("S001", path, message, hint)
        return Config(root)
    table = read_table(path, report, _CODES)
    if table is None:
        return Config(root)
    plugins = _plugins(root, report)
    registry = plugins.registry
    use_rules(registry.rules)
    formats = formats_of(registry)
    schema = {**SCHEMA, "exports": exports_schema(formats)}
    check_keys(table, report, _CODES, schema, _SUGGESTED_KEYS)
    top = TableReader(table, report, _CODES)
    languages = _languages(top)
    bilingual = "en" in languages
    for policy in read_policies(top, root, bilingual=bilingual):
        report.add_policy(policy)
    reader, pinyin, site = (top.section(name) for name in ("reader", "pinyin", "site"))
    settings = read_site_settings(site, top.section("labels"))
    check_nav(settings, site, find_pages(root))
    spelling = Spelling(
        style=Style(pinyin.choice("style", tuple(Style), Style.MARKS)),
        sandhi=pinyin.boolean("sandhi", False),
        erhua=Erhua(pinyin.choice("erhua", tuple(Erhua), Erhua.JOINED)),
        sentence_capitals=pinyin.boolean("sentence_capitals", False),
        numbers=pinyin.boolean("numbers", False),
        he_as_han=pinyin.boolean("he_as_han", False),
    )
    return Config(
        root=root,
        title=top.bilingual("title", required=True, english=bilingual),
        description=top.bilingual("description", english=bilingual),
        author=top.string("author"),
        base_url=_base_url(top),
        editions=_editions(top),
        languages=languages,
        about=_about(top, root),
        site=settings,
        html=top.section("markdown").boolean("html", False),
        pinyin=spelling,
        house=_house(top.section("house")),
        translate=_translating(top.section("translate"), (*_PROVIDERS, *registry.providers)),
        exports=read_export_settings(top.section("exports"), formats),
        plugins=plugins,
        reader={
            setting.name: reader.choice(setting.name, setting.site_values, setting.default)
            for setting in SETTINGS
            if setting.section == "reader"
        }
        | {
            "spelling": spelling.style.value,
            "sandhi": "on" if spelling.sandhi else "off",
            "erhua": spelling.erhua.value,
        },
    )


def _plugins(root: Path, report: Report) -> Plugins:
    """Return the plugins of a site; one that cannot be loaded is reported (P001)."""
    found = find_plugins(root)
    try:
        found.registry  # noqa: B018
    except PluginError as error:
        report_plugin(error, report)
        return NO_PLUGINS
    return found


def report_plugin(error: PluginError, report: Report) -> None:
    """Report that a plugin fails (P001)."""
    hint = "Correct the plugin; JIAZHU_PLUGINS=off works without plugins."
    report.add("P001", error.path, f"The plugin fails: {error}", hint, line=error.line or 1)


def _translating(table: TableReader, providers: Iterable[str]) -> TranslationSettings:
    provider = table.choice("provider", providers, "")
    if table.data and not table.get_string("provider"):
        hint = 'Add `provider = "openai"` or `provider = "command"`.'
        table.fault("`translate.provider` is missing", hint)
    openai = provider == "openai"
    key_env = table.string("key_env")
    if key_env and not re.fullmatch(r"[A-Za-z_]\w*", key_env, re.ASCII):
        message = "`translate.key_env` is not the name of an environment variable"
        hint = 'Write `key_env = "JIAZHU_KEY"`, and keep the key in that variable, not in the file.'
        table.fault(message, hint, key="key_env")
        key_env = ""
    command = table.arguments("command")
    if provider == "command" and "command" not in table:
        hint = 'Add the program and its arguments: `command = ["python3", "translate.py"]`.'
        table.fault("`translate.command` is missing", hint)
    return TranslationSettings(
        provider=provider,
        endpoint=table.web_address("endpoint", required=openai).rstrip("/"),
        model=table.string("model", required=openai),
        key_env=key_env,
        command=command,
        requests_per_minute=table.integer("requests_per_minute", 0, least=0),
        batch=table.integer("batch", 20),
        timeout=table.integer("timeout", 120),
    )


def _base_url(top: TableReader) -> str:
    url = top.web_address("base_url")
    if re.search(r"[?#]", url):
        hint = "Write only the address of the site's home page."
        top.fault("`base_url` has a query or a fragment", hint, key="base_url")
        return ""
    return f"{url.rstrip('/')}/" if url else ""


def _editions(top: TableReader) -> tuple[Edition, ...]:
    if "editions" not in top:
        return tuple(Edition)
    known = {edition.value: edition for edition in Edition}
    given = top.strings("editions")
    listed = top.data["editions"]
    for index, value in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(value, str) and value.strip() and value.strip() not in known:
            message = f"There is no edition “{value}”"
            top.fault(message, edition_hint(value), key="editions", index=index)
    if listed == []:
        hint = 'List at least one, the default first: `editions = ["zh-Hans"]`.'
        top.fault("`editions` is empty", hint, key="editions")
    return tuple(known[value] for value in given if value in known) or tuple(Edition)


def _languages(top: TableReader) -> tuple[str, ...]:
    for index, value in enumerate(top.strings("languages")):
        if value not in ("zh", "en"):
            hint = 'Write `languages = ["zh", "en"]` for a bilingual site, else leave it out.'
            top.fault(f"There is no language “{value}”", hint, key="languages", index=index)
    return ("zh", "en") if "en" in top.strings("languages") else ("zh",)


def _house(table: TableReader) -> Mapping[Edition, tuple[str, ...]]:
    found = {}
    for edition, pairs in FORM_CHOICES.items():
        known = "".join(pairs)
        given = table.strings(edition.value)
        listed = table.data.get(edition.value)
        for index, value in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(value, str) and value.strip() and value.strip() not in set(known):
                message = f"`{table.name(edition.value)}` cannot contain “{value}”"
                hint = f"Choose from {', '.join(' or '.join(pair) for pair in pairs)}."
                table.fault(message, hint, key=edition.value, index=index)
        for pair in pairs:
            if set(pair) <= set(given):
                message = f"`{table.name(edition.value)}` contains both {' and '.join(pair)}"
                table.fault(message, "Keep one of the two.", key=edition.value)
        chosen = tuple(value for value in given if value in set(known))
        if chosen:
            found[edition] = chosen
    return found


def _about(top: TableReader, root: Path) -> Path | None:
    name = top.string("about")
    if not name:
        return None
    path = root / name
    home = os.path.realpath(root)
    if Path(name).is_absolute() or os.path.commonpath([home, os.path.realpath(path)]) != home:
        hint = 'Name a file in the site folder: `about = "about.md"`.'
        top.fault(f"`about` names a file outside the site: {name}", hint, key="about")
        return None
    if not os.path.isfile(path):
        hint = "Create the file, or remove `about`."
        top.fault(f"`about` names a file that does not exist: {name}", hint, key="about")
        return None
    return path
