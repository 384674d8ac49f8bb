"""The language of the window, and of the sentences that rooms without Qt say."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from viewer.core.judging.marking import QT_TRANSLATE_NOOP
from viewer.core.models.class_groups import load_groups
from viewer.paths import resource

CONTEXT = "Sentence"  # also in packaging/translations.py
TRANSLATED = ("zh_CN",)  # beside English, in which the texts are written


def apply_language(application: QCoreApplication, choice: str) -> str:
    """Put translations in place; windows made from now on speak the language.

    Args:
        application: whose translators are exchanged.
        choice: "system", "en" or "zh_CN".

    Returns:
        the language in use, "en" or "zh_CN".
    """
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    language = system_language() if choice == "system" else choice
    if language not in TRANSLATED:
        return "en"
    ours = str(resource("translations"))
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt_folder), ("camscope", ours)):
        translator = QTranslator(application)
        if translator.load(f"{name}_{language}", folder):
            application.installTranslator(translator)
    return language


def system_language() -> str:
    """Return the first of the system's languages that the window speaks."""
    for name in QLocale.system().uiLanguages():
        if name.startswith("zh"):
            return "zh_CN"
        if name.startswith("en"):
            return "en"
    return "en"


def spoken_language() -> Literal["en", "zh_CN"]:
    """Return the language in use, "en" or "zh_CN"."""
    return "en" if QCoreApplication.translate(CONTEXT, _PROBE) == _PROBE else "zh_CN"


def spoken(text: str) -> str:
    """Return a sentence of the engine or of a table in the window's language.

    A sentence is looked up as it is, else by its pattern; what is filled in is looked up in turn,
    unless it stands in quotes: that is a name. Several sentences are taken one by one. What is not
    known is returned unchanged.
    """
    return text if not text or spoken_language() == "en" else _said(text)


def class_word(title: str) -> str:
    """Return what the window calls a class: a name is a name, a number has its word."""
    if spoken_language() == "en":
        return title
    if title.startswith(_AGAINST):
        template = QCoreApplication.translate(CONTEXT, "against {0}")
        return template.format(class_word(title.removeprefix(_AGAINST)))
    place = re.fullmatch(
        r"(p\()?(?:box (\d+)|(miss|like|prompt|(?:region|pixel|wrong)(?: sum)?)): (.*)", title
    )
    if place is not None:
        name = class_word(place[4])
        if place[2] is not None:
            told = QCoreApplication.translate(CONTEXT, "box {0}: {1}").format(place[2], name)
        else:
            told = _place_words(place[3]).format(name)
        return f"{place[1] or ''}{told}"
    numbered = re.fullmatch(r"(p\()?class (\d+)(\)?)", title)
    if numbered is None:
        return title
    word = QCoreApplication.translate(CONTEXT, "class {0}").format(numbered[2])
    return f"{numbered[1] or ''}{word}{numbered[3]}"


def _place_words(kind: str) -> str:
    """Return the words for a place that was drawn or clicked, with a hole for its class."""
    return {
        "miss": QCoreApplication.translate(CONTEXT, "miss: {0}"),
        "region": QCoreApplication.translate(CONTEXT, "region: {0}"),
        "region sum": QCoreApplication.translate(CONTEXT, "region sum: {0}"),
        "wrong": QCoreApplication.translate(CONTEXT, "wrong: {0}"),
        "wrong sum": QCoreApplication.translate(CONTEXT, "wrong sum: {0}"),
        "pixel sum": QCoreApplication.translate(CONTEXT, "pixel sum: {0}"),
        "like": QCoreApplication.translate(CONTEXT, "like: {0}"),
        "prompt": QCoreApplication.translate(CONTEXT, "text: {0}"),
        "pixel": QCoreApplication.translate(CONTEXT, "pixel: {0}"),
    }[kind]


def class_words(titles: Sequence[str]) -> Sequence[str]:
    """Return what the window calls many classes."""
    return titles if spoken_language() == "en" else tuple(map(class_word, titles))


