"""What may be chosen for a report, by name; light enough for the command line's help."""

from __future__ import annotations

from typing import Literal, get_args

Template = Literal["lab", "supplement", "page", "slides"]
TEMPLATES: tuple[Template, ...] = get_args(Template)
SUFFIXES = (".docx", ".html", ".md", ".tex", ".pptx")
