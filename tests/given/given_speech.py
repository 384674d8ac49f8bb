"""All that the rooms without Qt say while tests run, held against the Chinese translation."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

ROOMS = tuple(
    f"viewer.{room}." for room in ("core", "tasks", "engine", "session", "work", "desktop")
)
CARRIERS = {"viewer.core.asks.wire", "viewer.core.errors"}  # hand on what others have said
# What is typed or stands in quotes or brackets, and what somebody's code has raised.
NAMES = re.compile(
    r"\S+ -m pip install \S+|“[^”]*”|\([^()]*\)|（[^（）]*）|\w+(Error|Exit|Exception): .*",
    re.DOTALL,
)
WORDS = re.compile(r"(?<![\w-])[a-z']{2,}(?: [a-z']{2,})+")
FOR_PROGRAMS = "viewer.library."  # speaks English, also where the engine hands it on
heard: set[str] = set()  # since it was last asked what is left in English
told_programs: set[str] = set()


def listen() -> None:
    """Note what errors, failures, notices, remarks and notes say, from now on."""
    from viewer.core.asks.messages import Notice, OpenFailed
    from viewer.core.asks.model_info import ModelInfo
    from viewer.core.asks.records import Failure
    from viewer.core.errors import UserError
    from viewer.core.maps.remarks import Remark
    from viewer.core.pictures.images import Picture

    for kind in (UserError, Notice, OpenFailed, Failure, Remark):
        note_made(kind, lambda made: (made.headline, made.hint))
    for kind in (Picture, ModelInfo):
        note_made(kind, lambda made: made.notes)


def note_made(kind: Any, texts: Callable[[Any], Iterable[str]]) -> None:
    """Note the texts of each object of a class that is made in one of the rooms."""
    make = kind.__init__

    @functools.wraps(make)
    def noting(self: Any, *arguments: Any, **named: Any) -> None:
        make(self, *arguments, **named)
        maker = str(sys._getframe(1).f_globals.get("__name__"))
        if maker.startswith(FOR_PROGRAMS):
            told_programs.update(texts(self))
        elif maker.startswith(ROOMS) and maker not in CARRIERS:
            heard.update(text for text in texts(self) if text and text not in told_programs)

    kind.__init__ = noting


@functools.cache
def chinese() -> Any:
    """Return the translation, as the application would look it up."""
    from PySide6.QtCore import QTranslator

    from viewer.paths import resource

    translator = QTranslator()
    assert translator.load("camscope_zh_CN", str(resource("translations")))
    return SimpleNamespace(
        translate=lambda context, text: translator.translate(context, text) or text
    )


@functools.cache
def left_in_english(text: str) -> str:
    """Return the Chinese for a text where something of it is still English, else nothing."""
    from viewer.ui.looks import language

    with patch.object(language, "QCoreApplication", chinese()):
        said = language.spoken(text)
    words = WORDS.findall(NAMES.sub("", said))
    return said if set(words) - class_names() else ""


@functools.cache
def class_names() -> set[str]:
    """Return the words in names of classes, of ImageNet and hostile ones: they stay as they are."""
    from given_hostile import hostile_names

    from viewer.core.foreign_text import shown
    from viewer.engine.models.zoo.imagenet import imagenet_labels

    titles = {name.strip() for title in imagenet_labels().titles for name in title.split(",")}
    return titles.union(*(WORDS.findall(shown(name)) for name in hostile_names("bait.png")))
