"""Describe a wheel as a CycloneDX bill of materials: `python -m tools.sbom dist/….whl`.

1. What it needs: each package that an installation brings, in the installed version, with its
   licence and what it needs in turn.
2. What of others is in it: the entries of NOTICE.md, with their licences, sources and files.

`python3 dev.py sbom` builds the wheel and writes the bill beside it. The same wheel in the same
environment has the same bill: it has no time, and its serial number is made from the wheel.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

Json = dict[str, object]

SHIPPED = ("Data in the package", "Texts in the demo site")
"""The chapters of NOTICE.md about what is in a wheel."""
_CHAPTER = re.compile(r"^## (?P<title>.+)\n(?P<text>(?:(?!## ).*\n?)*)", re.MULTILINE)
_SECTION = re.compile(r"^### (?P<name>.+)\n(?P<text>(?:(?!##).*\n?)*)", re.MULTILINE)
_FACT = re.compile(r"^- (?P<key>\w+): (?P<value>.*(?:\n  .*)*)", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<url>https?://[^)]+)\)")


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry of NOTICE.md: a work of others that is in the wheel."""

    name: str
    facts: Mapping[str, str]
    """`Files`, `By`, `Source`, `Licence` or `Rights`, and `Changes`, as they are written."""

    @property
    def licence(self) -> str:
        """Its licence, or who has the rights."""
        return self.facts.get("Licence") or self.facts.get("Rights", "")

    def files(self, names: list[str]) -> list[str]:
        """Return which of the files of a wheel it is about."""
        named: list[str] = re.findall(r"`([^`\s]+\.\w+|[^`\s]+/)`", self.facts.get("Files", ""))
        return [
            name
            for name in names
            if any(
                f"/{each}" in f"/{name}" if each.endswith("/") else f"/{name}".endswith(f"/{each}")
                for each in named
            )
        ]


def read_notices(text: str) -> list[Notice]:
    """Return the entries of NOTICE.md about what is in the wheel."""
    return [
        Notice(section["name"], {m["key"]: _line(m["value"]) for m in _facts(section["text"])})
        for chapter in _CHAPTER.finditer(text)
        if chapter["title"] in SHIPPED
        for section in _SECTION.finditer(chapter["text"])
    ]


def bill_of(wheel: Path) -> Json:
    """Return the bill of materials of a wheel."""
    with ZipFile(wheel) as archive:
        names = sorted(archive.namelist())
        [notice] = [name for name in names if name.endswith("licenses/NOTICE.md")]
        notices = read_notices(archive.read(notice).decode())
        hashes = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}
    [name, version] = wheel.name.split("-")[:2]
    needed = dict(_needed(distribution(name)))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {
            "component": {
                **_package(name, version, "application", [{"license": {"id": "MIT"}}]),
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }
        },
        "components": [
            *(
                _package(each.name, each.version, "library", _licences(each))
                for each in needed.values()
            ),
            *(_work(each, hashes) for each in notices),
        ],
        "dependencies": [
            {"ref": _address(each.name, each.version), "dependsOn": sorted(_refs(each, needed))}
            for each in (distribution(name), *needed.values())
        ],
    }


def _needed(top: Distribution) -> Iterator[tuple[str, Distribution]]:
    """Yield what an installation without extras brings, by name."""
    found = {}
    waiting = [top]
    while waiting:
        for name in _requirements(waiting.pop()):
            if name not in found:
                found[name] = distribution(name)
                waiting.append(found[name])
    yield from sorted(found.items())


def _requirements(package: Distribution) -> Iterator[str]:
    for line in package.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def _refs(package: Distribution, needed: Mapping[str, Distribution]) -> set[str]:
    return {_address(needed[name].name, needed[name].version) for name in _requirements(package)}


def _address(name: str, version: str) -> str:
    return f"pkg:pypi/{canonicalize_name(name)}@{version}"


def _package(name: str, version: str, kind: str, licences: list[Json]) -> Json:
    address = _address(name, version)
    return {
        "type": kind,
        "bom-ref": address,
        "name": name,
        "version": version,
        "licenses": licences,
        "purl": address,
    }


def licence_of(package: Distribution) -> str:
    """Return the licence that a package states; its classifiers are the last resort."""
    stated = _stated(package, "License-Expression") or _stated(package, "License")
    if stated and "\n" not in stated:
        return stated
    classifiers = package.metadata.get_all("Classifier") or []
    names = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    return " OR ".join(names) or stated.partition("\n")[0].strip()


def _stated(package: Distribution, key: str) -> str:
    return str(package.metadata[key]) if key in package.metadata else ""


def _licences(package: Distribution) -> list[Json]:
    if expression := _stated(package, "License-Expression"):
        return [{"expression": expression}]
    name = licence_of(package)
    return [{"license": {"name": name}}] if name else []


def _work(notice: Notice, hashes: Mapping[str, str]) -> Json:
    """Return the component of a work of others."""
    licence = notice.licence
    links = list(_LINK.finditer(licence))
    sources = re.findall(r"<(https?://[^>]+)>", notice.facts.get("Source", ""))
    return {
        "type": "data",
        "bom-ref": f"notice:{notice.name}",
        "name": notice.name,
        **({"authors": [{"name": notice.facts["By"]}]} if "By" in notice.facts else {}),
        "licenses": [{"license": {"name": link["text"], "url": link["url"]}} for link in links]
        or [{"license": {"name": licence}}],
        "externalReferences": [{"type": "website", "url": url} for url in sources],
        "components": [
            {
                "type": "file",
                "bom-ref": f"notice:{notice.name}:{name}",
                "name": name,
                "hashes": [{"alg": "SHA-256", "content": hashes[name]}],
            }
            for name in notice.files(list(hashes))
        ],
    }


def _facts(text: str) -> Iterator[re.Match[str]]:
    return _FACT.finditer(text)


def _line(value: str) -> str:
    return " ".join(value.split())


def main() -> None:
    """Write the bill beside the wheel."""
    parser = argparse.ArgumentParser(prog="python -m tools.sbom")
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel
    target = wheel.with_suffix(".cdx.json")
    target.write_text(json.dumps(bill_of(wheel), ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(target)


if __name__ == "__main__":
    main()
