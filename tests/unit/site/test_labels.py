import re
from pathlib import Path

import pytest

from generator.labels import labels
from generator.model import Edition
from generator.reader_settings import SETTINGS

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("edition", list(Edition))
def test_every_label_is_said_in_both_languages(edition):
    assert all(label.zh and label.en for label in labels(edition).values())


def test_editions_differ_where_the_script_does():
    assert labels(Edition.HANS)["nav-glossary"].zh == "术语"
    assert labels(Edition.TW)["nav-glossary"].zh == "術語"


FORMS = "t|both|inline|plain|main|text|second|heading|lede"


def test_every_label_that_templates_name_exists():
    known = labels(Edition.HANS)
    for template in (ROOT / "templates").rglob("*.html"):
        named = re.findall(
            r'\b(?:t|both|inline|plain|main|text|second|heading|lede)\("([a-z-]+[a-z])"\)',
            template.read_text("utf-8"),
        )
        assert [id_ for id_ in named if id_ not in known] == [], template.name


def test_every_label_is_used():
    """Templates and Python name a label in full, or its beginning before ` ~ `."""
    folders = {"templates": "*.*", "generator": "*.py"}
    sources = [path for name, glob in folders.items() for path in (ROOT / name).rglob(glob)]
    text = "".join(path.read_text("utf-8") for path in sources)
    named = set(re.findall(r'"([a-z-]+[a-z])"', text))
    begun = {*re.findall(r'"([a-z-]+-)" ~', text), *(f"{s.name}-" for s in SETTINGS)}
    assert [
        id_
        for id_ in labels(Edition.HANS)
        if id_ not in named and not any(map(id_.startswith, begun))
    ] == []
