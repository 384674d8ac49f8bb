"""Keep the Chinese texts complete: run `translations.py --write` after a text has changed.

Texts come from three places: self.tr("…") and QT_TRANSLATE_NOOP in the window's code (read by Qt's
lupdate), and the whole sentences that rooms without Qt say, in errors, notes and tables. The latter
are collected here into resources/translations/sentences.txt, with {0}, {1} for what is filled in;
viewer/ui/language.py finds them again by that pattern.

--write brings the .ts up to date, keeps what is translated, drops what is gone, makes the .qm and
lists what has to be translated: edit resources/translations/camscope_zh_CN.ts (or use Qt Linguist)
and run it again. Without --write nothing is changed, and it fails when something would be.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
SENTENCES = FOLDER / "sentences.txt"
CHINESE = FOLDER / "camscope_zh_CN.ts"
CONTEXT = "Sentence"  # also in viewer/ui/language.py
# Rooms whose sentences reach the window; the command line speaks for itself.
ROOMS = ("core", "engine", "methods", "session", "work", "desktop")
FAILING_ROOMS = ("figure",)  # figures have words of their own, but their errors are the window's
MARKERS = {"tr", "QT_TRANSLATE_NOOP", "translate"}
_SENTENCE = re.compile(r"^[A-Z“{].* .*[.?!…]$", re.DOTALL)


def sentences() -> list[str]:
    """Return every sentence of the rooms without Qt, as a pattern, sorted."""
    found: set[str] = set()
    for room in ROOMS:
        for module in sorted((ROOT / "viewer" / room).rglob("*.py")):
            found |= set(sentences_of(ast.parse(module.read_text(encoding="utf-8"))))
    for room in FAILING_ROOMS:
        for module in sorted((ROOT / "viewer" / room).rglob("*.py")):
            for error in _errors(ast.parse(module.read_text(encoding="utf-8"))):
                found |= set(sentences_of(error))
    return sorted(found)


def _errors(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UserError":
            yield node


def sentences_of(tree: ast.AST) -> Iterator[str]:
    """Yield the sentences of a module or a part of it: no docstrings, no texts already marked."""
    passed = {id(part) for node in ast.walk(tree) for part in _silent(node)}
    for node in ast.walk(tree):
        if id(node) not in passed and isinstance(node, ast.Constant | ast.JoinedStr):
            text = pattern_of(node)
            if _SENTENCE.match(text) and re.search(r"[a-z]{2}", re.sub(r"\{.*?\}", "", text)):
                yield text


def pattern_of(node: ast.Constant | ast.JoinedStr) -> str:
    """Return a text with {0}, {1}… where something is filled in."""
    if isinstance(node, ast.Constant):
        text = node.value if isinstance(node.value, str) else ""
        numbers = iter(range(99))
        return re.sub(r"\{\w*(:[^}]*)?\}", lambda _found: f"{{{next(numbers)}}}", text)
    parts, number = [], 0
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            parts.append(f"{{{number}}}")
            number += 1
    return "".join(parts)


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is no sentence of its own: docstrings, parts of f-strings, marked texts."""
    if isinstance(node, ast.Expr):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in ast.walk(node) if part is not node)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in MARKERS:
            yield from (part for each in node.args for part in ast.walk(each))


def update(texts: Path) -> None:
    """Bring a .ts file up to date with the code and the sentences."""
    with tempfile.TemporaryDirectory() as folder:
        marked = Path(folder) / "sentences.py"
        lines = [f"QT_TRANSLATE_NOOP({CONTEXT!r}, {_literal(text)})" for text in sentences()]
        marked.write_text("\n".join(lines), encoding="utf-8")
        modules = sorted((ROOT / "viewer").rglob("*.py"))
        _run("lupdate", *modules, marked, "-no-obsolete", "-locations", "none", "-ts", texts)


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def unfinished(texts: Path) -> list[str]:
    """Return the texts of a .ts file that have no translation."""
    return [
        message.findtext("source") or ""
        for message in ET.parse(texts).iter("message")
        if _is_unfinished(message.find("translation"))
    ]


def _is_unfinished(translation: ET.Element | None) -> bool:
    if translation is None or translation.get("type") == "unfinished":
        return True
    forms = translation.findall("numerusform") or [translation]
    return any(not (form.text or "").strip() for form in forms)


def release(texts: Path, compiled: Path) -> None:
    """Write what the program reads."""
    _run("lrelease", texts, "-qm", compiled)


def _run(tool: str, *arguments: object) -> None:
    name = f"pyside6-{tool}"
    program = Path(sys.executable).with_name(name)
    command = [str(program) if program.is_file() else name, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stdout}{done.stderr}")


def differences() -> list[str]:
    """Return what would be changed, or has to be translated; empty: all is well."""
    said = []
    if SENTENCES.read_text(encoding="utf-8") != "\n".join(map(repr, sentences())) + "\n":
        said.append("sentences.txt does not list the sentences of the code")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / CHINESE.name
        fresh.write_bytes(CHINESE.read_bytes())
        update(fresh)
        before, after = _sources(CHINESE), _sources(fresh)
        said += [f"not in the .ts: {text!r}" for text in sorted(after - before)]
        said += [f"used no more: {text!r}" for text in sorted(before - after)]
        said += [f"not translated: {text!r}" for text in unfinished(fresh)]
    said += [f"not as in the .ts, in the .qm: {text!r}" for text in _stale()]
    return said


def _stale() -> list[str]:
    """Return the texts that the .qm translates otherwise than the .ts."""
    translator = QTranslator()
    translator.load(str(CHINESE.with_suffix(".qm")))
    found = []
    for context in ET.parse(CHINESE).iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            source, translation = message.findtext("source") or "", message.find("translation")
            if translation is None or _is_unfinished(translation):
                continue
            forms = [form.text for form in translation.findall("numerusform")]
            number = 1 if forms else -1
            if translator.translate(name, source, "", number) != (forms or [translation.text])[0]:
                found.append(source)
    return found


def _sources(texts: Path) -> set[tuple[str, str]]:
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ET.parse(texts).iter("context")
        for message in context.iter("message")
    }


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="bring the files up to date")
    if parser.parse_args().write:
        FOLDER.mkdir(exist_ok=True)
        SENTENCES.write_text("\n".join(map(repr, sentences())) + "\n", encoding="utf-8")
        update(CHINESE)
        release(CHINESE, CHINESE.with_suffix(".qm"))
    said = differences()
    print("\n".join(said) or "Every text is translated.")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
