"""All kinds of input that are measured, in the order of the table of results."""

from __future__ import annotations

from benchmarks.growth.build_kinds import BUILD_KINDS
from benchmarks.growth.check_kinds import CHECK_KINDS
from benchmarks.growth.edit_kinds import EDIT_KINDS, SEARCH_KINDS
from benchmarks.growth.import_kinds import IMPORT_KINDS
from benchmarks.growth.text_kinds import TEXT_KINDS

KINDS = (*TEXT_KINDS, *BUILD_KINDS, *SEARCH_KINDS, *EDIT_KINDS, *CHECK_KINDS, *IMPORT_KINDS)
