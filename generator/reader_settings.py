"""The switches of a page: what each can be, and where a site says what it is at first.

One table serves `site.toml` (`content/config.py`), the script in the head of every page, the panel
in which a reader chooses, and the attributes `data-<name>` of the root that the style sheets ask.
A label `<name>` and a label `<name>-<value>` for each value stand in `site/labels.toml`, and for
each group a label `settings-<group>`.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.language.levels import STANDARDS


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
    group: str = "reading"
    """The part of the panel that shows it."""

    @property
    def is_long(self) -> bool:
        """Whether its values are too many to stand side by side."""
        return len(self.values) > 5

    @property
    def linked(self) -> bool:
        """Whether a link to the settings of a page names it; a matter of taste stays out."""
        return self.group != "look"

    def without_scripts(self, value: str) -> str:
        """What a page shows where its scripts do not run and the site wants `value`."""
        return value if not self.scriptless or value in self.scriptless else self.scriptless[0]


SETTINGS = (
    Setting(
        "pinyin",
        ("all", "level", "unknown", "first", "none"),
        "all",
        scriptless=("all", "level", "first", "none"),  # what a reader knows, a script must say
    ),
    # Up to which level the words are known; 0 is none, 7 stands for 7 to 9.
    Setting("level", ("0", "1", "2", "3", "4", "5", "6", "7"), "0"),
    Setting("standard", STANDARDS, STANDARDS[-1]),
    Setting("sandhi", ("off", "on"), "off", section="pinyin"),
    Setting("erhua", ("joined", "apart", "off"), "joined", section="pinyin"),
    # With English as the base, the switch of the translation is that of the Chinese.
    Setting("base", ("zh", "en"), "zh", scriptless=("zh",), group="translation"),
    # A translation must never be locked away.
    Setting(
        "translation",
        ("side", "under", "tap", "off"),
        "side",
        scriptless=("side", "under"),
        group="translation",
    ),
    Setting("tones", ("off", "classic", "violet", "safe"), "off", scriptless=("off",)),
    Setting("theme", ("auto", "light", "dark"), "auto", group="look"),
    Setting("size", ("smallest", "small", "medium", "large", "largest"), "medium", group="look"),
    Setting("width", ("narrow", "normal", "wide"), "normal", group="look"),
    Setting("face", ("serif", "sans", "kai"), "serif", group="look"),
    Setting("focus", ("off", "on"), "off", scriptless=("off",), group="look"),
    # Keys of one letter must be easy to turn off: WCAG 2.1.4.
    Setting("keys", ("on", "off"), "on", group="look"),
)
