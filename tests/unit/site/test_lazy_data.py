import json
import re

from generator.resources import shared
from generator.site.lazy_data import SHARDS, place, script, shard


def test_a_script_hands_over_its_data() -> None:
    text = script("characters/0a", {"a": "</script>&"}, "By whom")
    assert text.startswith("/* By whom */\n")
    match = re.search(r'jiazhu\.take\("characters/0a", (.*)\);\n$', text)
    assert match
    assert json.loads(match[1]) == {"a": "</script>&"}
    assert "</script" not in text
    assert place("characters/0a").as_posix() == "static/characters/0a.js"


def test_page_and_build_agree_on_the_shards() -> None:
    source = shared("static").joinpath("js/lazy_data.js").read_text("utf-8")
    assert f"const SHARDS = {SHARDS};" in source
    assert shard("人工") == f"{0x4EBA % SHARDS:02x}"
    assert shard("𠂇") == f"{0x20087 % SHARDS:02x}"
