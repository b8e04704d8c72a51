"""The settings that a reader can change on a page.

One table serves `site.toml` (`content/config.py`), the script in the head of every page, the
settings panel, and the `data-<name>` attributes of the root element that style sheets select on.
`labels.toml` has a label `<name>` for each setting, `<name>-<value>` for each value, and
`settings-<group>` for each group.
"""

from __future__ import annotations

from msgspec import Struct

from generator.language.levels import STANDARDS
from generator.language.pinyin.styles import Style

AUTO = "auto"
"""The value of `site.toml` that leaves the default to the width of the window."""


class Setting(Struct, frozen=True):
    """One setting, with its `values` in the order of the panel."""

    name: str
    values: tuple[str, ...]
    default: str
    section: str = "reader"
    """The table of `site.toml` that contains the default."""
    scriptless: tuple[str, ...] = ()
    """The values that also work without scripts, the fallback first; empty if all do."""
    group: str = "pinyin"
    """The tab of the panel."""
    linked: bool = True
    """Whether a link to a page's settings includes it; matters of taste are left out."""
    unstyled: str = ""
    """The value that no style sheet selects, if any: pages leave it to the script in their head."""
    by_window: tuple[str, ...] = ()
    """The values in a wide window and in any other if a site has `AUTO`; empty if it may not."""

    @property
    def site_values(self) -> tuple[str, ...]:
        """The values that `site.toml` may give."""
        return (AUTO, *self.values) if self.by_window else self.values

    @property
    def is_long(self) -> bool:
        """Whether there are too many values to show side by side."""
        return len(self.values) > 5

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
        unstyled="all",
    ),
    # The level up to which words are known: 0 is none, 7 stands for 7 to 9.
    Setting("level", ("0", "1", "2", "3", "4", "5", "6", "7"), "0", group="me"),
    Setting("standard", STANDARDS, STANDARDS[-1], group="me"),
    # Readings are written in the style of the site, which a script respells. Not called `style`,
    # since a form with such a control has no `form.style`.
    Setting(
        "spelling",
        tuple(style.value for style in Style),
        "marks",
        section="pinyin",
        unstyled="marks",
    ),
    Setting("sandhi", ("off", "on"), "off", section="pinyin", group="tones", unstyled="off"),
    Setting("erhua", ("joined", "apart", "off"), "joined", section="pinyin", unstyled="joined"),
    # With English as the base, `translation` applies to the Chinese.
    Setting("base", ("zh", "en"), "zh", scriptless=("zh",), group="english"),
    # Without scripts the translation must stay visible.
    Setting(
        "translation",
        ("side", "under", "tap", "off"),
        AUTO,
        scriptless=("side", "under"),
        group="english",
        by_window=("side", "tap"),
    ),
    Setting(
        "tones",
        ("off", "classic", "violet", "safe"),
        "off",
        scriptless=("off",),
        group="tones",
        unstyled="off",
    ),
    Setting(
        "theme", ("auto", "light", "dark"), "auto", group="text", linked=False, unstyled="auto"
    ),
    Setting(
        "size",
        ("smallest", "small", "medium", "large", "largest"),
        "medium",
        group="text",
        linked=False,
        unstyled="medium",
    ),
    Setting("reading", ("small", "medium", "large"), "medium", linked=False, unstyled="medium"),
    Setting(
        "leading",
        ("tight", "normal", "loose"),
        "normal",
        group="text",
        linked=False,
        unstyled="normal",
    ),
    Setting(
        "width",
        ("narrow", "normal", "wide"),
        "normal",
        group="text",
        linked=False,
        unstyled="normal",
    ),
    Setting(
        "face", ("serif", "sans", "kai"), "serif", group="text", linked=False, unstyled="serif"
    ),
    Setting(
        "focus",
        ("off", "on"),
        "off",
        scriptless=("off",),
        group="text",
        linked=False,
        unstyled="off",
    ),
    # It must be possible to turn single-character shortcuts off: WCAG 2.1.4.
    Setting("keys", ("on", "off"), "on", group="me", linked=False, unstyled="on"),
)
