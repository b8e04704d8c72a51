"""The settings that a reader can change on a page.

One table serves `site.toml` (`content/config.py`), the script in the head of every page, the
settings panel, and the `data-<name>` attributes of the root element that style sheets select on.
`labels.toml` has a label `<name>` for each setting, `<name>-<value>` for each value, and
`settings-<group>` for each group.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.language.levels import STANDARDS


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, with its `values` in the order of the panel."""

    name: str
    values: tuple[str, ...]
    default: str
    section: str = "reader"
    """The table of `site.toml` that contains the default."""
    scriptless: tuple[str, ...] = ()
    """The values that also work without scripts, the fallback first; empty if all do."""
    group: str = "reading"
    """The section of the panel."""

    @property
    def is_long(self) -> bool:
        """Whether there are too many values to show side by side."""
        return len(self.values) > 5

    @property
    def linked(self) -> bool:
        """Whether a link to a page's settings includes it; matters of taste are left out."""
        return self.group != "look"

    def without_scripts(self, value: str) -> str:
        """Return the value to show without scripts if the site's default is `value`."""
        return value if not self.scriptless or value in self.scriptless else self.scriptless[0]


SETTINGS = (
    Setting(
        "pinyin",
        ("all", "level", "unknown", "first", "none"),
        "all",
        # Only a script knows the reader's words; pages have levels if they are the site's default.
        scriptless=("all", "level", "first", "none"),
    ),
    # The level up to which words are known: 0 is none, 7 stands for 7 to 9.
    Setting("level", ("0", "1", "2", "3", "4", "5", "6", "7"), "0"),
    Setting("standard", STANDARDS, STANDARDS[-1]),
    Setting("sandhi", ("off", "on"), "off", section="pinyin"),
    Setting("erhua", ("joined", "apart", "off"), "joined", section="pinyin"),
    # With English as the base, `translation` applies to the Chinese.
    Setting("base", ("zh", "en"), "zh", scriptless=("zh",), group="translation"),
    # Without scripts the translation must stay visible.
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
    # It must be possible to turn single-character shortcuts off: WCAG 2.1.4.
    Setting("keys", ("on", "off"), "on", group="look"),
)
