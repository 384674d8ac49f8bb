"""A report as one HTML file: pictures inside, long code folded, and it prints well."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from viewer.reporting.document import (
    SHORT,
    Break,
    Code,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)

_STYLE = """
body{font:16px/1.55 system-ui,"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;
color:#1d1d1f;background:#fff;max-width:52rem;margin:3rem auto;padding:0 1.25rem}
h1{font-size:1.9rem;line-height:1.25;margin:0 0 .25rem}h2{font-size:1.35rem;margin:2.5rem 0 .75rem;
border-bottom:1px solid #ddd;padding-bottom:.3rem}h3{font-size:1.1rem;margin:1.75rem 0 .5rem}
.sub{color:#666;margin:0 0 2rem}figure{margin:1.25rem 0;text-align:center}
figure img{max-width:100%;height:auto}figcaption,caption{color:#555;font-size:.875rem;
text-align:left;margin:.5rem 0;caption-side:bottom}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:1rem 0}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #e3e3e3;
overflow-wrap:anywhere}.short{white-space:nowrap}
th{border-bottom:2px solid #999}pre{font:12px/1.4 ui-monospace,Consolas,monospace;
background:#f6f6f7;padding:.75rem;overflow:auto;border-radius:6px}
details{margin:1rem 0}summary{cursor:pointer;color:#0a58ca}
@media print{body{max-width:none;margin:0}figure,tr{break-inside:avoid}.break{break-after:page}
h2,h3,h4,summary{break-after:avoid}pre{white-space:pre-wrap}}
"""
_FOLDED = 12  # lines of code, and more is folded


def write(document: Document, stem: str) -> dict[str, bytes]:
    """Return the one file of a report by its name."""
    title, lang = escape(document.title), "zh-CN" if document.lang == "zh_CN" else "en"
    body = "\n".join(_body(document))
    text = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{title}</h1>\n<p class="sub">{escape(document.subtitle)}</p>\n{body}\n'
        "</body>\n</html>\n"
    )
    return {f"{stem}.html": text.encode("utf-8", "xmlcharrefreplace")}


def _body(document: Document) -> Iterator[str]:
    figures = tables = 0
    for block in document.blocks:
        match block:
            case Heading(text, level):
                yield f"<h{level + 1}>{escape(text)}</h{level + 1}>"
            case Paragraph(text):
                yield f"<p>{escape(text)}</p>"
            case Points(items):
                yield f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
            case Code():
                yield _code(block)
            case ReportTable():
                tables += 1
                yield _table(block, f"{document.labels['table']} {tables}")
            case Drawing():
                figures += 1
                yield _figure(block, f"{document.labels['figure']} {figures}")
            case Break():
                yield '<div class="break"></div>'


def _code(block: Code) -> str:
    code = f"<pre>{escape(block.text)}</pre>"
    if len(block.text.splitlines()) <= _FOLDED:
        return code
    shown = " open" * block.unfolded
    return f"<details{shown}><summary>{escape(block.title)}</summary>{code}</details>"


def _table(table: ReportTable, label: str) -> str:
    caption = f"<caption>{escape(label)}. {escape(table.caption)}</caption>" * bool(table.caption)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(text: str) -> str:
    """Return a cell; a short one keeps on its line, as “Grad-CAM” does."""
    short = ' class="short"' * (len(text) <= SHORT)
    return f"<td{short}>{escape(text)}</td>"


def _figure(drawing: Drawing, label: str) -> str:
    data = b64encode(drawing.data("png")).decode("ascii")
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="{escape(drawing.alt)}">'
        f"<figcaption>{escape(label)}. {escape(drawing.caption)}</figcaption></figure>"
    )
