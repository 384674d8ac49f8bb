"""What a report shall be: its template, language and sections, and what the user has said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.asks.references import ImageRef
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.notes import NotePlace
from viewer.figure.choices import Language
from viewer.reporting.choices import OF_TEMPLATE, Section, Template

EditKey = tuple[ImageRef, Language, str]  # the picture, the language, and the observation's key


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """Everything about a report but its explanations.

    Args:
        template: which sections there usually are, and in which order.
        lang: the language.
        title: of the report; empty: the usual one.
        sections: those that are written; None: all that the template has.
        edits: observations in the user's own words; an empty one is left out.
        notes: what the user has noted, as Markdown.
        heat: how maps are painted.
        truth: a file, or a folder of them, that says where objects are; None: nobody says.
        evaluation: a folder that “camscope evaluate” has written; None: there is none.
    """

    template: Template = "lab"
    lang: Language = "en"
    title: str = ""
    sections: tuple[Section, ...] | None = None
    edits: Mapping[EditKey, str] = field(default_factory=dict[EditKey, str])
    notes: Mapping[NotePlace, str] = field(default_factory=dict[NotePlace, str])
    heat: HeatStyle = field(default_factory=HeatStyle)
    truth: Path | None = None
    evaluation: Path | None = None

    def has(self, section: Section) -> bool:
        """Tell whether a section is written."""
        return section in (OF_TEMPLATE[self.template] if self.sections is None else self.sections)
