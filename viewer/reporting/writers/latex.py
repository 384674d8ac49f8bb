"""A report as LaTeX, with its figures as PDF and its references as BibTeX beside it."""

from __future__ import annotations

import unicodedata
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
    widths,
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
    "●": r"$\bullet$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
}
_LATIN = 0x17F  # the last sign that every LaTeX knows
_KNOWN = "–—‘’‚“”„†‡•…‰‹›€™"  # and those beyond
_HEAD = r"""{kind}
{language}
\usepackage[a4paper,margin=25mm]{{geometry}}
\usepackage{{graphicx,booktabs,longtable,array,float,fvextra,hyperref}}
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
    "mixed": (
        r"\documentclass[UTF8,11pt,scheme=plain]{ctexart}",
        "% xelatex",
    ),  # some names are Chinese
}


def write(document: Document, stem: str) -> dict[str, bytes]:
    """Return the files of a report by their names, the report first."""
    files = {f"{stem}.tex": b""}
    body = "\n\n".join(_body(document, stem, files))
    said = f"{document.title}{document.subtitle}{body}"
    kind, language = _KINDS["mixed" if document.lang == "en" and _wide(said) else document.lang]
    head = _HEAD.format(
        kind=kind,
        language=f"{language}{_declared(said) if kind == _KINDS['en'][0] else ''}",
        title=_plain(document.title),
        subtitle=_plain(document.subtitle),
    )
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
                options = "[fontsize=\\scriptsize,breaklines]"
                yield f"{said}\\begin{{Verbatim}}{options}\n{safe}\n\\end{{Verbatim}}"
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
    """Return a table that may run over pages; its head stands on each of them."""
    columns = "".join(
        rf">{{\raggedright\arraybackslash}}p{{\dimexpr {share:.4f}\linewidth-2\tabcolsep\relax}}"
        for share in widths((table.head, *table.rows))
    )
    rows = "\n".join(f"{' & '.join(map(_plain, row))} \\\\" for row in table.rows)
    caption = f"\\caption{{{_plain(table.caption)}}} \\\\\n" if table.caption else ""
    head = f"\\toprule\n{' & '.join(map(_plain, table.head))} \\\\\n\\midrule"
    return (
        f"{{\\footnotesize\n\\begin{{longtable}}{{{columns}}}\n{caption}{head}\n\\endfirsthead\n"
        f"{head}\n\\endhead\n{rows}\n\\bottomrule\n\\end{{longtable}}}}"
    )


def _figure(drawing: Drawing, name: str) -> str:
    return (
        f"% {' '.join(drawing.alt.split())}\n\\begin{{figure}}[H]\n\\centering\n"
        f"\\includegraphics[width=\\textwidth,height=0.7\\textheight,keepaspectratio]{{{name}}}\n"
        f"\\caption{{{_plain(drawing.caption)}}}\n\\end{{figure}}"
    )


def _plain(text: str) -> str:
    """Return a text in which LaTeX finds no command."""
    return "".join(_MEANT.get(sign, sign) for sign in text)


def _wide(text: str) -> bool:
    """Tell whether a text has signs of Chinese, which pdflatex has no font for."""
    return any(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def _declared(text: str) -> str:
    """Return a line for each sign that pdflatex would stop at: it then prints its number."""
    strange = sorted({sign for sign in text if ord(sign) > _LATIN} - set(_KNOWN))
    return "".join(
        f"\n\\DeclareUnicodeCharacter{{{ord(sign):04X}}}{{{_named(sign)}}}" for sign in strange
    )


def _named(sign: str) -> str:
    return _MEANT.get(sign) or f"[U+{ord(sign):04X}]"
