"""Whole sites of other programs, from their files to a site that builds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.build import build
from generator.cli import main
from generator.diagnostics import Report
from generator.importing.permalinks import JEKYLL_STYLES, Post, address
from generator.importing.template_tags import without_tags
from tests.unit.importing.builders import PNG

TEXT = "春天来了，河边的柳树绿了。"

HEXO = {
    "_config.yml": "title: 我的博客\nurl: https://old.example\n"
    "permalink: :year/:month/:day/:title/\n",
    "source/_posts/spring.md": "---\ntitle: 春天\ndate: 2019-05-06 10:00:00\ntags: [诗]\n"
    f"---\n{TEXT}\n<!-- more -->\n见[夏天](/2020/07/01/summer/)。\n\n"
    "{% asset_img tree.png 树 %}\n\n{% note info %}注意{% endnote %}\n",
    "source/_posts/spring/tree.png": PNG,
    "source/_posts/summer.md": "---\ntitle: 夏天\ndate: 2020-07-01\n---\n夏天很热。\n\n"
    "![海](/images/sea.png) 见{% post_link spring %}和[春天]({% post_link spring %})。\n",
    "source/images/sea.png": PNG,
    "source/_drafts/autumn.md": "---\ntitle: 秋天\n---\n秋天还没来。\n",
    "source/about/index.md": "---\ntitle: 关于我\n---\n我写诗，见[夏天](/2020/07/01/summer/)。\n",
    "source/_posts/english.md": "---\ntitle: Hello\n---\nNo Chinese here.\n",
    "node_modules/x/readme.md": "---\ntitle: 不要\n---\n不要。\n",
}
HUGO = {
    "hugo.toml": 'baseURL = "https://old.example/"\ntitle = "站"\n'
    '[permalinks]\nposts = "/:year/:slug/"\n',
    "content/posts/spring/index.md": f'+++\ntitle = "春天"\ndate = 2019-05-06\n+++\n{TEXT}\n\n'
    '{{< figure src="tree.png" caption="树" >}}\n\n见[夏天]({{< ref "summer.md" >}})。\n\n'
    '{{< highlight go >}}\nfmt.Println("春")\n{{< /highlight >}}\n\n{{< youtube abc >}}\n',
    "content/posts/spring/tree.png": PNG,
    "content/posts/summer.md": "---\ntitle: 夏天\ndate: 2020-07-01\ndraft: true\n---\n夏天很热。\n",
    "content/posts/_index.md": "---\ntitle: 全部\n---\n全部文章。\n",
    "content/posts/winter.md": "---\ntitle: 冬天\ndate: 2021-01-01\nslug: cold\n---\n"
    "下雪了。见[春天](/2019/spring/#雪)。![山](/mountain.png)\n",
    "content/posts/winter.en.md": "---\ntitle: Winter\n---\nIt snows.\n",
    "content/about.md": "---\ntitle: 关于\n---\n关于我。\n",
    "static/mountain.png": PNG,
}
JEKYLL = {
    "_config.yml": "title: 站\nbaseurl: ''\n",
    "_posts/2019-05-06-spring.md": f"---\ntitle: 春天\ncategories: [poem]\n---\n{TEXT}\n\n"
    "见[夏天]({% post_url 2020-07-01-summer %})。\n\n"
    "{% highlight ruby %}\nputs 1\n{% endhighlight %}\n",
    "_posts/2020-07-01-summer.md": "---\ntitle: 夏天\n---\n夏天很热。"
    "![海]({{ site.baseurl }}/a/sea.png)\n",
    "a/sea.png": PNG,
    "README.md": "读我。\n",
    "about.md": "---\ntitle: 关于\n---\n关于我。\n",
}
WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>站</title><link>https://old.example</link>
<item><title>春天</title><link>https://old.example/2019/05/spring/</link><dc:creator>李明</dc:creator>
<content:encoded><![CDATA[春天来了。
柳树绿了。

见<a href="https://old.example/2020/07/summer/">夏天</a>。<img
src="https://old.example/a.png" alt="树" />
[gallery ids="1"]
[caption id="x"]<img src="https://old.example/b.png" alt="桥" /> 一座桥[/caption]
]]></content:encoded>
<excerpt:encoded><![CDATA[一首诗]]></excerpt:encoded>
<wp:post_date>2019-05-06 10:00:00</wp:post_date><wp:post_name>spring</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="poem"><![CDATA[诗]]></category>
<category domain="post_tag" nicename="tree"><![CDATA[树]]></category>
<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment></item>
<item><title>夏天</title><link>https://old.example/2020/07/summer/</link>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>夏天很热。</p><!-- /wp:paragraph -->
<!-- wp:list --><ul><li>一</li><li>二</li></ul><!-- /wp:list -->]]></content:encoded>
<wp:post_date>2020-07-01 10:00:00</wp:post_date><wp:post_name>%e5%a4%8f%e5%a4%a9</wp:post_name>
<wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>关于</title><link>https://old.example/about/</link>
<content:encoded><![CDATA[关于我。]]></content:encoded><wp:post_name>about-us</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>
<item><title>a</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>
</channel></rss>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "site.toml").write_text('title = { zh = "读", en = "Read" }\n', "utf-8")
    return folder


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def imported(source: Path, site: Path) -> str:
    """Import a site, check that the result builds, and return the report."""
    result = CliRunner().invoke(main, ["import", str(source), "--site", str(site)])
    assert result.exit_code == 0, result.output
    report = Report()
    build(site, site / "_site", report)
    assert [str(each) for each in report.sorted() if each.severity == "error"] == []
    return (site / "import-report.md").read_text("utf-8")


def article(site: Path, name: str) -> tuple[dict[str, object], str]:
    head, body = (site / name).read_text("utf-8").removeprefix("---\n").split("---\n", 1)
    return yaml.safe_load(head), body


def files(site: Path) -> set[str]:
    return {
        path.relative_to(site).as_posix()
        for folder in ("articles", "pages")
        for path in (site / folder).rglob("*")
        if path.is_file()
    }


def test_hexo(tmp_path: Path, site: Path) -> None:
    report = imported(written(tmp_path / "hexo", HEXO), site)
    assert files(site) == {
        "articles/spring.md",
        "articles/spring/tree.png",
        "articles/summer.md",
        "articles/summer/sea.png",
        "articles/autumn.md",
        "pages/about-article.md",
    }
    head, body = article(site, "articles/spring.md")
    assert head["aliases"] == ["/2019/05/06/spring/"]
    assert (head["tags"], head["date"]) == (["诗"], date(2019, 5, 6))
    assert "[夏天](summer.md)" in body
    assert "![树](spring/tree.png)" in body
    assert "more" not in body
    assert article(site, "articles/autumn.md")[0] == {"title": "秋天", "draft": True}
    assert "[春天](spring.md)" in article(site, "articles/summer.md")[1]
    assert "[夏天](../articles/summer.md)" in article(site, "pages/about-article.md")[1]
    assert "3 articles, 1 of them drafts, 1 pages, and\n2 images" in report
    assert "- note left: 1" in report
    assert "english.md: The file contains no Chinese text" in report
    assert 'base_url = "https://old.example"' in report
    redirect = (site / "_site/2019/05/06/spring/index.html").read_text("utf-8")
    assert "url=../../../../zh-hans/spring/index.html" in redirect


def test_hugo(tmp_path: Path, site: Path) -> None:
    report = imported(written(tmp_path / "hugo", HUGO), site)
    head, body = article(site, "articles/spring.md")
    assert head["aliases"] == ["/2019/spring/"]
    assert "![树](spring/tree.png)" in body
    assert "[夏天](summer.md)" in body
    assert '```go\nfmt.Println("春")\n```' in body
    assert article(site, "articles/summer.md")[0]["draft"] is True
    assert "aliases" not in article(site, "articles/summer.md")[0]
    head, body = article(site, "articles/cold.md")
    assert (head["aliases"], head["title_en"]) == (["/2021/cold/"], "Winter")
    assert "[春天](spring.md#雪)" in body
    assert (site / "articles/cold/mountain.png").is_file()
    assert (site / "articles/cold.en.md").read_text("utf-8") == "It snows.\n"
    assert "- youtube left: 1" in report
    assert "全部文章" not in "".join(p.read_text("utf-8") for p in site.rglob("articles/*.md"))


def test_jekyll(tmp_path: Path, site: Path) -> None:
    imported(written(tmp_path / "jekyll", JEKYLL), site)
    head, body = article(site, "articles/spring.md")
    assert head["date"] == date(2019, 5, 6)
    assert head["aliases"] == ["/poem/2019/05/06/spring.html"]
    assert "[夏天](summer.md)" in body
    assert "```ruby\nputs 1\n```" in body
    assert "![海](summer/sea.png)" in article(site, "articles/summer.md")[1]
    assert (site / "_site/poem/2019/05/06/spring.html").is_file()
    assert not [name for name in files(site) if "readme" in name.lower()]


def test_wordpress(tmp_path: Path, site: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(WORDPRESS, "utf-8")
    report = imported(path, site)
    head, body = article(site, "articles/spring.md")
    assert head == {
        "title": "春天",
        "author": "李明",
        "date": date(2019, 5, 6),
        "description": "一首诗",
        "categories": ["诗"],
        "tags": ["树"],
        "aliases": ["/2019/05/spring/"],
    }
    assert "![树](https://old.example/a.png)" in body
    assert "![桥](https://old.example/b.png)" in body
    assert "见[夏天](xia-tian.md)" in body
    head, body = article(site, "articles/xia-tian.md")
    assert head["draft"] is True
    assert "- 一\n- 二" in body
    assert "关于我。" in article(site, "pages/about-us.md")[1]
    for line in ("- comments left out: 1", "- attachment left out: 1", "- \\[gallery\\] left: 1"):
        assert line.replace("\\", "") in report.replace("\\", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<rss>", "not valid XML"),
        ("<rss><channel/></rss>", "no WordPress export"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss/>', "defines entities"),
    ],
)
def test_another_xml_file_is_refused(
    tmp_path: Path, site: Path, content: str, message: str
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(content, "utf-8")
    result = CliRunner().invoke(main, ["import", str(path), "--site", str(site)])
    assert result.exit_code == 1
    assert message in result.output


def test_a_folder_without_texts_is_refused(tmp_path: Path, site: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = CliRunner().invoke(main, ["import", str(tmp_path / "empty"), "--site", str(site)])
    assert result.exit_code == 1
    assert "has no posts" in result.output


def test_nothing_is_overwritten(tmp_path: Path, site: Path) -> None:
    source = written(tmp_path / "hexo", HEXO)
    (site / "articles").mkdir()
    (site / "articles/spring.md").write_text("mine", "utf-8")
    result = CliRunner().invoke(main, ["import", str(source), "--site", str(site)])
    assert result.exit_code == 1
    assert files(site) == {"articles/spring.md"}


POST = Post("a", "b", "甲", date(2020, 1, 5), ("诗", "x"), "posts", "2020/a")


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        (JEKYLL_STYLES["date"], "/诗/x/2020/01/05/2020/a.html"),
        (":year/:i_month/:name/", "/2020/1/a/"),
        ("/:section/:slug/", "/posts/b/"),
        ("/:yearday/:category/", "/5/诗/"),
        ("/:id/", ""),
    ],
)
def test_permalinks(pattern: str, shown: str) -> None:
    assert address(pattern, POST) == shown


def test_a_permalink_without_its_date_is_not_known() -> None:
    assert address("/:year/:name/", Post("a", "", "甲", None)) == ""


def test_tags_in_code_are_code() -> None:
    counts: Counter[str] = Counter()
    text = "`{% raw %}` 文\n\n```\n{{< figure src=a.png >}}\n```\n"
    assert without_tags(text, lambda _: None, counts) == text
    assert +counts == Counter()
