"""`python -m tools.card_fonts`: make the fonts of the cards (`generator/site/cards.py`).

They are parts of Noto Serif CJK, from Debian's package `fonts-noto-cjk`: the characters that the
cards may have, without hints and layout features, which these do not use. Needs
the group `tables` of pyproject.toml (fontTools).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.site import cards

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
FAMILIES = {cards.SIMPLIFIED: "Noto Serif CJK SC", cards.TRADITIONAL: "Noto Serif CJK TC"}
FOLDER = Path(cards.__file__).parent / "fonts"


def main() -> None:
    """Write both fonts."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTCollection

    parser = argparse.ArgumentParser(prog="python -m tools.card_fonts", description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE, help="the collection")
    collection = TTCollection(parser.parse_args().source)
    families = {font["name"].getDebugName(1): font for font in collection.fonts}
    for name, family in FAMILIES.items():
        options = Options(layout_features=[], hinting=False, notdef_outline=True)
        options.name_IDs = [0, 1, 2, 13, 14]  # the copyright, the names, the licence
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG"]
        font = families[family]
        font.recalcTimestamp = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[ord(char) for char in cards.characters(name)])
        subsetter.subset(font)
        font.save(FOLDER / name)


if __name__ == "__main__":
    main()
