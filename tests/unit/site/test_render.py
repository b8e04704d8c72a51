import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, TemplateNotFound, UndefinedError

from generator.model import Edition
from generator.site.render import Renderer
from generator.spelling.ruby import RubyGroup

TEMPLATES = Path(__file__).parents[3] / "templates"


@pytest.fixture
def folders(tmp_path):
    """A site's own folder of templates, before ours."""
    own = tmp_path / "own"
    own.mkdir()
    return own, [own, TEMPLATES]


def test_a_template_of_the_site_comes_first(folders):
    own, both = folders
    (own / "404.html").write_text("{{ t('close').zh }} {{ edition }} {{ view.a }}\n\n", "utf-8")
    renderer = Renderer(Edition.TW, both)
    assert renderer.render("404.html", SimpleNamespace(a="<")) == "關閉 zh-Hant-TW &lt;\n"


def test_a_folder_that_is_not_there_is_passed_over(tmp_path):
    renderer = Renderer(Edition.HANS, [tmp_path / "none", TEMPLATES])
    with pytest.raises(TemplateNotFound):
        renderer.render("none.html", SimpleNamespace())


def test_a_phrase_is_written_with_its_readings(folders):
    own, both = folders
    (own / "a.html").write_text("{{ view.groups | ruby }}", "utf-8")
    shown = Renderer(Edition.HANS, both).render(
        "a.html", SimpleNamespace(groups=(RubyGroup("研究", "yánjiū", "21"), RubyGroup("<")))
    )
    assert shown == "<ruby>研究<rt data-p=yánjiū></ruby>&lt;\n"


def test_undefined_names_are_errors(folders):
    own, both = folders
    (own / "a.html").write_text("{{ view.missing }}", "utf-8")
    (own / "b.html").write_text("{{ t('no-such-label').zh }}", "utf-8")
    renderer = Renderer(Edition.HANS, both)
    with pytest.raises(UndefinedError):
        renderer.render("a.html", SimpleNamespace())
    with pytest.raises(KeyError, match="no-such-label"):
        renderer.render("b.html", SimpleNamespace())
    with pytest.raises(TemplateNotFound):
        renderer.render("c.html", SimpleNamespace())


def test_the_indentation_of_tags_is_left_out_unless_white_space_counts(folders):
    own, both = folders
    (own / "a.html").write_text("<ul>\n  <li>\n    a\n  </li>\n</ul>", "utf-8")
    (own / "b.html").write_text("<pre>\n  <b>b</b>\n</pre>", "utf-8")
    renderer = Renderer(Edition.HANS, both)
    assert renderer.render("a.html", None) == "<ul>\n<li>\n    a\n</li>\n</ul>\n"
    assert renderer.render("b.html", None) == "<pre>\n  <b>b</b>\n</pre>\n"


def test_scripts_in_a_page_are_minified(folders):
    own, both = folders
    (own / "a.html").write_text("{% filter minify %}a < b; // c\n  d{% endfilter %}", "utf-8")
    assert Renderer(Edition.HANS, both).render("a.html", None) == "a<b;d\n"


# --- Compiled templates ---


@pytest.fixture
def compiled(monkeypatch):
    """The names of the templates that have been compiled."""
    names = []
    compile_template = Environment.compile

    def record(self, source, name=None, *args, **options):
        names.append(name)
        return compile_template(self, source, name, *args, **options)

    monkeypatch.setattr(Environment, "compile", record)
    return names


def test_compiled_templates_are_kept_in_a_folder(folders, tmp_path, compiled):
    own, both = folders
    cache = tmp_path / "cache/templates"
    (own / "a.html").write_text("first", "utf-8")
    Renderer(Edition.HANS, both, cache).render("a.html", None)
    assert compiled == ["a.html"]
    assert len(list(cache.iterdir())) == 1
    assert Renderer(Edition.TW, both, cache).render("a.html", None) == "first\n"
    assert len(compiled) == 1
    (own / "a.html").write_text("second", "utf-8")
    assert Renderer(Edition.HANS, both, cache).render("a.html", None) == "second\n"
    assert compiled[1:] == ["a.html"]