def group_word(name: str) -> str:
    """Return a group of ImageNet classes in the window's language: “cat” as “猫”."""
    return name if spoken_language() == "en" else _chinese_groups().get(name, name)


@cache
def _chinese_groups() -> dict[str, str]:
    groups = load_groups(resource("labels/groups.toml"))
    return {group.name: group.name_zh for group in groups if group.name_zh}


_HOLE = re.compile(r"\{\d+\}")
_SENTENCE_END = re.compile(r"[.?!…] (?=[A-Z“\d一-鿿])")
_CHINESE = re.compile(r"[一-鿿。，；）]")
_AGAINST = "against "
MOST_SENTENCES = 20  # of one message that are told apart
LONGEST_PATTERN = 1_200  # characters: with several gaps a long text takes too long to match
_PROBE = QT_TRANSLATE_NOOP("Sentence", "This is the first frame of an animation.")


def _said(text: str) -> str:
    """Return sentences in the window's language, the longest known beginning first."""
    known = _translated(text)
    if known is not None:
        return known
    ends = [found.end() for found in _SENTENCE_END.finditer(text)][:MOST_SENTENCES]
    for end in reversed(ends):
        known = _translated(text[:end].rstrip())
        if known is not None:
            return known + _said(text[end:])
    return text[: ends[0]] + _said(text[ends[0] :]) if ends else text


def _translated(text: str) -> str | None:
    exact = QCoreApplication.translate(CONTEXT, text)
    if exact != text:
        return exact
    if len(text) > LONGEST_PATTERN:
        return None
    for parts, template in _templates():
        if all(part in text for part in parts):
            found = _pattern(template).fullmatch(text)
            if found and not (template.endswith("}.") and _runs_on(found[found.re.groups])):
                words = [
                    fill if f"“{{{hole}}}”" in template else _filled(fill)
                    for hole, fill in enumerate(found.groups())
                ]
                return _joined(QCoreApplication.translate(CONTEXT, template), words)
    return None


def _runs_on(filled: str) -> bool:
    """Tell whether what fills a sentence ends in another sentence, which stands by itself."""
    ends = [found.end() for found in _SENTENCE_END.finditer(filled)]
    return bool(ends) and _translated(f"{filled[ends[-1] :]}.") is not None


def _joined(template: str, words: list[str]) -> str:
    """Fill a translation in; between Chinese and Chinese stands no space."""
    text = ""
    for number, piece in enumerate(re.split(r"\{(\d+)\}", template)):
        said = words[int(piece)] if number % 2 else piece
        apart = text[-1:] == " " and _CHINESE.match(said) and _CHINESE.match(text[-2:-1])
        close = said[:1] == " " and _CHINESE.match(said[1:]) and _CHINESE.match(text[-1:])
        text = f"{text[:-1] if apart else text}{said[1:] if close else said}"
    return text


def _filled(text: str) -> str:
    """Return what is filled into a sentence: a text of ours, a list of such, or a name."""
    for separator, ours in (("; ", "；"), (", ", "，")):
        parts = text.split(separator)
        said = [_translated(part) for part in parts] if len(parts) > 1 else []
        if said and (separator == "; " or None not in said):
            return ours.join(known or part for known, part in zip(said, parts, strict=True))
        if separator == "; " and (known := _translated(text)) is not None:
            return known
    return _said(text)


@cache
def _templates() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return every text with something filled in and its fixed parts, the most telling first."""
    lines = resource("translations/sentences.txt").read_text(encoding="utf-8").splitlines()
    templates = [text for text in map(ast.literal_eval, lines) if "{0}" in text]
    templates.sort(key=lambda text: len(_HOLE.sub("", text)), reverse=True)
    return tuple((tuple(filter(None, _HOLE.split(text))), text) for text in templates)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, _HOLE.split(template))), re.DOTALL)
