"""Keep the Chinese texts complete: run `translations.py --write` after a text has changed.

Texts come from three places: self.tr("…") and QT_TRANSLATE_NOOP in the window's code (read by Qt's
lupdate), and the whole sentences that rooms without Qt say, in errors, notes and tables. The latter
are collected here into resources/translations/sentences.txt, with {0}, {1} for what is filled in;
viewer/ui/looks/language.py finds them again by that pattern.

--write brings the .ts up to date, keeps what is translated, drops what is gone, makes the .qm and
lists what has to be translated: edit resources/translations/camscope_zh_CN.ts (or use Qt Linguist)
and run it again. Without --write nothing is changed, and it fails when something would be.
"""

from __future__ import annotations

import argparse
import ast
import builtins
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
CONTEXT = "Sentence"  # also in viewer/ui/looks/language.py
# Rooms whose texts reach the window; the command line speaks for itself.
ROOMS = (
    "core",
    "tasks",
    "engine",
    "methods",
    "measures",
    "session",
    "work",
    "desktop",
    "figure",
    "reporting",
    "results",
    "evaluate",
)
# What figures and the desktop are told in their own languages, by tables in these modules.
OWN_WORDS = {"figure/words.py", "figure/prose.py", "figure/python_script.py"}
OWN_WORDS |= {"reporting/phrases.py", "reporting/writers/web.py"}
# What an evaluation writes, and tells a terminal, is English.
OWN_WORDS |= {f"evaluate/{name}.py" for name in ("drawing", "evaluation", "page", "progress")}
TERMINAL = {
    "cli",
    "cli_collect",
    "cli_concepts",
    "cli_evaluate",
    "cli_export",
    "cli_parser",
    "cli_report",
    "cli_shards",
}  # speak English
OWN_WORDS |= {"desktop/entries.py", "desktop/types.py", "desktop/libraries.py"}
OWN_WORDS |= {"core/unforeseen.py"}  # for the terminal
MARKERS = {"tr", "QT_TRANSLATE_NOOP", "translate"}
# Where a text is told to nobody: the log, details for it, who wrote a paper, what is compared.
SILENT_KEYWORDS = {"detail", "paper", "link", "cost", "name"}
SILENT_CALLS = {"debug", "info", "warning", "error", "exception", "critical", "compile", "cast"}
UNSAID = {"out of memory", "allocate memory", "not enough memory", "single memory location"}
UNSAID |= {"Grad-CAM element-wise", "Input × gradient", "Integrated gradients"}  # names of methods
UNSAID |= {"Guided backpropagation", "Attention rollout", "Generic relevance"}
_SENTENCE = re.compile(r"^[A-Z“{].* .*[.?!…]$", re.DOTALL)
# SQL, styles, XML, patterns, the log's formats, what is written into files
_NO_PROSE = re.compile(
    r"^\s*(CREATE|SELECT|DELETE|INSERT|PRAGMA) |^@|^[a-z-]+: \w+$|; }"
    r"|[<|\\]\S|\S[|\\]|%[(sdr]| = |-$"
)
_WORD = re.compile(r"[(“]?[A-Za-z][A-Za-z'./–-]*[,;:.)”…]*")
_DEEPEST = 5  # steps back to where a word comes from
_HOLE = re.compile(r"\{\d+\}")


def sentences() -> list[str]:
    """Return every text of the rooms without Qt, as a pattern, sorted."""
    found: set[str] = set()
    viewer = ROOT / "viewer"
    for room in ROOMS:
        for module in sorted((viewer / room).rglob("*.py")):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            own = module.relative_to(viewer).as_posix() in OWN_WORDS
            for part in _errors(tree) if own else (tree,):
                found |= set(sentences_of(part))
    for module in windows_modules():
        for error in _errors(ast.parse(module.read_text(encoding="utf-8"))):
            found |= set(sentences_of(error))
    return sorted(found)


def windows_modules() -> list[Path]:
    """Return the modules that have Qt's own way to mark texts; their errors are sentences too."""
    viewer = ROOT / "viewer"
    rooms = [viewer / "ui", viewer / "features"]
    modules = [module for room in rooms for module in room.rglob("*.py")]
    return sorted([*modules, *(m for m in viewer.glob("*.py") if m.stem not in TERMINAL)])


