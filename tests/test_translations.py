"""Every text of the window is translated, and every translation is used."""

from __future__ import annotations

import ast
import re
import sys
import xml.etree.ElementTree as ET
from importlib import util
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def script():
    spec = util.spec_from_file_location(
        "translations", REPOSITORY / "packaging" / "translations.py"
    )
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(
    not Path(sys.executable).with_name("pyside6-lupdate").exists(), reason="no pyside6-lupdate"
)
def test_every_text_is_translated_and_used(script):
    said = script.differences()
    assert not said, (
        "The Chinese texts are not up to date. Run `make translations`, translate what it lists in "
        "resources/translations/camscope_zh_CN.ts, and run it again:\n" + "\n".join(said)
    )


def test_what_is_filled_in_is_filled_in_by_the_translation_too(script):
    holes = re.compile(r"\{[^}]*\}|%[nvm]\b")
    for message in ET.parse(script.CHINESE).iter("message"):
        source = message.findtext("source")
        translation = message.find("translation")
        for form in translation.findall("numerusform") or [translation]:
            text = form.text or ""
            assert sorted(holes.findall(text)) == sorted(holes.findall(source)), source
            assert text.endswith("…") == source.endswith("…"), source


def test_sentences_are_found_and_other_texts_are_not(script):
    found = list(
        script.sentences_of(
            ast.parse(
                '"""A docstring is told to nobody."""\n'
                'raise UserError(f"There is no “{name}” here.", hint="Look again.")\n'
                'log.info("not a sentence: %s", x)\n'
                'self.tr("Marked already, so lupdate finds it.")\n'
                'NOTE = "Page {number} of {count}."\n'
            )
        )
    )
    assert sorted(found) == ["Look again.", "Page {0} of {1}.", "There is no “{0}” here."]


def test_errors_of_figures_are_collected_and_their_own_words_are_not(script):
    found = script.sentences()
    assert "So many rows do not fit on one page." in found
    words = (REPOSITORY / "viewer" / "figure" / "words.py").read_text(encoding="utf-8")
    own = set(script.sentences_of(ast.parse(words)))
    assert own
    assert not own & set(found) - {"Figures do not speak “{0}”.", "Known languages: {0}."}
