"""Join ES modules to one classic script, which also runs from `file://`.

Browsers load no modules from disk, and one file is fetched faster than a chain of them. Each module
becomes a function that is called once, after the modules that it imports.

    import { place } from "./boxes.js";        const { place } = $boxes;
    export function show() {}                  function show() {} … return { show };

So modules may import with `import { a, b as c } from "./x.js"` and `import * as x from "./x.js"`,
and export with `export function`, `export const` and `export class`, each at the start of a line;
anything else is an error, and so is a cycle.

A module that few pages need is loaded on demand: its script has the modules that it imports, except
those of the first script, which it takes from `jiazhu.modules`, and passes what it exports to
`jiazhu.take` (`static/js/lazy_data.js`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

_IMPORT = re.compile(
    r'^import\s+(?:\{(?P<names>[^}]*)\}|\*\s+as\s+(?P<all>\w+))\s+from\s+"\./(?P<of>[\w-]+)\.js";$',
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class ModuleError(ValueError):
    """Raised when a module cannot be joined, with its name, the line (from 1) and the cause."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(message)
        self.name, self.line = name, line


class _Module(Struct, frozen=True):
    name: str
    body: str
    needs: Mapping[str, int] = field(default_factory=dict)
    """The modules that it imports, with the line of each import."""


def join_modules(
    sources: Mapping[str, str], entry: str, on_demand: Sequence[str] = ()
) -> Mapping[str, str]:
    """Return the script that runs the module `entry`, and those of the modules loaded on demand.

    `sources` has the text of each module by its name, without `.js`, and so has the result that of
    each script. Modules that none of these import, directly or indirectly, are left out. Raises
    ModuleError.
    """
    first = _with_imports(sources, entry)
    scripts, shared = {}, dict[str, None]()
    for name in on_demand:
        found = _with_imports(sources, name)
        taken = dict.fromkeys(_variable(each) for each in found if each in first)
        shared |= taken
        bodies = "".join(body for each, body in found.items() if each not in first)
        head = f"const {{ {', '.join(taken)} }} = jiazhu.modules;\n"
        scripts[name] = _script(f'{head}{bodies}jiazhu.take("js/{name}", {_variable(name)});\n')
    passed = f"jiazhu.modules = {{ {', '.join(shared)} }};\n" if shared else ""
    # Before the entry, which may ask for a script.
    *others, last = first.values()
    return {entry: _script("".join(others) + passed + last), **scripts}


def _script(body: str) -> str:
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def _with_imports(sources: Mapping[str, str], entry: str) -> Mapping[str, str]:
    """Return the bodies of a module and of all that it imports, by name, each after its imports."""
    done: dict[str, str] = {}
    open_: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        module = _parse(name, sources[name])
        open_.append(name)
        for needed, line in module.needs.items():
            if needed not in sources:
                raise ModuleError(name, line, f"there is no module {needed}.js")
            if needed in open_:
                circle = " -> ".join([*open_[open_.index(needed) :], needed])
                raise ModuleError(name, line, f"modules import one another in a circle: {circle}")
            visit(needed)
        open_.pop()
        done[name] = module.body

    visit(entry)
    return done


def _parse(name: str, source: str) -> _Module:
    needs: dict[str, int] = {}

    def line(offset: int) -> int:
        return source.count("\n", 0, offset) + 1

    def as_destructuring(match: re.Match[str]) -> str:
        needs.setdefault(match["of"], line(match.start()))
        if match["all"]:
            return f"const {match['all']} = {_variable(match['of'])};"
        names = re.sub(r"(?<!\w)(\w++)\s+as\s+(\w+)", r"\1: \2", match["names"])
        return f"const {{{names}}} = {_variable(match['of'])};"

    exports = _EXPORT.findall(source)
    body = _EXPORT.sub("", _IMPORT.sub(as_destructuring, source))
    if unsupported := _OTHER.search(body):
        # Replacements so far have not changed the number of lines.
        where = body.count("\n", 0, unsupported.start()) + 1
        raise ModuleError(name, where, f"this form cannot be joined: {unsupported.group().strip()}")
    result = f"return {{ {', '.join(exports)} }};\n"
    return _Module(
        name, f"const {_variable(name)} = (() => {{\n{body.rstrip()}\n{result}}})();\n", needs
    )


def _variable(name: str) -> str:
    return "$" + name.replace("-", "_")
