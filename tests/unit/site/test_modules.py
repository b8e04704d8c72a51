import pytest

from generator.site.modules import ModuleError, join_modules


def test_modules_run_once_and_after_what_they_import() -> None:
    joined = join_modules(
        {
            "main": 'import * as b from "./b-box.js";\nimport { one as first } from "./a.js";\n',
            "a": "const hidden = 1;\nexport const one = hidden;\nexport async function two() {}\n",
            "b-box": 'import { one, two } from "./a.js";\nexport class Three {}\n',
            "unused": "alert();\n",
        },
        "main",
    )
    assert joined["main"] == (
        '(() => {\n"use strict";\n'
        "const $a = (() => {\n"
        "const hidden = 1;\nconst one = hidden;\nasync function two() {}\n"
        "return { one, two };\n})();\n"
        "const $b_box = (() => {\n"
        "const { one, two } = $a;\nclass Three {}\nreturn { Three };\n})();\n"
        "const $main = (() => {\n"
        "const b = $b_box;\nconst { one: first } = $a;\nreturn {  };\n})();\n"
        "})();\n"
    )


def test_a_module_on_demand_takes_what_the_first_script_has() -> None:
    joined = join_modules(
        {
            "main": 'import { one } from "./a.js";\n',
            "a": "export const one = 1;\n",
            "own": "export const two = 2;\n",
            "later": 'import { one } from "./a.js";\nimport { two } from "./own.js";\n',
        },
        "main",
        ["later"],
    )
    assert "jiazhu.modules = { $a };\nconst $main" in joined["main"]
    assert "$own" not in joined["main"]
    assert joined["later"] == (
        '(() => {\n"use strict";\n'
        "const { $a } = jiazhu.modules;\n"
        "const $own = (() => {\nconst two = 2;\nreturn { two };\n})();\n"
        "const $later = (() => {\n"
        "const { one } = $a;\nconst { two } = $own;\nreturn {  };\n})();\n"
        'jiazhu.take("js/later", $later);\n'
        "})();\n"
    )


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ('\nimport { x } from "./none.js";', 2, "there is no module none.js"),
        ('import { x } from "./main.js";', 1, "circle: main -> main"),
        ('import x from "./a.js";', 1, 'cannot be joined: import x from "./a.js";'),
        ('import {\n  one,\n} from "./a.js";\nexport default 1;', 4, "export default 1;"),
        ("export let x = 1;", 1, "export let x = 1;"),
        ("let x;\nexport { x };", 2, "export { x };"),
    ],
)
def test_what_cannot_be_joined(source: str, line: int, message: str) -> None:
    with pytest.raises(ModuleError) as error:
        join_modules({"main": source, "a": "export const one = 1;"}, "main")
    assert message in str(error.value)
    assert (error.value.name, error.value.line) == ("main", line)
