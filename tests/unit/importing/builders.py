"""Small EPUB and DOCX files, written for the tests."""

from __future__ import annotations

import zipfile
from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 8

_CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_zip(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def write_epub(path: Path, chapters: list[str], **more: str | bytes) -> Path:
    """An EPUB 3 whose chapters have these bodies, with a cover page and a table of contents."""
    items = "".join(
        f'<item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    contents = "".join(
        f'<li><a href="text/c{n}.xhtml">目录{n}</a></li>' for n in range(len(chapters))
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>小镇的书</dc:title>'
        "<dc:creator>李小河</dc:creator><dc:creator>王小明</dc:creator>"
        "<dc:date>2024-05-06T00:00:00Z</dc:date></metadata><manifest>"
        '<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>'
        f'{items}</manifest><spine><itemref idref="cover"/><itemref idref="nav"/>{spine}</spine>'
        "</package>"
    )
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OPS/book.opf": package,
        "OPS/nav.xhtml": f"{page}<body><nav><ol>{contents}</ol></nav></body></html>",
        "OPS/cover.xhtml": f'{page}<body><img src="pic/a.png" alt=""/></body></html>',
        "OPS/pic/a.png": PNG,
    }
    for number, body in enumerate(chapters):
        files[f"OPS/text/c{number}.xhtml"] = f"{page}<body>{body}</body></html>"
    return write_zip(path, {**files, **more})


def write_docx(
    path: Path, body: str, *, image: str = "media/a.png", linked: str = "http://a.org/a.png"
) -> Path:
    """A DOCX whose body is this WordprocessingML; `rId1` is an image in it, `rId9` one elsewhere.

    `image` and `linked` are their addresses.
    """
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="{name}"/></w:style>'
        for n, name in ((1, "heading 1"), (2, "heading 2"), ("T", "Title"))
    )
    document = (
        f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<w:body>{body}</w:body></w:document>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    numbering = (
        f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>李小河</dc:creator>'
        "<dcterms:created>2024-05-06T08:00:00Z</dcterms:created></cp:coreProperties>"
    )
    return write_zip(
        path,
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{kind}/officeDocument" Target="word/document.xml"/></Relationships>',
            "docProps/core.xml": core,
            "word/document.xml": document,
            "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>',
            "word/numbering.xml": numbering,
            "word/media/a.png": PNG,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
            f'<Relationship Id="rId1" Type="{kind}/image" Target="{image}"/>'
            f'<Relationship Id="rId9" Type="{kind}/image" Target="{linked}"'
            ' TargetMode="External"/>'
            f'<Relationship Id="rId2" Type="{kind}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId3" Type="{kind}/numbering" Target="numbering.xml"/>'
            "</Relationships>",
        },
    )


def run(text: str, properties: str = "") -> str:
    """A run of text with WordprocessingML properties such as `<w:b/>`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, style: str = "", numbered: bool = False) -> str:
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if numbered else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{numbering}</w:pPr>{''.join(runs)}</w:p>"


def grid(rows: list[list[str]]) -> str:
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{para(run(cell))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{body}</w:tbl>"


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="大厅"/><a:graphic>'
    "<a:graphicData><pic:pic><pic:blipFill>"
    '<a:blip r:embed="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)
LINKED = PICTURE.replace('r:embed="rId1"', 'r:link="rId9"')
"""A picture that is not in the file, but linked to."""
