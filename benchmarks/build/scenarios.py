"""What happens to a site between two builds, and what these builds take.

The scenarios run in this order: each finds the site and the output as the one before left them.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.accuracy.report import MissingError
from benchmarks.build.corpus import Article
from benchmarks.build.tools import Tool, Workplace
from benchmarks.build.usage import CommandError, Usage, measure

ROOT = Path(__file__).parents[2]


A_FEW = 3
"""The number of articles in which a new term should occur."""

CANDIDATES = """\
直升机 zhíshēngjī helicopter
显微镜 xiǎnwēijìng microscope
望远镜 wàngyuǎnjìng telescope
手电筒 shǒudiàntǒng torch
显示器 xiǎnshìqì monitor
打印机 dǎyìnjī printer
扫描仪 sǎomiáoyí scanner
鼠标 shǔbiāo mouse
键盘 jiànpán keyboard
摄像头 shèxiàngtóu camera
笔记本 bǐjìběn laptop
咖啡 kāfēi coffee
啤酒 píjiǔ beer
面包 miànbāo bread
蘑菇 mógu mushroom
手术 shǒushù surgery
疫苗 yìmiáo vaccine
维生素 wéishēngsù vitamin
自行车 zìxíngchē bicycle
卡车 kǎchē lorry
电池 diànchí battery
水泥 shuǐní cement
教堂 jiàotáng church
图书馆 túshūguǎn library
博物馆 bówùguǎn museum
防火墙 fánghuǒqiáng firewall
镜像 jìngxiàng mirror
变量 biànliàng variable
公式 gōngshì formula
校验 jiàoyàn checksum
"""
"""Words that may be added as terms: the form, its pinyin and its English."""

Edit = Callable[[Tool, Workplace, int], bool]
"""Edits a site for the build with a number; returns whether the tool has such a thing."""


@dataclass
class Output:
    """What a build has written: files, pages, and bytes, raw and compressed."""

    files: int = 0
    pages: int = 0
    page_size: int = 0
    """The bytes of all pages."""
    size: int = 0
    compressed: int = 0
    """Estimated from a sample that is evenly spread over the files."""


@dataclass
class Series:
    """All builds of one tool at one size."""

    tool: Tool
    size: int
    version: str
    usages: defaultdict[str, list[Usage]] = field(default_factory=lambda: defaultdict(list))
    output: Output = field(default_factory=Output)

    def median(self, scenario: str, figure: str = "seconds") -> float | None:
        """Return the median of a figure, a field of `Usage`, if the scenario was measured."""
        values = [float(getattr(usage, figure)) for usage in self.usages.get(scenario, ())]
        return median(values) if values else None


def clean(_: Tool, place: Workplace, __: int) -> bool:
    """Delete the output and the caches."""
    place.clear()
    return True


def nothing(_: Tool, __: Workplace, ___: int) -> bool:
    """Edit nothing."""
    return True


def edit_article(tool: Tool, place: Workplace, number: int) -> bool:
    """Append a sentence to a paragraph in the middle of the site."""
    paths = sorted((place.root / tool.articles).glob("0*.md"))
    path = paths[len(paths) // 2]
    blocks = path.read_text("utf-8").rstrip("\n").split("\n\n")
    blocks[len(blocks) // 2] += marked_sentence(number)
    path.write_text("\n\n".join(blocks) + "\n", "utf-8")
    return True


def marked_sentence(number: int) -> str:
    """Return a sentence that is not in the corpus, with a Latin word that finds it in a page."""
    return f"这是第 {number} 次修改，编号是 Zq{number}x。"


def add_term(tool: Tool, place: Workplace, number: int) -> bool:
    """Add a term to the glossary whose form occurs in a few articles."""
    if tool.name != "jiazhu":
        return False
    texts = [path.read_text("utf-8") for path in sorted((place.root / "articles").glob("0*.md"))]
    glossary = place.root / "glossary.toml"
    kept = glossary.read_text("utf-8") if glossary.exists() else ""
    chosen = choose_term(texts, kept)
    if chosen is None:
        return False
    form, pinyin, english = chosen
    glossary.write_text(
        kept + f'\n[[term]]\nid = "{english}"\nzh-Hans = "{form}"\npinyin = "{pinyin}"\n'
        f'en = "{english}"\ndefinition.zh = "{form}：第 {number} 次添加的词条。"\n'
        f'definition.en = "A {english}, added as number {number}."\n'
        f'source = "https://en.wikipedia.org/wiki/{english}"\n',
        "utf-8",
    )
    return True


def choose_term(texts: Sequence[str], glossary: str) -> tuple[str, str, str] | None:
    """Return a term that is in a few of the texts and not in the glossary, if there is one.

    It has its form, its pinyin and its English.
    """
    free = []
    for line in CANDIDATES.splitlines():
        form, pinyin, english = line.split()
        count = sum(form in text for text in texts)
        if count and f'"{form}"' not in glossary and f'"{english}"' not in glossary:
            free.append((abs(count - A_FEW), form, pinyin, english))
    return min(free)[1:] if free else None


def edit_template(tool: Tool, place: Workplace, number: int) -> bool:
    """Add a paragraph to a template; Jiazhu's site gets a copy of it first."""
    if not tool.template:
        return False
    path = place.root / tool.template
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / tool.template, path)
    text = path.read_text("utf-8")
    end = max(text.rfind(tag) for tag in ("</body>", "</footer>", "{% endblock %}"))
    path.write_text(f"{text[:end]}<p>{number}</p>\n{text[end:]}", "utf-8")
    return True


