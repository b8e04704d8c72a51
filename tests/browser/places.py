"""What the browser tests share: the page they read and the windows they read it in."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

ARTICLE = "zh-hans/deepseek-r1/index.html"

WHOLE = ":root[data-whole]"
"""The page, once all of its text is laid out."""

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
