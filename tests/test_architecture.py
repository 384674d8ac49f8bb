"""The house keeps its own rules: layers, sizes, docstrings, and a page that tells the truth."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

from given_scripts import load_script

REPOSITORY = Path(__file__).resolve().parent.parent
MODULES = sorted((REPOSITORY / "viewer").rglob("*.py"))
NAMES = [path.relative_to(REPOSITORY).as_posix() for path in MODULES]
LINES_OF_A_MODULE = 250
LINES_WITH_A_REASON = 300  # of one idea that does not part; a comment in it says why
REASON = re.compile(r"^# Long, because .{20,}", re.MULTILINE)
LINES_OF_A_FUNCTION = 40
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def named(found: Callable[[Path], object]) -> dict[str, object]:
    """Return what a rule finds in each module where it finds something: one test a rule."""
    each = zip(NAMES, map(found, MODULES), strict=True)
    return {name: offence for name, offence in each if offence}


def test_every_import_contract_holds():
    code = (
        "import sys; from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(no_cache=True))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=REPOSITORY
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def no_sentence(module: Path) -> str:
    first = (ast.get_docstring(tree_of(module)) or "").partition("\n")[0]
    return "" if first.endswith((".", "?", "!")) else f"opens with {first!r}"


def test_a_module_opens_with_one_sentence():
    assert named(no_sentence) == {}


def lines_too_many(module: Path) -> int:
    text = module.read_text(encoding="utf-8")
    limit = LINES_WITH_A_REASON if REASON.search(text) else LINES_OF_A_MODULE
    return max(0, len(text.splitlines()) - lines_of_tables(module) - limit)


def lines_of_tables(module: Path) -> int:
    """Count the lines of long constants: a table reads by rows, and may have many."""
    tables = [
        node.end_lineno - node.lineno
        for node in tree_of(module).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        if isinstance(node.value, ast.Tuple | ast.List | ast.Dict | ast.Set)
        if node.end_lineno is not None
    ]
    return sum(lines for lines in tables if lines >= 20)


def test_a_module_is_small():
    assert named(lines_too_many) == {}


def long_functions(module: Path) -> list[str]:
    return [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LINES_OF_A_FUNCTION
    ]


def test_functions_are_small():
    assert named(long_functions) == {}


def test_a_module_is_named_after_what_it_holds():
    assert named(lambda module: module.stem in FORBIDDEN_NAMES) == {}


PLAIN_TEXT = "viewer/ui/looks/plain_text.py"  # where texts of widgets become plain
GUESSING = {"QLabel", "QMessageBox", "QToolTip", "QErrorMessage", "QStaticText", "QWhatsThis"}
TOLD = {"setToolTip": "tip", "setWindowTitle": "title_text", "setWhatsThis": "tip"}


def _guesses(call: ast.Call) -> str:
    """Return what a call hands to Qt as a text of which Qt would guess whether it is HTML."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    made = call.func.id if isinstance(call.func, ast.Name) else ""
    holder = call.func.value if isinstance(call.func, ast.Attribute) else None
    if made in GUESSING or (isinstance(holder, ast.Name) and holder.id in GUESSING):
        return ast.unparse(call)
    if name == "setHtml" or (name == "setTextFormat" and "PlainText" not in ast.unparse(call)):
        return ast.unparse(call)
    if name in TOLD and not _is_plain(call.args[-1], TOLD[name]):
        return ast.unparse(call)
    role = "ToolTipRole" in "".join(map(ast.unparse, call.args[-1:]))
    if name in {"setItemData", "setData"} and role and not _is_plain(call.args[-2], "tip"):
        return ast.unparse(call)
    return ""


def _is_plain(text: ast.expr, maker: str) -> bool:
    """Tell whether a text is made plain, or a sentence of ours with nothing filled in."""
    if isinstance(text, ast.IfExp):
        return _is_plain(text.body, maker) and _is_plain(text.orelse, maker)
    if isinstance(text, ast.Constant):
        return True
    if not isinstance(text, ast.Call):
        return False
    called = text.func.attr if isinstance(text.func, ast.Attribute) else ast.unparse(text.func)
    return called == maker or (called == "tr" and isinstance(text.args[0], ast.Constant))


def test_no_two_classes_share_a_name():
    places = defaultdict[str, list[str]](list)
    for module, name in zip(MODULES, NAMES, strict=True):
        for node in tree_of(module).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(name)
    assert {name: held for name, held in places.items() if len(held) > 1} == {}


def guessed(module: Path) -> list[str]:
    calls = (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call))
    return list(filter(None, map(_guesses, calls)))


def test_no_text_is_left_for_qt_to_guess_what_it_is():
    assert named(guessed).keys() <= {PLAIN_TEXT}, named(guessed)


