"""Imports of files: texts, and pages that nest or repeat one thing."""

from __future__ import annotations

from benchmarks.growth.inputs import (
    Kind,
    alone,
    natural,
    nested,
    numbered,
    page,
    repeated,
)

IMPORT_KINDS: tuple[Kind, ...] = (
    Kind("natural text", "import", alone("text.txt", lambda size: natural(size, ends=30)), 32_000),
    Kind("lines", "import", alone("text.txt", repeated("字\n")), 32_000),
    Kind("short paragraphs", "import", alone("text.txt", repeated("字\n\n")), 16_000),
    Kind(
        "dashes, with --punctuation",
        "import",
        alone("text.txt", lambda size: "你好" + "-" * size),
        4_000,
    ),
    Kind(
        "quotation marks, with --punctuation",
        "import",
        alone("text.txt", lambda size: "你好" + '"字' * (size // 2)),
        4_000,
    ),
    Kind(
        "full stops, with --punctuation",
        "import",
        alone("text.txt", lambda size: "你好" + "." * size),
        4_000,
    ),
    Kind("tabs", "import", alone("text.txt", lambda size: "你好" + "\t" * size), 4_000),
    Kind(
        "Markdown",
        "import",
        alone("text.md", lambda size: "# 你好\n\n" + repeated("*字* [字](a)\n\n")(size)),
        16_000,
    ),
    Kind("nested tables", "import", page(nested("<table><tr><td>字", "</td></tr></table>")), 4_000),
    Kind("nested divisions", "import", page(nested("<div>字", "</div>")), 4_000),
    Kind("open divisions", "import", page(repeated("<div>字")), 4_000),
    Kind("nested emphasis", "import", page(nested("<b>字", "</b>")), 4_000),
    Kind("open links", "import", page(repeated("<a href=a>字")), 4_000),
    Kind("nested lists", "import", page(nested("<ul><li>字", "</li></ul>")), 4_000),
    Kind(
        "nested quotations",
        "import",
        page(nested("<blockquote>字", "</blockquote>")),
        4_000,
    ),
    Kind("nested spans", "import", page(nested("<span>字", "</span>")), 4_000),
    Kind("nested code", "import", page(nested("<div class=code>字", "</div>")), 4_000),
    Kind(
        "attributes of a tag",
        "import",
        page(lambda size: f"<p {numbered('a{}=1 ')(size)}>字</p>"),
        16_000,
    ),
    Kind(
        "notes that refer to those before",
        "import",
        page(
            lambda size: (
                f"<p>字<sup><a href=#n{size // 64}>1</a></sup></p>"
                + "".join(
                    f"<p id=n{number}>注<sup><a href=#n{number - 1}>1</a></sup></p>"
                    for number in range(size // 64 + 1)
                )
            )
        ),
        8_000,
    ),
    Kind("paragraphs", "import", page(repeated("<p>字</p>")), 8_000),
    Kind("breaks", "import", page(repeated("字<br>")), 8_000),
    Kind("code", "import", page(repeated("<pre>a\n</pre>")), 8_000),
    Kind(
        "rows of a table",
        "import",
        page(lambda size: f"<table>{repeated('<tr><td>字</td></tr>')(size)}</table>"),
        8_000,
    ),
    Kind("angle brackets", "import", page(repeated("<")), 8_000),
    Kind("entities", "import", page(repeated("&amp;")), 8_000),
    Kind("open comments", "import", page(repeated("<!--")), 8_000),
    Kind(
        "rows",
        "import",
        alone("text.csv", lambda size: "zh,en\n" + repeated("你好,hello\n")(size)),
        8_000,
    ),
)
