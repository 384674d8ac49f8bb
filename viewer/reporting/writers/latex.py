"""A report as LaTeX, with its figures as PDF and its references as BibTeX beside it."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.reporting.document import (
    Break,
    Code,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Points,
    ReportTable,
)

_MEANT = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "“": "``",
    "”": "''",
    "−": "$-$",
    "×": r"$\times$",
    "·": r"$\cdot$",
    "…": r"\dots{}",
}
_HEAD = r"""{kind}
{language}
\usepackage[a4paper,margin=25mm]{{geometry}}
\usepackage{{graphicx,booktabs,tabularx,fancyvrb,hyperref}}
\title{{{title}}}
\author{{}}
\date{{{subtitle}}}
\begin{{document}}
\maketitle
"""
_KINDS = {
    "en": (
        r"\documentclass[11pt]{article}",
        r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}",
    ),
    "zh_CN": (r"\documentclass[UTF8,11pt]{ctexart}", "% xelatex"),
}


def write(document: Document, stem: str) -> dict[str, bytes]:
    """Return the files of a report by their names, the report first."""
    files = {f"{stem}.tex": b""}
    kind, language = _KINDS[document.lang]
    head = _HEAD.format(
        kind=kind,
        language=language,
        title=_plain(document.title),
        subtitle=_plain(document.subtitle),
    )
    body = "\n\n".join(_body(document, stem, files))
    cited = f"\\nocite{{*}}\n\\bibliographystyle{{plain}}\n\\bibliography{{{stem}}}\n"
    files[f"{stem}.bib"] = document.bibliography.encode()
    cited = cited * bool(document.bibliography.strip())
    files[f"{stem}.tex"] = f"{head}\n{body}\n\n{cited}\\end{{document}}\n".encode(
        "utf-8", "replace"
    )
    return files


def _body(document: Document, stem: str, files: dict[str, bytes]) -> Iterator[str]:
    figures = 0
    for block in document.blocks:
        match block:
            case Heading(text, level):
                yield f"\\{'sub' * (level - 1)}section{{{_plain(text)}}}"
            case Paragraph(text):
                yield _plain(text)
            case Points(items):
                points = "\n".join(f"  \\item {_plain(item)}" for item in items)
                yield f"\\begin{{itemize}}\n{points}\n\\end{{itemize}}" if items else ""
            case Code(text, title):
                safe = text.rstrip().replace(r"\end{Verbatim}", r"\end {Verbatim}")
                said = f"\\noindent {_plain(title)}\n\n" if title else ""
                yield f"{said}\\begin{{Verbatim}}[fontsize=\\scriptsize]\n{safe}\n\\end{{Verbatim}}"
            case ReportTable():
                yield _table(block)
            case Drawing():
                figures += 1
                name = f"{stem}_files/figure-{figures}.pdf"
                files[name] = block.data("pdf")
                yield _figure(block, name)
            case Break():
                yield "\\clearpage"


def _table(table: ReportTable) -> str:
    columns = "l" * (len(table.head) - 1) + "X"
    rows = "\n".join(f"{' & '.join(map(_plain, row))} \\\\" for row in table.rows)
    caption = f"\\caption{{{_plain(table.caption)}}}\n" if table.caption else ""
    return (
        f"\\begin{{table}}[htbp]\n\\footnotesize\n{caption}"
        f"\\begin{{tabularx}}{{\\textwidth}}{{{columns}}}\n\\toprule\n"
        f"{' & '.join(map(_plain, table.head))} \\\\\n\\midrule\n{rows}\n\\bottomrule\n"
        "\\end{tabularx}\n\\end{table}"
    )


def _figure(drawing: Drawing, name: str) -> str:
    return (
        f"% {' '.join(drawing.alt.split())}\n\\begin{{figure}}[htbp]\n\\centering\n"
        f"\\includegraphics[width=\\textwidth,height=0.7\\textheight,keepaspectratio]{{{name}}}\n"
        f"\\caption{{{_plain(drawing.caption)}}}\n\\end{{figure}}"
    )


def _plain(text: str) -> str:
    """Return a text in which LaTeX finds no command."""
    return "".join(_MEANT.get(sign, sign) for sign in text)
