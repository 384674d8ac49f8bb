"""The language of the window, and of the sentences that rooms without Qt say."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from viewer.core.labels import load_groups
from viewer.core.marking import QT_TRANSLATE_NOOP
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

    A sentence is looked up as it is, else by its pattern; what is filled in stays as it is. Several
    sentences are taken one by one. What is not known is returned unchanged.
    """
    if not text or spoken_language() == "en":
        return text
    known = _translated(text)
    if known is not None:
        return known
    parts = re.split(r"(?<=[.?!]) (?=[A-Z“一-鿿])", text)
    return "".join(_translated(part) or part for part in parts) if len(parts) > 1 else text


def group_word(name: str) -> str:
    """Return a group of ImageNet classes in the window's language: “cat” as “猫”."""
    return name if spoken_language() == "en" else _chinese_groups().get(name, name)


@cache
def _chinese_groups() -> dict[str, str]:
    groups = load_groups(resource("labels/groups.toml"))
    return {group.name: group.name_zh for group in groups if group.name_zh}


_PROBE = QT_TRANSLATE_NOOP("Sentence", "This is the first frame of an animation.")


def _translated(text: str) -> str | None:
    exact = QCoreApplication.translate(CONTEXT, text)
    if exact != text:
        return exact
    for pattern, template in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return QCoreApplication.translate(CONTEXT, template).format(*found.groups())
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return every sentence with something filled in, the most telling first."""
    lines = resource("translations/sentences.txt").read_text(encoding="utf-8").splitlines()
    templates = [text for text in map(ast.literal_eval, lines) if "{0}" in text]
    templates.sort(key=lambda text: len(re.sub(r"\{\d+\}", "", text)), reverse=True)
    return tuple((_compiled(template), template) for template in templates)


def _compiled(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{\d+\}", template)
    return re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL)
