"""What may be chosen for a report, by name; light enough for the command line's help."""

from __future__ import annotations

from typing import Literal, get_args

Template = Literal["lab", "supplement", "page", "slides"]
Section = Literal[
    "preparation",
    "tree",
    "methods",
    "results",
    "observations",
    "notes",
    "summary",
    "trust",
    "references",
    "recipes",
    "scripts",
]
TEMPLATES: tuple[Template, ...] = get_args(Template)
SECTIONS: tuple[Section, ...] = get_args(Section)
SUFFIXES = (".docx", ".html", ".md", ".tex", ".pptx")
STYLED = (".docx", ".pptx")  # formats whose styles may come from a file of the same kind
OF_TEMPLATE: dict[Template, tuple[Section, ...]] = {
    "lab": tuple(one for one in SECTIONS if one != "tree"),
    "supplement": (
        "methods",
        "results",
        "observations",
        "summary",
        "trust",
        "references",
        "recipes",
        "scripts",
    ),
    "page": ("results", "observations", "notes"),
    "slides": ("results", "observations", "notes", "summary", "trust"),
}
