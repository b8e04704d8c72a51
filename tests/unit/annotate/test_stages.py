"""Glossary, lexicon and author's marks take precedence over the automatic layers."""

from __future__ import annotations

import pytest

from generator.annotate.document import Document
from generator.annotate.engines import Engines, load_engines
from generator.annotate.pipeline import annotate
from generator.content.entries import Lexeme, Term
from generator.model import AuthorMark, Bilingual, Block, Edition, NameKind, Origin, Span
from tests.shown import shown_words


def term(id_: str, hans: str, pinyin: str = "", **more: object) -> Term:
    forms = {Edition.HANS: hans, **more.pop("forms", {})}  # type: ignore[dict-item]
    return Term(id_, forms, pinyin, id_, Bilingual("释", "def"), "https://example.org", **more)  # type: ignore[arg-type]


def run(text: str, engines: Engines, *marks: AuthorMark, script: Edition = Edition.HANS) -> Block:
    block = Block("b1", 0, 1, text, marks=marks)
    return annotate(Document(script, (block,)), engines).blocks[0]


def words(text: str, engines: Engines) -> str:
    return shown_words(run(text, engines), Edition.HANS)


def test_the_longest_term_wins_and_reads_as_stated() -> None:
    engines = load_engines([term("m", "模型"), term("llm", "大语言模型", "dà yǔyán móxíng")])
    assert words("大语言模型和模型", engines) == (
        "大语言模型[dà yǔyán móxíng]* 和[hé] 模型[móxíng]*"
    )


def test_a_term_does_not_cut_a_word() -> None:
    engines = load_engines([term("d", "数据"), term("s", "支持")])
    assert words("参数据此修改", engines) == "参数[cānshù] 据此[jùcǐ] 修改[xiūgǎi]"
    assert words("支持者", engines) == "支持者[zhīchízhě]"


def test_first_use_is_marked_once_in_a_document() -> None:
    engines = load_engines([term("m", "模型")])
    blocks = (Block("b1", 0, 1, "模型。模型。"), Block("b2", 1, 3, "模型"))
    done = annotate(Document(Edition.HANS, blocks), engines)
    assert [u.first for b in done.blocks for u in b.layers.terms] == [True, False, False]


def test_latin_terms_keep_their_case_unless_told() -> None:
    strict = load_engines([term("g", "GPU")])
    loose = load_engines([term("g", "GPU", match_case=False)])
    assert words("用gpu和GPU", strict) == "用[yòng] gpu 和[hé] GPU*"
    assert words("用gpu和GPU", loose) == "用[yòng] gpu* 和[hé] GPU*"
    assert words("GPUs和eGPU", loose) == "GPUs 和[hé] eGPU"


def test_a_latin_term_of_two_words_is_one() -> None:
    engines = load_engines([term("r", "DeepSeek R1"), term("d", "DeepSeek")])
    assert words("DeepSeek R1是DeepSeek的", engines) == ("DeepSeek R1* 是[shì] DeepSeek* 的[de]")


def test_editions_take_the_glossarys_forms_and_aliases_stay() -> None:
    tw, hk = Edition.TW, Edition.HK
    forms = {tw: "人工智慧", hk: "人工智能"}
    engines = load_engines([term("ai", "人工智能", forms=forms, aliases=("机器智能",))])
    block = run("人工智能即机器智能", engines)
    assert block.text_in(tw) == "人工智慧即機器智慧"
    assert block.text_in(hk) == "人工智能即機器智能"
    back = run("人工智慧", engines, script=tw)
    assert back.text_in(Edition.HANS) == "人工智能"


def test_another_word_in_an_edition_has_its_own_reading() -> None:
    forms = {Edition.TW: "晶片"}
    engines = load_engines([term("chip", "芯片", "xīnpiàn", forms=forms)])
    block = run("芯片", engines)
    assert shown_words(block, Edition.HANS) == "芯片[xīnpiàn]*"
    assert shown_words(block, Edition.TW) == "晶片[jīngpiàn]*"


@pytest.mark.parametrize(
    ("pinyin", "forms", "in_taiwan", "said"),
    [
        ("shǒuxí yánjiūyuán", {}, "", "shǒuxí yánjiùyuán"),  # the reading of the mainland
        ("shǒuxí yánjiùyuán", {}, "", "shǒuxí yánjiùyuán"),
        ("shǒuxí yánjiūyuán", {}, "shǒuxí yánjiūyuán", "shǒuxí yánjiūyuán"),  # as the author says
        ("shǒuxí yánjiūyuán", {Edition.TW: "首席分析師"}, "", "shǒuxí fēnxīshī"),
        ("shǒuxí yánjiūyuán", {Edition.TW: "首席分析師"}, "shǒuxí fēnxì shī", "shǒuxí fēnxì shī"),
    ],
)
def test_a_term_is_read_in_taiwan_as_its_words_are(
    pinyin: str, forms: dict[Edition, str], in_taiwan: str, said: str
) -> None:
    entry = term("r", "首席研究员", pinyin, forms=forms, taiwan_pinyin=in_taiwan)
    block = run("研究的首席研究员", load_engines([entry]))
    form = forms.get(Edition.TW, "首席研究員")
    assert shown_words(block, Edition.TW) == f"研究[yánjiù] 的[de] {form}[{said}]*"
    assert shown_words(block, Edition.HANS) == f"研究[yánjiū] 的[de] 首席研究员[{pinyin}]*"


