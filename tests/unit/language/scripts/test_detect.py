from __future__ import annotations

import pytest

from generator.language.scripts.detect import detect_script
from generator.model import Edition

HANS, TW, HK = Edition.HANS, Edition.TW, Edition.HK


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("这里的软件只有一个", HANS),
        ("後台的軟體裡面看著", TW),
        ("裏面的軟件看着，著名的網絡", HK),
        ("臺灣的經濟發展", TW),
        ("皇后", HANS),
        ("我哋喺香港，唔係臺灣", HK),
        ("GPT-4o", HANS),
        ("", HANS),
        ("麵包烤好了，趁熱吃", TW),
        ("我想吃台灣菜", TW),
        ("他吃了个麵包", HANS),
        ("他是著名作者，名著與著作都在這裡", TW),
    ],
)
def test_detect_script(text: str, edition: Edition) -> None:
    assert detect_script(text) is edition
