import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment

from generator.content.site_settings import Interface
from generator.model import Bilingual, Edition
from generator.site.labels import Labels
from generator.site.render import Renderer, chinese_date, english_date
from generator.site.template_faults import TemplateFaultError
from generator.site.template_files import CompiledTemplates
from generator.site.views import Link
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
    with pytest.raises(TemplateFaultError):
        renderer.render("none.html", SimpleNamespace())


@pytest.mark.parametrize("linked", ["own", "own/404.html"])
def test_a_template_out_of_the_site_is_not_read(tmp_path, linked):
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "404.html").write_text("secret")
    (site / linked).parent.mkdir(parents=True)
    (site / linked).symlink_to(outside / "404.html" if "." in linked else outside)
    renderer = Renderer(Edition.HANS, [site / "own", TEMPLATES])
    with pytest.raises(TemplateFaultError, match="leads out of the site") as caught:
        renderer.fingerprint("404.html")
    assert caught.value.path == site / "own/404.html"


@pytest.mark.parametrize("closed", [".", "macros"])
def test_templates_that_cannot_be_read_are_not_passed_over(folders, monkeypatch, closed):
    own, both = folders
    (own / "macros").mkdir()
    scandir = os.scandir

    def refuse(path):
        if Path(path) == own / closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(TemplateFaultError, match="permission denied") as caught:
        Renderer(Edition.HANS, both)
    assert caught.value.path == own / closed


def test_a_phrase_is_written_with_its_readings(folders):
    own, both = folders
    (own / "a.html").write_text("{{ view.groups | ruby }}", "utf-8")
    shown = Renderer(Edition.HANS, both).render(
        "a.html", SimpleNamespace(groups=(RubyGroup("研究", "yánjiū", "21"), RubyGroup("<")))
    )
    assert shown == "<ruby>研究<rt data-p=yánjiū></ruby>&lt;\n"


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
def new_process(monkeypatch):
    """Forgets the templates that the process has compiled."""

    def forget():
        monkeypatch.setattr(CompiledTemplates, "_code", {})

    forget()
    return forget


@pytest.fixture
def compiled(monkeypatch, new_process):
    """The names of the templates that have been compiled."""
    names = []
    compile_template = Environment.compile

    def record(self, source, name=None, *args, **options):
        names.append(name)
        return compile_template(self, source, name, *args, **options)

    monkeypatch.setattr(Environment, "compile", record)
    return names


def test_compiled_templates_are_kept_in_a_folder(folders, tmp_path, compiled, new_process):
    own, both = folders
    cache = tmp_path / "cache/templates"
    (own / "a.html").write_text("first", "utf-8")
    Renderer(Edition.HANS, both, cache).render("a.html", None)
    assert compiled == ["a.html"]
    assert len(list(cache.iterdir())) == 1
    new_process()
    assert Renderer(Edition.TW, both, cache).render("a.html", None) == "first\n"
    assert len(compiled) == 1
    (own / "a.html").write_text("second", "utf-8")
    assert Renderer(Edition.HANS, both, cache).render("a.html", None) == "second\n"
    assert compiled[1:] == ["a.html"]


def test_a_process_compiles_a_template_once_for_all_folders(
    folders, tmp_path, compiled, new_process
):
    own, both = folders
    (own / "a.html").write_text("text", "utf-8")
    for name in "xy":
        Renderer(Edition.HANS, both, tmp_path / name).render("a.html", None)
    assert compiled == ["a.html"]
    for name in "xy":
        new_process()
        assert Renderer(Edition.HANS, both, tmp_path / name).render("a.html", None) == "text\n"
    assert compiled == ["a.html"]


def test_editions_share_compiled_templates_without_a_folder(folders, compiled):
    own, both = folders
    (own / "a.html").write_text("{{ edition }}", "utf-8")
    assert Renderer(Edition.HANS, both).render("a.html", None) == "zh-Hans\n"
    assert Renderer(Edition.TW, both).render("a.html", None) == "zh-Hant-TW\n"
    assert compiled.count("a.html") == 1


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda data: data[:50], lambda data: data + b"x"]
)
def test_a_damaged_compiled_template_is_made_anew(folders, tmp_path, damage, new_process):
    own, both = folders
    cache = tmp_path / "cache"
    (own / "a.html").write_text("text", "utf-8")
    Renderer(Edition.HANS, both, cache).render("a.html", None)
    sound = {path: path.read_bytes() for path in cache.iterdir()}
    for path, content in sound.items():
        path.write_bytes(damage(content))
    new_process()
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


# --- Templates of a site that extend the theme's ---


THEMED = {
    "frame.html": "<{% block name %}theme{% endblock %}|{% block foot %}foot{% endblock %}>",
    "page.html": "{% extends 'frame.html' %}{% block name %}page{% endblock %}",
    "part.html": "{% macro x() %}theme{% endmacro %}",
}


@pytest.fixture
def themed(tmp_path):
    """Folders of a site and of a theme, and a function that writes a template of the site."""
    own, theme = tmp_path / "own", tmp_path / "theme"
    own.mkdir()
    theme.mkdir()
    for name, text in THEMED.items():
        (theme / name).write_text(text, "utf-8")
    return [own, theme], lambda name, text: (own / name).write_text(text, "utf-8")