def test_most_modules_are_well_below_the_limit():
    sizes = sorted(
        len(m.read_text(encoding="utf-8").splitlines()) for m in MODULES if m.name != "__init__.py"
    )
    assert sizes[len(sizes) // 2] <= 150


def test_the_page_of_all_rooms_is_current():
    script = load_script("packaging/room_list.py")
    assert script.PAGE.read_text(encoding="utf-8") == script.room_list(REPOSITORY), (
        "run `make rooms`"
    )


def test_the_list_of_rooms_quotes_every_module():
    rooms = load_script("packaging/room_list.py").room_list(REPOSITORY)
    listed = set(found := re.findall(r"^- `(\w+\.py)` (.+)$", rooms, flags=re.MULTILINE))
    expected = [path for path in MODULES if path.name != "__init__.py"]
    assert len(found) == len(expected) + 3  # and main.py, and those of camscope
    for path in expected:
        docstring = ast.get_docstring(tree_of(path)) or ""
        assert (path.name, docstring.splitlines()[0]) in listed


# Files of our own, which no stranger has made: core/files/file_reading.py reads all others.
READERS = {
    "viewer/core/stores/method_files.py": "its own list of allowed files",
    "viewer/features/own_methods.py": "a resource",
    "viewer/reporting/method_text.py": "a resource",
    "viewer/core/files/process_mark.py": "the marks of our own processes",
    "viewer/core/stores/samples.py": "our own pictures",
    "viewer/desktop/libraries.py": "the system's libraries",
    "viewer/cli.py": "the null device",
    "viewer/core/files/file_reading.py": "the reader itself",
    "viewer/core/files/whole_file.py": "a draft of ours, to lock it",
    "viewer/core/stores/allowed_code.py": "what the user has allowed",
    "viewer/core/models/packages.py": "what an installer has noted",
    "viewer/core/stores/setup_memory.py": "the setups the user has made",
    "viewer/core/stores/trunk_store.py": "what we have compiled, and its hash",
    "viewer/core/models/class_groups.py": "our groups of classes",
    "viewer/desktop/install.py": "our own icon",
    "viewer/engine/explain/cache.py": "how much memory is free",
    "viewer/engine/models/zoo/catalogue.py": "our own tables",
    "viewer/engine/models/zoo/imagenet.py": "our own tables",
    "viewer/engine/models/pickled/classes.py": "our own tables",
    "viewer/engine/models/recognising/signatures.py": "our own tables",
    "viewer/engine/models/zoo/transfer.py": "a download of ours, and its hash",
    "viewer/figure/prose.py": "our own bibliography",
    "viewer/report.py": "our own log",
    "viewer/session/settings_file.py": "the user's settings",
    "viewer/ui/dialogs/about.py": "our own pages",
    "viewer/ui/dialogs/news.py": "our own list of changes",
    "viewer/ui/dialogs/log.py": "our own log",
    "viewer/ui/dialogs/method_page.py": "our own pages",
    "viewer/ui/looks/language.py": "our own sentences",
    "viewer/ui/looks/theme.py": "our own icons and styles",
}
READING = {"read_bytes", "read_text"}


def reads_a_file(node: ast.AST) -> bool:
    """Tell whether a call opens a file to read it: builtin open, or a path's own methods."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id == "open"
    if not isinstance(node.func, ast.Attribute):
        return False
    modes = [one.value for one in node.args[:1] if isinstance(one, ast.Constant)]
    opens = node.func.attr == "open" and any(str(mode)[:1] == "r" for mode in modes)
    return node.func.attr in READING or opens


def test_files_of_others_are_read_by_one_reader():
    found = {
        path.relative_to(REPOSITORY).as_posix()
        for path in MODULES
        if any(map(reads_a_file, ast.walk(tree_of(path))))
    }
    assert found <= READERS.keys()


# Who may write to the disk besides core/files/whole_file.py, and why.
WRITERS = {
    "viewer/cli.py": "opens the null device in place of streams that are not there",
    "viewer/engine/serve/child.py": "opens its end of a pipe",
    "viewer/work/engine_inside.py": "opens the ends of two pipes",
    "viewer/core/files/process_mark.py": "locks an empty file for as long as the process lives",
    "viewer/engine/models/zoo/transfer.py": "a download in NAME.part, continued later",
    "viewer/engine/models/zoo/downloads.py": "moves a download where links are not allowed",
}
WRITING = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "QSaveFile", "QFile"} | {
    *("copyfile", "copy2", "copytree", "tofile", "hardlink_to", "fdopen")
}
MOVING = {"replace", "rename", "move", "copy"}  # of os and shutil; of paths with one argument


def writes(tree: ast.Module) -> list[str]:
    """Return the calls of a module that write, replace or move a file."""
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
        texts = [each.value for each in given if isinstance(each, ast.Constant)]
        modes = [
            each for each in texts if isinstance(each, str) and re.fullmatch("[rwaxbt+]+", each)
        ]
        system = getattr(getattr(call.func, "value", None), "id", "") in {"os", "shutil"}
        method = isinstance(call.func, ast.Attribute)
        if (
            name in WRITING
            or (name == "open" and any(set(mode) & set("wax+") for mode in modes))
            or (name in MOVING and system)
            or (name in {"replace", "rename"} and method and len(call.args) == 1)
        ):
            found.append(f"line {call.lineno}: {ast.unparse(call)}")
    return found


def test_files_are_written_by_the_one_writer():
    found = named(lambda module: writes(tree_of(module)))
    allowed = {"viewer/core/files/whole_file.py", *WRITERS}
    assert {name: calls for name, calls in found.items() if name not in allowed} == {}
    assert allowed - found.keys() == set(), "these write nothing any more"


def test_every_way_to_write_is_seen():
    code = (
        "p.write_text('x'); open(p, 'w'); p.open(mode='ab'); p.replace(q); os.replace(p, q)\n"
        "shutil.move(p, q); q.rename(p); open(p, mode='x+b'); tempfile.mkstemp()\n"
        "open(p); 'a'.replace('b', 'c'); replace(style, dpi=3); p.open('rb'); open(p, 'r')\n"
    )
    assert len(writes(ast.parse(code))) == 9
