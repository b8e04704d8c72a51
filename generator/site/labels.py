"""The labels of a site, as its pages show them.

A site shows them in Chinese, in English or in both languages (`interface` in `site.toml`), so
templates do not choose a language themselves but ask for a label in one of these forms:

    both(id)    in the languages of the interface, as HTML with a class for each
    inline(id)  the same without classes
    plain(id)   the same as plain text, for attributes
    main(id)    in the first of these languages, as HTML: for headings and units
    text(id)    the same as plain text
    second(id)  in the second, as plain text, if there are two: for the line below a heading
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from markupsafe import Markup

from generator.content.site_settings import Interface
from generator.labels import labels
from generator.model import Bilingual, Edition
from generator.site.markup import escape


class Labels(Mapping[str, Bilingual]):
    """The labels of a site in one edition, and in the languages of its interface."""

    def __init__(
        self,
        edition: Edition,
        interface: Interface = Interface.BOTH,
        own: Mapping[str, Bilingual] = MappingProxyType({}),
    ) -> None:
        """`own` has what the site says instead, in the script of the edition."""
        self.interface = interface
        self._labels = {**labels(edition)}
        for id_, label in own.items():
            built_in = self._labels[id_]
            self._labels[id_] = Bilingual(label.zh or built_in.zh, label.en or built_in.en)

    def __getitem__(self, id_: str) -> Bilingual:
        return self._labels[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def __eq__(self, other: object) -> bool:
        """Whether two sites say the same."""
        return isinstance(other, Labels) and (
            (self.interface, self._labels) == (other.interface, other._labels)
        )

    __hash__ = None  # type: ignore[assignment]  # labels are compared, never used as keys

    def shown(self, text: Bilingual) -> Bilingual:
        """Return a text in the languages of the interface; in the other one if it lacks these."""
        zh = "" if self.interface is Interface.ENGLISH and text.en else text.zh
        en = "" if self.interface is Interface.CHINESE and text.zh else text.en
        return Bilingual(zh, en)

    def both(self, label: str | Bilingual) -> Markup:
        """Return the HTML of a label, given by its id or its texts, with a class a language."""
        shown = self.shown(self[label] if isinstance(label, str) else label)
        zh = f"<span class=zh>{escape(shown.zh)}</span>" if shown.zh else ""
        en = f"<span class=en lang=en>{escape(shown.en)}</span>" if shown.en else ""
        return Markup(" ".join(filter(None, (zh, en))))

    def inline(self, id_: str) -> Markup:
        """Return the HTML of a label, without classes."""
        second = self.second(id_)
        return self.main(id_) + (
            Markup(f" <span lang=en>{escape(second)}</span>") if second else ""
        )

    def plain(self, id_: str, separator: str = " ") -> str:
        """Return a label in the languages of the interface, without marking them."""
        return separator.join(filter(None, (self.text(id_), self.second(id_))))

    def main(self, id_: str) -> Markup:
        """Return the HTML of a label in the first language of the interface."""
        text = escape(self.text(id_))
        is_english = self.interface is Interface.ENGLISH
        return Markup(f"<span lang=en>{text}</span>" if is_english else text)

    def text(self, id_: str) -> str:
        """Return a label in the first language of the interface."""
        return self[id_].en if self.interface is Interface.ENGLISH else self[id_].zh

    def second(self, id_: str) -> str:
        """Return the English of a label if the interface is in both languages; else nothing."""
        return self[id_].en if self.interface is Interface.BOTH else ""
