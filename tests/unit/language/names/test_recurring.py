from __future__ import annotations

import pytest

from generator.language.names.recurring import recurring_persons


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A surname that is a common word, with ever different neighbours.
        (
            "开始方扬要定一号厅。台上只有方扬和我们两个人。下面有请方扬董事长讲话。方扬则自然多了。",
            {"方扬": 4},
        ),
        # The same neighbour follows every time: it is a part of the name.
        ("骆志远没有作声。他看见骆志远走了。\n“骆志远，你来。”", {"骆志远": 3}),
        ("南宫倩笑了。大家都知道南宫倩的脾气。", {"南宫倩": 2}),
        # The end is uncertain, since one neighbour is there nearly every time.
        ("赵寒登场。看着赵寒登场。后来赵寒登高。", {}),
        # Too few places; or the last character is also there without the first.
        ("董争来了。他等着董争。", {}),
        ("石磊来了。他等着石磊。石磊说不。三石为磊，磊是什么字？", {}),
        # That it is in other words does not count.
        ("面对郑力开局的进攻，实力不足。邱峻、郑力之后发力。郑力大胜，有力气。", {"郑力": 3}),
        # Words that are only in the list of compounds are words, too.
        ("作家白桦建议我去看海。白桦说：“好。”我们走过一片白桦。", {}),
        # A word of the dictionary crosses the edge: 对方 | 扬言.
        ("对方扬言要走，对方扬起手，官方扬了扬眉。", {}),
        # Things have names like persons', but nothing that goes with people beside them.
        ("一只毛绒兔子。大型毛绒玩具！赤狐毛绒玩偶，大型毛绒玩具。", {}),
        # A preposition begins clauses as a surname: 于生, but not 于今.
        ("于生推开门。“谁？”于生问。他看着于生。于生叹了口气。", {"于生": 4}),
        ("事于今已久。他于今才来。至于今日，于今而言。", {}),
        # A given name may be a word, but a word that is no given name shows that there is none.
        ("林健康傻眼了。她不理林健康。林健康坐在桌边。", {"林健康": 3}),
        ("赵家人来了。赵家人不讲理。大家都怕赵家人。", {}),
        # A title is no given name.
        ("曾先生说不知道。楼上曾先生来了。曾先生笑了笑。他看着曾先生。", {}),
        # What somebody is called by has no surname, but does several things that persons do.
        ("爱姑便坐在他左边。“是我。”爱姑高兴地说。大家看着爱姑走了。爱姑，你来。", {"爱姑": 4}),
        ("晨雾漫过来。我们看见晨雾。晨雾，白茫茫的。", {}),
        ("我便坐在他左边。我也说好。我高兴地说，我走了。", {}),
        # Words of the dictionary are no new names.
        ("时间到了，没有时间。时间过得快，是时间问题。", {}),
    ],
)
def test_recurring_persons(text: str, names: dict[str, int]) -> None:
    assert recurring_persons(text.split("\n")) == names