def test_editions_share_compiled_templates_without_a_folder(folders, compiled):
    own, both = folders
    (own / "a.html").write_text("{{ edition }}", "utf-8")
    assert Renderer(Edition.HANS, both).render("a.html", None) == "zh-Hans\n"
    assert Renderer(Edition.TW, both).render("a.html", None) == "zh-Hant-TW\n"
    assert compiled.count("a.html") == 1


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda data: data[:50], lambda data: data + b"x"]
)
def test_a_damaged_compiled_template_is_made_anew(folders, tmp_path, damage):
    own, both = folders
    cache = tmp_path / "cache"
    (own / "a.html").write_text("text", "utf-8")
    Renderer(Edition.HANS, both, cache).render("a.html", None)
    sound = {path: path.read_bytes() for path in cache.iterdir()}
    for path, content in sound.items():
        path.write_bytes(damage(content))
    assert Renderer(Edition.HANS, both, cache).render("a.html", None) == "text\n"
    assert {path: path.read_bytes() for path in cache.iterdir()} == sound


def test_a_folder_that_cannot_be_written_does_no_harm(folders, tmp_path):
    own, both = folders
    (own / "a.html").write_text("text", "utf-8")
    (tmp_path / "file").write_text("", "utf-8")
    renderer = Renderer(Edition.HANS, both, tmp_path / "file/cache")
    assert renderer.render("a.html", None) == "text\n"


# --- Fingerprints ---


FAMILY = {
    "page.html": "{% extends 'frame.html' %}{% import 'macros.html' as m %}",
    "frame.html": "{% include 'part.html' %}",
    "macros.html": "{% from 'deep.html' import x %}",
    "part.html": "part",
    "deep.html": "{% macro x() %}x{% endmacro %}",
    "other.html": "other",
}


def write_family(own, **changes):
    for name, text in FAMILY.items():
        (own / name).write_text(changes.get(name.removesuffix(".html"), text), "utf-8")


@pytest.mark.parametrize("changed", ["page", "frame", "macros", "part", "deep"])
def test_a_fingerprint_changes_with_all_that_a_template_uses(folders, changed):
    own, both = folders
    write_family(own)
    renderer = Renderer(Edition.HANS, both)
    before = renderer.fingerprint("page.html"), renderer.fingerprint("other.html")
    write_family(own, **{changed: FAMILY[f"{changed}.html"] + " "})
    renderer = Renderer(Edition.HANS, both)
    assert renderer.fingerprint("page.html") != before[0]
    assert renderer.fingerprint("other.html") == before[1]


def test_a_fingerprint_is_of_what_is_rendered(folders):
    own, both = folders
    write_family(own)
    renderer = Renderer(Edition.HANS, both)
    before = renderer.render("other.html", None)
    write_family(own, other="another")
    late = renderer.fingerprint("other.html")
    assert late != Renderer(Edition.HANS, both).fingerprint("other.html")
    assert renderer.render("other.html", None) == before


def test_a_fingerprint_changes_with_nothing_else(folders):
    own, both = folders
    write_family(own)
    before = Renderer(Edition.HANS, both).fingerprint("page.html")
    write_family(own, other="another")
    assert Renderer(Edition.TW, both).fingerprint("page.html") == before


def test_a_name_that_is_known_on_rendering_only_stands_for_all_templates(folders):
    own, both = folders
    write_family(own, part="{% include view.name %}")
    before = Renderer(Edition.HANS, both).fingerprint("page.html")
    write_family(own, part="{% include view.name %}", other="another")
    assert Renderer(Edition.HANS, both).fingerprint("page.html") != before


def test_a_missing_template_may_come_into_being(folders):
    own, both = folders
    write_family(own, part="{% include 'later.html' ignore missing %}")
    before = Renderer(Edition.HANS, both).fingerprint("page.html")
    (own / "later.html").write_text("", "utf-8")
    assert Renderer(Edition.HANS, both).fingerprint("page.html") != before


def test_several_templates_have_one_fingerprint(folders):
    own, both = folders
    write_family(own)
    renderer = Renderer(Edition.HANS, both)
    one, two = renderer.fingerprint("part.html"), renderer.fingerprint("other.html")
    assert renderer.fingerprint("part.html", "other.html") not in (one, two)


def test_templates_ask_for_nothing_from_elsewhere():
    for template in TEMPLATES.rglob("*.html"):
        found = re.findall(r"""(?:src|href)=["']https?://""", template.read_text("utf-8"))
        assert found == [], template.name
