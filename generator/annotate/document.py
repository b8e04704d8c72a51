"""What the stages work on: the blocks of one text, and the script they are written in."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Block, Edition


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks that belong together: the first use of a term is the first in all of them."""

    script: Edition
    blocks: tuple[Block, ...]