def _errors(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UserError":
            yield node


def sentences_of(tree: ast.AST) -> Iterator[str]:
    """Yield what a module or a part of it says: all texts but those that nobody is told."""
    passed = {id(part) for node in ast.walk(tree) for part in _silent(node)}
    for node in ast.walk(tree):
        if id(node) not in passed and isinstance(node, ast.Constant | ast.JoinedStr):
            text = pattern_of(node)
            if _says_something(text):
                yield text
                if isinstance(node, ast.JoinedStr):
                    yield from _single_words(node, tree)


def _says_something(text: str) -> bool:
    """Tell whether a text is a sentence, has two English words, or one beside what is filled in."""
    if text.strip() in UNSAID or _NO_PROSE.search(text) or " " not in text:
        return False
    plain = _HOLE.sub(" 0 ", text)
    if _SENTENCE.match(text):
        return bool(re.search(r"[a-z]{2}", plain))
    words = [word for word in plain.split() if _WORD.fullmatch(word)]
    small = [word for word in words if re.match(r"[(“]?[a-z]{3}", word)]
    return bool(small) and len(words) + bool(re.search(r"\d", plain)) >= 2


def _single_words(text: ast.JoinedStr, tree: ast.AST) -> Iterator[str]:
    """Yield the single words that are filled into a text, where the module itself chooses them."""
    pattern = pattern_of(text)
    holes = [part for part in text.values if isinstance(part, ast.FormattedValue)]
    for number, hole in enumerate(holes):
        if f"“{{{number}}}”" not in pattern:  # what stands in quotes is a name
            found = _choices(hole.value, tree)
            yield from (word for word in found if re.fullmatch(r"[a-z-]{3,}", word))


def _choices(node: ast.AST, tree: ast.AST, depth: int = 0) -> Iterator[str]:
    """Yield the texts that an expression may be, as far as its module tells."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif depth < _DEEPEST:
        for part in _alternatives(node, tree):
            yield from _choices(part, tree, depth + 1)


def _alternatives(node: ast.AST, tree: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.BoolOp(values=parts) | ast.Dict(values=parts):
            yield from parts
        case ast.Subscript():
            yield node.value
        case ast.Call(func=ast.Attribute(value=table, attr="get")):
            yield from (table, *node.args[1:])
        case ast.Call(func=ast.Name(id=name)):
            yield from _returned(name, tree)
        case ast.Name(id=name):
            yield from _assigned(name, tree)
        case _:
            pass


def _returned(name: str, tree: ast.AST) -> Iterator[ast.AST]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name == name:
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield node.value


def _assigned(name: str, tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(each, ast.Name) and each.id == name for each in targets):
                yield node.value


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
    """Yield what is told to nobody, or is no text of its own."""
    silent: list[ast.AST | None] = []
    match node:
        case ast.Expr(value=ast.Constant()):
            silent = [node.value]  # a docstring
        case ast.JoinedStr(values=pieces):
            silent = [_plain_part(piece) for piece in pieces]
        case ast.Compare() | ast.FunctionDef(name="__repr__" | "__str__"):
            silent = [node]
        case (
            ast.AnnAssign(annotation=kind) | ast.Subscript(value=ast.Name(id="Literal"), slice=kind)
        ):
            silent = [kind]
        case ast.Dict(keys=keys):
            silent = [*keys]
        case ast.keyword(arg=name, value=value) if name in SILENT_KEYWORDS:
            silent = [value]
        case ast.Call(func=function, args=values):
            name = getattr(function, "attr", getattr(function, "id", ""))
            if name in MARKERS | SILENT_CALLS or hasattr(builtins, name):
                silent = [*values]
        case _:
            pass
    for part in silent:
        yield from ast.walk(part) if part is not None else ()


def _plain_part(piece: ast.expr) -> ast.AST | None:
    """Return what of an f-string's piece is no text of its own; those inside a hole are."""
    return piece if isinstance(piece, ast.Constant) else getattr(piece, "format_spec", None)


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