def test_a_template_extends_the_one_of_the_theme_with_the_same_name(themed):
    folders, write = themed
    write(
        "frame.html", "{% extends 'frame.html' %}{% block foot %}own, {{ super() }}{% endblock %}"
    )
    shown = Renderer(Edition.HANS, folders)
    assert shown.render("frame.html", None) == "<theme|own, foot>\n"
    assert shown.render("page.html", None) == "<page|own, foot>\n"


def test_both_a_page_and_its_frame_may_be_extended(themed):
    folders, write = themed
    write("frame.html", "{% extends 'frame.html' %}{% block foot %}own{% endblock %}")
    write("page.html", "{% extends 'page.html' %}{% block name %}my {{ super() }}{% endblock %}")
    assert Renderer(Edition.HANS, folders).render("page.html", None) == "<my page|own>\n"


def test_macros_of_the_theme_can_be_imported_by_those_that_replace_them(themed):
    folders, write = themed
    write("part.html", "{% from 'part.html' import x %}{{ x() }}, own")
    assert Renderer(Edition.HANS, folders).render("part.html", None) == "theme, own\n"


def test_the_fingerprint_has_what_the_theme_has_under_the_same_name(themed):
    folders, write = themed
    write("frame.html", "{% extends 'frame.html' %}")
    before = Renderer(Edition.HANS, folders).fingerprint("page.html")
    (folders[1] / "frame.html").write_text("changed", "utf-8")
    assert Renderer(Edition.HANS, folders).fingerprint("page.html") != before


# --- Faults ---


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("\n{{ view.titel }}", "Link has no `titel`", ""),
        ("\n{{ view.labl }}", "Link has no `labl`", "Did you mean `label`?"),
        ("\n{{ veiw }}", "`veiw` is not defined", "Did you mean `view`?"),
        ("\n{{ plain('clos') }}", "There is no label “clos”", "Did you mean `close`?"),
        ("\n{{ 1 + 'a' }}", "TypeError", ""),
        ("\n{% include 'none.html' %}", "none.html", ""),
        ("\n{% if %}", "Expected an expression", ""),
        ("\n{% for x in view.titel %}{% endfor %}", "Link has no `titel`", ""),
    ],
)
def test_a_fault_has_a_place_and_what_was_meant(themed, text, message, hint):
    folders, write = themed
    write("page.html", text)
    with pytest.raises(TemplateFaultError) as found:
        Renderer(Edition.HANS, folders).render("page.html", Link("a", "b"))
    assert (found.value.path, found.value.line) == (folders[0] / "page.html", 2)
    assert message in str(found.value.message)
    assert hint in found.value.hint


def test_a_fault_in_a_block_is_placed_there(themed):
    folders, write = themed
    write("frame.html", "{% extends 'frame.html' %}\n\n{% block foot %}\n{{ no }}{% endblock %}")
    with pytest.raises(TemplateFaultError, match=r"own/frame.html:4: `no` is not defined"):
        Renderer(Edition.HANS, folders).render("page.html", None)


def test_templates_that_extend_each_other_are_a_fault(themed):
    folders, write = themed
    write("page.html", "{% extends 'other.html' %}")
    write("other.html", "{% extends 'page.html' %}")
    with pytest.raises(TemplateFaultError, match="in a circle"):
        Renderer(Edition.HANS, folders).render("page.html", None)


# --- Labels in the languages of the interface ---


FORMS = "|".join(f"{{{{ {form}('close') }}}}" for form in "both inline plain main second".split())


@pytest.mark.parametrize(
    ("interface", "shown"),
    [
        (
            Interface.BOTH,
            "<span class=zh>关闭</span> <span class=en lang=en>Close</span>"
            "|关闭 <span lang=en>Close</span>|关闭 Close|关闭|Close",
        ),
        (Interface.CHINESE, "<span class=zh>关闭</span>|关闭|关闭|关闭|"),
        (
            Interface.ENGLISH,
            "<span class=en lang=en>Close</span>|<span lang=en>Close</span>|Close"
            "|<span lang=en>Close</span>|",
        ),
    ],
)
def test_labels_are_in_the_languages_of_the_interface(themed, interface, shown):
    folders, write = themed
    write("page.html", FORMS)
    labels = Labels(Edition.HANS, interface)
    assert Renderer(Edition.HANS, folders, labels=labels).render("page.html", None) == f"{shown}\n"


def test_a_site_may_change_one_language_of_a_label():
    labels = Labels(Edition.HANS, own={"nav-home": Bilingual(en="Issues")})
    assert labels["nav-home"] == Bilingual("文章", "Issues")


def test_templates_choose_no_language_of_a_label_themselves():
    """Except for the names of the editions, which are in their own script."""
    for template in TEMPLATES.rglob("*.html"):
        chosen = re.findall(r"\bt\(([^)]*)\)\.(?:zh|en)", template.read_text("utf-8"))
        assert [
            id_ for id_ in chosen if "edition-" not in id_ and template.stem != "sentence"
        ] == []


def test_dates_are_written_in_both_ways():
    assert chinese_date("2025-01-04") == "2025年1月4日"
    assert english_date("2025-01-04") == "4 January 2025"
    assert english_date("soon") == chinese_date("soon") == "soon"
