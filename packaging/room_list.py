"""Print docs/rooms.md, the list of all modules, from their own docstrings; --write writes it."""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PAGE = REPOSITORY / "docs" / "rooms.md"
HEAD = """# Rooms

Every module with the first sentence of its docstring. `make rooms` writes this page, and a test
holds it to the modules; [ARCHITECTURE.md](../ARCHITECTURE.md) is the map.
"""


def first_line(module: Path) -> str:
    """Return the first line of a module's docstring, word for word."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]


def room_list(root: Path) -> str:
    """Return the page in Markdown: a heading for each package, a line for each of its modules."""
    lines = [HEAD, f"- `main.py` {first_line(root / 'main.py')}"]
    inner = sorted(path.parent for path in (root / "viewer").rglob("__init__.py"))
    for package in (root / "camscope", *inner):
        modules = sorted(package.glob("*.py"))
        opening = first_line(package / "__init__.py")
        lines += ["", f"## `{package.relative_to(root).as_posix()}/`", "", opening, ""]
        lines += [f"- `{m.name}` {first_line(m)}" for m in modules if m.name != "__init__.py"]
        if lines[-1] == "":
            lines.pop()
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write docs/rooms.md")
    rooms = room_list(REPOSITORY)
    if not parser.parse_args().write:
        print(rooms, end="")
        return 0
    PAGE.write_text(rooms, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
