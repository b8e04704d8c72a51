"""What authors bring from elsewhere and pages cannot show as it was meant.

Shortcodes of other programs (S028), lines that look like verse but run together (S029), diagrams
(S030), formulas that are not understood (S031) and characters that change the order of a text
(S035). Each is said once an article and kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it.token import Token

from generator.content.markdown.blocks import ParsedMarkdown
from generator.content.markdown.formulas import TYPES as FORMULAS
from generator.content.text_order import CONTROLS, HINT, check_order, control_message
from generator.diagnostics import Report
from generator.language.characters import count_han, has_han
from generator.lazy_patterns import lazy_pattern
from generator.model import ATOM, Block, Span
from generator.site.mathml import mathml
from generator.site.rich_content import DIAGRAMS

_SHORTCODE = lazy_pattern(
    r"\{\{[<%]\s*(?P<hugo>/?[\w/.-]++)[^{}]*?[>%]\}\}"
    r"|\{%-?\s*(?P<liquid>[\w-]++)[^{}]*?%\}"
    r"|\{\{-?\s*(?P<output>(?:site|page|post|config|theme|layout)\.[\w.]++)[^{}]*?\}\}"
)
_REMEDIES = {
    **dict.fromkeys(
        "youtube bilibili vimeo video tweet iframe audio".split(),
        "Write the player in HTML, such as <iframe src=…></iframe> or <video src=…></video>.",
    ),
    **dict.fromkeys(
        "figure img image asset_img".split(), 'Write an image with a caption: ![…](a.png "…").'
    ),
    **dict.fromkeys(
        "highlight endhighlight codeblock endcodeblock code".split(),
        "Put the code between lines of three backticks.",
    ),
    **dict.fromkeys(
        "ref relref post_link link".split(), "Link to the file of the article: [[name]]."
    ),
    **dict.fromkeys(
        "note notice admonition alert callout tip warning details expand".split(),
        "Put it between lines of three colons: ::: note … :::",
    ),
    **dict.fromkeys("raw endraw".split(), "Remove it: braces are text here."),
}
_REMEDY = "Replace it with what it stands for, or remove it; put code in backticks."

_CODE = ("fence", "code_block", "code_inline")
_MAX_LINE = 24
"""The most Han characters of a line of verse."""
_PAUSE = tuple("，。；！？、…：—")
_SPEAKER = lazy_pattern(r"(?:\S{1,6}[：:]|[—–-]{1,2}\s?|[“「『])")


def check_prose(parsed: ParsedMarkdown, path: Path, report: Report) -> None:
    """Report what a page cannot show as its author meant it."""
    said: set[str] = set()
    for block in parsed.blocks:
        for match in _SHORTCODE.finditer(block.text):
            name = next(filter(None, match.groups())).strip("/")
            if name not in said:
                said.add(name)
                hint = _REMEDIES.get(name.removeprefix("end"), _REMEDIES.get(name, _REMEDY))
                message = f"The shortcode “{name}” of another program is shown as text"
                report.add_at(block, Span(*match.span()), "S028", path, message, hint)
        for control in CONTROLS.finditer(block.text):
            if control[0] not in said:
                said.add(control[0])
                message, span = control_message(control[0]), Span(*control.span())
                report.add_at(block, span, "S035", path, message, HINT)
        if _is_verse(parsed.skeleton, block):
            hint = "Put ::: poem above and ::: below, or two spaces at the end of each line."
            message = "The lines look like verse or a dialogue, but they run together"
            report.add_at(block, Span(0, 1), "S029", path, message, hint)
    offset = parsed.line - 1
    for token, line in _code(parsed.skeleton):
        _check_code(token, offset + line, path, report)
        if token.type in _CODE:
            check_order(token.content, path, report, line=offset + line + (token.type == "fence"))


def _code(skeleton: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield the blocks of code and the formulas, each with its line in the text."""
    for token in skeleton:
        line = token.map[0] + 1 if token.map else 1
        yield token, line
        for child in token.children or ():
            yield child, line


def _check_code(token: Token, line: int, path: Path, report: Report) -> None:
    language = token.info.strip().partition(" ")[0].lower() if token.type == "fence" else ""
    if language in DIAGRAMS:
        message = f"The {language} diagram is shown as its code"
        hint = "Draw it with another program, and put the image here."
        report.add("S030", path, message, hint, line=line)
        return
    tex = token.content.strip()
    if (token.type in FORMULAS or language == "math") and mathml(tex, display=False) is None:
        message = f"The formula “{tex[:40]}” is not understood"
        report.add("S031", path, message, "Correct its TeX; it is shown as code.", line=line)


def _is_verse(skeleton: Sequence[Token], block: Block) -> bool:
    """Whether a paragraph of several lines looks like verse or a dialogue."""
    token = skeleton[block.token]
    lines = [line.strip() for line in token.content.split("\n")]
    if block.tag != "p" or len(lines) < 2 or ATOM in block.text:
        return False
    if not all(has_han(line) and count_han(line) <= _MAX_LINE for line in lines):
        return False
    if all(_SPEAKER.match(line) for line in lines):
        return True
    lengths = {count_han(line) for line in lines}
    ends = [line.endswith(_PAUSE) for line in lines]
    is_regular = len(lengths) == 1 and lengths <= {4, 5, 6, 7}
    is_free = len(lines) >= 3 and max(lengths) <= 16 and (all(ends) or not any(ends))
    return is_regular or is_free
