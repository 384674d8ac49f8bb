"""Every text of the window is translated, and every translation is used."""

from __future__ import annotations

import ast
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from given_scripts import load_script

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def script():
    return load_script("packaging/translations.py")


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
        source = message.findtext("source", "")
        translation = message.find("translation")
        for form in translation.findall("numerusform") or [translation]:
            text = form.text or ""
            assert sorted(holes.findall(text)) == sorted(holes.findall(source)), source
            assert text.endswith("…") == source.endswith("…"), source


def test_the_same_thing_has_the_same_name_in_every_chinese_text():
    places = [
        *(REPOSITORY / "resources" / "methods" / "zh_CN").glob("*.md"),
        *(REPOSITORY / "resources" / "translations").glob("*.ts"),
        *(REPOSITORY / "viewer").rglob("*.py"),
    ]
    another = re.compile("热力图|图像(?![模分;])")  # 热图 and 图片, but “image model” is a term
    said = {path.name: another.findall(path.read_text(encoding="utf-8")) for path in places}
    assert not {name: words for name, words in said.items() if words}


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


def test_words_that_are_filled_in_are_found_and_what_nobody_is_told_is_not(script):
    found = set(
        script.sentences_of(
            ast.parse(
                'KINDS = {"a": "a web page"}\n'
                "def told(n, odd, path):\n"
                '    way = "usual" if odd else "grey, one channel"\n'
                '    log.info("this is for the log")\n'
                '    raise ValueError("a fault of the program")\n'
                '    if str(n) == "out of reach":\n'
                '        raise UserError(f"Taken {way} for “{path}”.", detail="more of it")\n'
                '    return [f"{n} layers differ", KINDS[path]]\n'
            )
        )
    )
    assert found == {
        "a web page",
        "usual",
        "grey, one channel",
        "Taken {0} for “{1}”.",
        "{0} layers differ",
    }


def test_no_sentence_is_joined_from_pieces(script):
    """A translator must see the whole sentence, and so must the collector."""
    found = []
    for room in script.ROOMS:
        for module in sorted((REPOSITORY / "viewer" / room).rglob("*.py")):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            silent = {id(part) for node in ast.walk(tree) for part in script._silent(node)}
            found += [
                f"{module.relative_to(REPOSITORY)}:{node.lineno}"
                for node in ast.walk(tree)
                if id(node) not in silent and any(map(is_prose, pieces(node)))
            ]
    assert found == []


def pieces(node: ast.AST) -> list[ast.AST]:
    """Return what is joined to something else by +, += or %."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return [part for side in (node.left, node.right) for part in ways_of(side)]
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
        return ways_of(node.value)
    return []


def ways_of(node: ast.AST) -> list[ast.AST]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def is_prose(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(map(is_prose, node.values))
    text = node.value if isinstance(node, ast.Constant) else ""
    return isinstance(text, str) and bool(re.search(r"[a-z]{3} |[ (,][a-z]{3}", text))


def test_every_text_of_the_window_is_marked(script):
    """What lupdate does not see stays English: bare literals, and those given to a helper."""
    found = []
    for module in script.windows_modules():
        tree = ast.parse(module.read_text(encoding="utf-8"))
        place = module.relative_to(REPOSITORY)
        known = {text for error in script._errors(tree) for text in script.sentences_of(error)}
        if place.name != "report.py":  # the report is for who mends the program
            bare = set(script.sentences_of(tree)) - known
            found += [f"{place}: {text!r}" for text in sorted(bare) if "logit" not in text]
        helpers = {
            function.name
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef) and translates_what_it_is_given(function)
        }
        found += [
            f"{place}:{call.lineno}: {ast.unparse(call)}"
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in helpers
            if any(isinstance(given, ast.Constant) and given.value for given in call.args)
        ]
    assert found == []


def translates_what_it_is_given(function: ast.FunctionDef) -> bool:
    given = {argument.arg for argument in function.args.args}
    return any(
        isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") == "translate"
        and len(call.args) == 2
        and isinstance(call.args[1], ast.Name)
        and call.args[1].id in given
        for call in ast.walk(function)
    )
