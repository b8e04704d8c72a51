"""The switches of a page: what each can be, and where a site says what it is at first.

One table serves `site.toml` (`config.py`), the script in the head of every page, the panel in
which a reader chooses, and the attributes `data-<name>` of the root that the style sheets ask.
A label `<name>` and a label `<name>-<value>` for each value stand in `site/labels.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One switch; its `values` stand in the order in which the panel shows them."""

    name: str
    values: tuple[str, ...]
    default: str
    section: str = "reader"
    """The table of `site.toml` that has it."""
    scriptless: tuple[str, ...] = ()
    """The values that also work where scripts do not run, the fallback first; empty: all do."""

    def without_scripts(self, value: str) -> str:
        """What a page shows where its scripts do not run and the site wants `value`."""
        return value if not self.scriptless or value in self.scriptless else self.scriptless[0]


SETTINGS = (
    Setting("pinyin", ("all", "none"), "all"),
    Setting("sandhi", ("off", "on"), "off", section="pinyin"),
    Setting("erhua", ("joined", "apart", "off"), "joined", section="pinyin"),
    # With English as the base, the switch of the translation is that of the Chinese.
    Setting("base", ("zh", "en"), "zh", scriptless=("zh",)),
    # A translation must never be locked away.
    Setting("translation", ("side", "under", "tap", "off"), "side", scriptless=("side", "under")),
    Setting("tones", ("on", "off"), "off", scriptless=("off",)),
    Setting("theme", ("auto", "light", "dark"), "auto"),
)
