"""Start CamScope's own package, found by its place: others may lie on the path by its name."""

import importlib.util
import os
import sys
from importlib.machinery import PathFinder

NAME = "viewer"
_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib may be theirs
PLACE = os.path.join(os.path.dirname(_HERE), NAME)  # noqa: PTH118, PTH120
CHILDREN = (
    ["--engine"],
    ["--fetch"],
    ["--evaluate"],
    ["--worker"],
)  # processes that CamScope has started


def main() -> int:
    """Run CamScope; return its exit code."""
    if not getattr(sys, "frozen", False):  # a frozen build holds no other package
        if (told := _clash()) and sys.argv[1:2] not in CHILDREN and sys.stderr is not None:
            sys.stderr.write(f"camscope: {told}\n")
        if not _is_own(sys.modules.get(NAME)):
            return 2
    from viewer.cli import main as run  # noqa: PLC0415 - only now it is known which one that is

    return run()


def take_own() -> None:
    """Take our own package for the library, whatever else on the path has its name.

    Raises:
        ImportError: another module of the name is loaded already.
    """
    told = _clash()
    if not _is_own(sys.modules.get(NAME)):
        raise ImportError(told)


def _clash() -> str:
    """Take our own package; say where another one lies that Python would have taken."""
    loaded = sys.modules.get(NAME)
    if loaded is not None:
        if _is_own(loaded):
            return ""
        place = ascii(getattr(loaded, "__file__", None) or NAME)
        return f"Another module called “{NAME}” is loaded already: {place}. Rename it."
    other = PathFinder.find_spec(NAME)
    _load()
    if other is None or not other.origin or _is_same(other.origin):
        return ""
    return f"Another module called “{NAME}” is not used: {other.origin!a}."


def _load() -> None:
    """Import the package that lies beside this one."""
    start = os.path.join(PLACE, "__init__.py")  # noqa: PTH118
    spec = importlib.util.spec_from_file_location(NAME, start, submodule_search_locations=[PLACE])
    assert spec is not None  # noqa: S101 - it is a file of Python code
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = module
    spec.loader.exec_module(module)


def _is_own(module: object) -> bool:
    return _is_same(str(getattr(module, "__file__", None) or ""))


def _is_same(file: str) -> bool:
    return os.path.realpath(os.path.dirname(file)) == os.path.realpath(PLACE)  # noqa: PTH120


if __name__ == "__main__":
    # A script's folder stands first otherwise, as a checkout's or anybody's may.
    if not sys.flags.safe_path:
        del sys.path[0]
    sys.exit(main())
