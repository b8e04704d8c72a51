import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import TemplateNotFound, UndefinedError

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
    assert shown == "<ruby data-t=21>研究<rt data-p=yánjiū></ruby>&lt;\n"


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


def test_templates_ask_for_nothing_from_elsewhere():
    for template in TEMPLATES.rglob("*.html"):
        found = re.findall(r"""(?:src|href)=["']https?://""", template.read_text("utf-8"))
        assert found == [], template.name
