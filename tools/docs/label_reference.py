"""The reference of labels: what `[labels]` in `site.toml` may change."""

from __future__ import annotations

from generator.labels import labels
from generator.model import Edition

HEAD = """\
# Labels

The words of the interface. `[labels]` in `site.toml` changes them, in one language or in both; the
Chinese is converted to the script of each edition:

```toml
[labels]
nav-home = { zh = "期刊", en = "Issues" }
close.en = "Shut"
```

| id | Chinese | English |
| --- | --- | --- |
"""


def label_reference() -> str:
    """Return the page."""
    rows = (
        f"| `{id_}` | {_cell(label.zh)} | {_cell(label.en)} |"
        for id_, label in labels(Edition.HANS).items()
    )
    return HEAD + "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
