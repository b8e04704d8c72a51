"""What the browser tests share: the page they read and the windows they read it in."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

ARTICLE = "zh-hans/deepseek-r1/index.html"

WHOLE = ":root[data-whole]"
"""The page, once all of its text is laid out."""

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


STILL = """async () => {
  for (let place = NaN, same = 0; same < 10; same = scrollY === place ? same + 1 : 0) {
    place = scrollY;
    await new Promise(requestAnimationFrame);
  }
}"""
"""Waits until the page does not scroll any more."""


def settle(page: Page) -> None:
    """Waits until all of the text is laid out and what is near the window has been set beside."""
    page.wait_for_selector(WHOLE, state="attached")
    # What comes near is told between two frames, and answered before the next.
    page.evaluate("""async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }""")


def open_settings(page: Page, tab: str = "pinyin") -> None:
    """Opens the settings at a tab: pinyin, english, text, tones or me."""
    page.locator(".tool[popovertarget=settings]").click()
    page.wait_for_selector("#settings:popover-open")
    page.locator(f"#tab-{tab}").click()
    page.wait_for_selector(f"#settings-{tab}:not([hidden])")