def edit_style(tool: Tool, place: Workplace, number: int) -> bool:
    """Add a rule to a style sheet; Jiazhu's site gets a copy of it first."""
    if not tool.style:
        return False
    path = place.root / tool.style
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / tool.style, path)
    path.write_text(f"{path.read_text('utf-8')}\n.edit-{number} {{ color: red }}\n", "utf-8")
    return True


SCENARIOS: Mapping[str, tuple[str, Edit]] = {
    "clean": ("clean build", clean),
    "none": ("nothing changed", nothing),
    "edit": ("one edit", edit_article),
    "term": ("one term", add_term),
    "template": ("one template", edit_template),
    "style": ("one style sheet", edit_style),
}
"""The scenarios by name, each with its title and what it does before the build."""


def measure_output(folder: Path) -> Output:
    """Return what is in an output folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes = [path.stat().st_size for path in files]
    pages = [size for path, size in zip(files, sizes, strict=True) if path.suffix == ".html"]
    compressed = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    return Output(
        len(files),
        len(pages),
        sum(pages),
        sum(sizes),
        compressed,
    )


def run(
    tools: Iterable[Tool],
    articles: Sequence[Article],
    scenarios: Sequence[str],
    runs: int,
    folder: Path,
) -> tuple[list[Series], list[str]]:
    """Return the builds of every tool that is installed, and what was skipped and why.

    The tools take turns, so that other load on the machine affects all of them.
    """
    found: list[tuple[Series, Workplace]] = []
    skipped: list[str] = []
    if not scenarios:
        return [], skipped
    for tool in tools:
        if tool.largest and tool.largest < len(articles):
            skipped.append(
                f"{tool.name} with {len(articles):,} articles: every page lists all pages"
            )
            continue
        base = folder / f"{tool.name}-{len(articles)}"
        place = Workplace(base / "site", base / "output", base / "cache")
        try:
            series = Series(tool, len(articles), tool.version())
            tool.command(place)
        except MissingError as error:
            skipped.append(str(error))
            continue
        place.root.mkdir(parents=True)
        tool.write(place.root, articles)
        found.append((series, place))
    for round_number in range(1, runs + 1):
        for series, place in list(found):
            try:
                build_once(series, place, scenarios, round_number)
            except CommandError as error:
                skipped.append(f"{series.tool.name} failed with {series.size:,} articles")
                print(error, file=sys.stderr)
                found.remove((series, place))
    for series, place in found:
        series.output = measure_output(place.output)
    return [series for series, _ in found], skipped


def build_once(series: Series, place: Workplace, scenarios: Sequence[str], number: int) -> None:
    """Build with one tool after each edit, and add what that took to the series."""
    tool = series.tool
    if number == 1 and scenarios[0] != "clean":  # the first edit would find no earlier build
        measure(tool.command(place), cwd=place.root, environment=tool.environment)
    for name in scenarios:
        _, edit = SCENARIOS[name]
        if edit(tool, place, number):
            usage = measure(tool.command(place), cwd=place.root, environment=tool.environment)
            series.usages[name].append(usage)
            print(
                f"{series.size:,} articles, {tool.name}, {name}: {usage.seconds:.2f} s,"
                f" {usage.processor:.2f} s of processor, {usage.memory:.0f} MB",
                file=sys.stderr,
                flush=True,
            )
