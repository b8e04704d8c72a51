import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import TemplateNotFound, UndefinedError
from markupsafe import Markup

from generator.model import Edition
from generator.site.render import Renderer
from generator.site.views import SentenceView, TermUseView, TranslationView, WordView
from generator.spelling.ruby import RubyGroup

TEMPLATES = Path(__file__).parents[3] / "templates"


@pytest.fixture(scope="module")
def text():
    return Renderer(Edition.HANS, [TEMPLATES]).text


@pytest.fixture
def folders(tmp_path):
    """A site's own folder of templates, before ours."""
    own = tmp_path / "own"
    own.mkdir()
    return own, [own, TEMPLATES]


def test_a_group_is_ruby_that_draws_its_reading(text):
    assert text.groups((RubyGroup("研究", "yánjiū", "21"),)) == (
        '<ruby data-t="21">研究<rt data-p="yánjiū"></rt></ruby>'
    )


def test_a_word_names_its_dictionary_data(text):
    assert text.word_open(WordView(17)) == '<span class="w" data-k="17">'
    assert text.word_close() == "</span>"


def test_a_word_says_its_levels_and_its_first_use(text):
    view = WordView(0, "1ap", first=True)
    assert text.word_open(view) == '<span class="w first" data-k="0" data-l="1ap">'


def test_a_word_of_several_groups_has_a_ruby_each(text):
    assert text.groups((RubyGroup("2023"), RubyGroup("年", "nián", "2"))) == (
        '2023<ruby data-t="2">年<rt data-p="nián"></rt></ruby>'
    )


@pytest.mark.parametrize("shown", ["。", " ", "\n", "GPU"])
def test_what_has_no_reading_is_text(text, shown):
    assert text.groups((RubyGroup(shown),)) == shown


def test_text_is_escaped(text):
    assert text.groups((RubyGroup("<b>&"),)) == "&lt;b&gt;&amp;"
    quoted = text.groups((RubyGroup("字", 'zì"><script>', "4"),))
    assert "<script>" not in quoted


def test_a_sentence_has_its_id_once(text):
    assert text.sentence_open(SentenceView("b3.s1")) == '<span class="s" id="b3.s1">'
    assert text.sentence_open(SentenceView("b3.s1", 1)) == '<span class="s" data-s="b3.s1">'
    assert text.sentence_close() == "</span>"


def test_a_term_is_marked_at_its_first_use(text):
    def opening(first, part=0):
        return text.term_open(TermUseView("gpu", first, "#term-gpu", part))

    link = 'href="#term-gpu" interestfor="term-gpu">'
    assert opening(True) == f'<a class="term first" {link}'
    assert opening(True, 1) == f'<a class="term" {link}'
    assert opening(False) == f'<a class="term" {link}'
    assert text.term_close() == "</a>"


def test_a_translation_names_its_sentences(text):
    view = TranslationView(Markup("So <em>it</em> is."), ("b3.s1", "b3.s2"))
    assert text.translation(view) == (
        '<span class="tr" lang="en" data-for="b3.s1 b3.s2">So <em>it</em> is. </span>'
    )
    assert text.pair_open() + "是。" + text.pair_close(view) == (
        f'<span class="pair"><span class="zh">是。</span>{text.translation(view)}</span>'
    )


def test_a_template_of_the_site_comes_first(folders):
    own, both = folders
    (own / "404.html").write_text("{{ t('close').zh }} {{ edition }} {{ view.a }}\n\n", "utf-8")
    renderer = Renderer(Edition.TW, both)
    assert renderer.render("404.html", SimpleNamespace(a="<")) == "關閉 zh-Hant-TW &lt;\n"


def test_a_folder_that_is_not_there_is_passed_over(tmp_path):
    assert Renderer(Edition.HANS, [tmp_path / "none", TEMPLATES]).text.term_close() == "</a>"


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