def test_a_reading_that_is_stated_for_taiwan_stays() -> None:
    forms = {Edition.TW: "研究員"}
    of_taiwan = Term("r", forms, "yánjiūyuán", "r", Bilingual("释", "def"), "https://example.org")
    block = run("研究員", load_engines([of_taiwan]), script=Edition.TW)
    assert shown_words(block, Edition.TW) == "研究員[yánjiūyuán]*"
    lexemes = load_engines((), [Lexeme("研究員", "yánjiūyuán")])
    assert (
        shown_words(run("研究員", lexemes, script=Edition.TW), Edition.TW) == "研究員[yánjiūyuán]"
    )
    lexemes = load_engines((), [Lexeme("研究员", "yánjiūyuán")])
    assert shown_words(run("研究员", lexemes), Edition.TW) == "研究員[yánjiùyuán]"


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("起源", "起原", "qǐyuán"),  # no dictionary has it: joined as its source is
        ("笔记本电脑", "筆記型電腦", "bǐjìxíng diànnǎo"),
        ("芯片", "積體電路", "jītǐ diànlù"),  # longer: joined by itself
    ],
)
def test_a_stated_form_is_joined_as_its_word(text: str, form: str, said: str) -> None:
    block = run(text, load_engines((), [Lexeme(text, forms={Edition.TW: form})]))
    assert shown_words(block, Edition.TW) == f"{form}[{said}]"


def test_lexicon_words_names_and_conversions() -> None:
    shown = dict.fromkeys((Edition.HANS, Edition.TW, Edition.HK), "顯著")
    shown[Edition.HANS] = "显著"
    lexemes = [
        Lexeme("显着", "xiǎnzhù", forms=shown),
        Lexeme("晚点晚报", "Wǎndiǎn Wǎnbào", NameKind.ORGANISATION),
    ]
    engines = load_engines((), lexemes)
    block = run("《晚点晚报》显着减少", engines)
    assert shown_words(block, Edition.HANS) == (
        "《 晚点晚报[Wǎndiǎn Wǎnbào]@organisation 》 显著[xiǎnzhù] 减少[jiǎnshǎo]"
    )
    assert block.text_in(Edition.TW) == "《晚點晚報》顯著減少"


def test_a_lexicon_word_applies_only_in_its_context() -> None:
    lexeme = Lexeme("支持", forms={Edition.TW: "支援"}, after=r"\d+种语言")
    engines = load_engines((), [lexeme])
    assert run("支持29种语言，支持他", engines).text_in(Edition.TW) == ("支援29種語言，支持他")


def test_the_author_beats_everyone() -> None:
    engines = load_engines([term("h", "行长", "hángzhǎng")])
    mark = AuthorMark(Span(1, 3), "xíng cháng")
    block = run("的行长", engines, mark)
    assert [r.pinyin for r in block.layers.readings] == ["de5", "xing2", "chang2"]
    assert block.layers.readings[1].origin is Origin.AUTHOR
    assert [w.span for w in block.layers.words] == [Span(0, 1), Span(1, 3)]


def test_hyphens_that_someone_wrote_are_kept() -> None:
    lexeme = Lexeme("开发人员", "kāifā-rényuán")
    assert words("开发人员", load_engines((), [lexeme])) == "开发人员[kāifā-rényuán]"
    glossary = [term("sv", "智能汽车", "zhìnéng-qìchē")]
    assert words("智能汽车", load_engines(glossary)) == "智能汽车[zhìnéng-qìchē]*"
    block = run("引人注目", load_engines(), AuthorMark(Span(0, 4), "yǐnrén zhùmù"))
    assert shown_words(block, Edition.HANS) == "引人注目[yǐnrén zhùmù]"


def test_a_term_without_pinyin_is_read_by_its_words() -> None:
    engines = load_engines([term("llm", "大型语言模型")])
    assert words("大型语言模型", engines) == "大型语言模型[dàxíng yǔyán móxíng]*"


def test_every_reading_says_who_and_how_sure() -> None:
    block = run("他还在银行工作", load_engines())
    for reading in block.layers.readings:
        assert reading.origin in Origin
        assert 0 < reading.confidence <= 1


@pytest.mark.parametrize(
    ("text", "pinyin"), [("GPT模型", "GPT móxíng"), ("U盘", "U pán"), ("AI模型", "AI móxíng")]
)
def test_latin_in_a_stated_reading_stands_as_it_is(text: str, pinyin: str) -> None:
    assert words(text, load_engines([term("x", text, pinyin)])) == f"{text}[{pinyin}]*"
    marked = run(text, load_engines(), AuthorMark(Span(0, len(text)), pinyin))
    assert shown_words(marked, Edition.HANS) == f"{text}[{pinyin}]"


def test_a_mark_that_is_no_pinyin_leaves_the_reading_to_others() -> None:
    """It is reported (R001), and the rest of the article is still annotated."""
    marked = run("行长", load_engines(), AuthorMark(Span(0, 2), "hánk zhǎng"))
    assert shown_words(marked, Edition.HANS) == "行长[hángzhǎng]"


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("少说两句吧,我走了.", "少说两句吧，我走了。"),
        ("抢到没有?我手慢,只抢了三毛;他说:“好!”", "抢到没有？我手慢，只抢了三毛；他说：“好！”"),
        ("他用了1,000元,买R1.5。", "他用了1,000元，买R1.5。"),
    ],
)
def test_half_width_marks_are_read_like_those_of_chinese(half: str, full: str) -> None:
    found, wanted = run(half, load_engines()), run(full, load_engines())
    assert found.text == half
    assert [r.pinyin for r in found.layers.readings] == [r.pinyin for r in wanted.layers.readings]
    assert [w.span for w in found.layers.words] == [w.span for w in wanted.layers.words]


@pytest.mark.parametrize("kind", NameKind)
def test_a_term_that_only_the_site_knows_may_be_a_name(kind: NameKind) -> None:
    engines = load_engines([term("x", "氪青檬", name=kind)])
    readings = run("氪青檬很远。", engines).layers.readings
    assert readings[0].pinyin == "Ke4"
