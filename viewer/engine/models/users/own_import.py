"""Let the user's code, and nothing else, import what lies beside it and was allowed with it.

``sys.path`` never names the user's folder. The user's modules have an ``__import__`` of their own,
which looks among what was allowed first; they stand in ``sys.modules`` below one name of ours. So
CamScope, torch and whatever else is installed go on importing each other, also much later.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import CodeType, FrameType, ModuleType

from viewer.core.errors import UserError
from viewer.core.files.own_imports import OwnModule, OwnSources
from viewer.core.foreign_text import shown

ROOT = "camscope_own_code"
MAIN = "__camscope_main__"  # what the file itself is called, in its package


class OwnImports(MetaPathFinder):
    """Finds the modules that were allowed, below ``ROOT``, and no other file of the folder."""

    def __init__(self, sources: OwnSources, names: Mapping[str, object]) -> None:
        self._sources, self._folder = sources, sources.main.path.parent
        self._main = ".".join(filter(None, (ROOT, sources.package, MAIN)))
        top = OwnModule(self._folder, None, is_package=True)
        self._modules = {ROOT: top, self._main: sources.main}
        self._modules |= {f"{ROOT}.{name}": one for name, one in sources.modules.items()}
        self._import = builtins.__import__
        self.builtins = {**vars(builtins), **names, "__import__": self._import_for_user}

    def install(self) -> None:
        """Take the place of the code that was run before."""
        sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, OwnImports)]
        for name in [one for one in sys.modules if one.partition(".")[0] == ROOT]:
            del sys.modules[name]
        sys.meta_path.append(self)

    def run(self) -> ModuleType:
        """Run the user's file, and return it as a module."""
        self._import(ROOT)
        spec = self.find_spec(self._main)
        assert spec is not None  # noqa: S101 - it was given
        module = module_from_spec(spec)
        sys.modules[self._main] = module  # dataclasses and pickle look their own module up
        spec.loader.exec_module(module)  # type: ignore[union-attr] - it is ours
        return module

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Find an allowed module; tell the user of one in the folder that was not allowed."""
        del path, target
        module = self._modules.get(fullname)
        if module is not None:
            loader = _Loader(module, self.builtins)
            origin = str(module.path)
            return spec_from_loader(fullname, loader, origin=origin, is_package=module.is_package)
        name = fullname.removeprefix(f"{ROOT}.")
        folder = self._sources.root if self._sources.is_packages(name) else self._folder
        place = folder.joinpath(*name.split("."))
        if (name != fullname or _asked_by_user()) and _is_code(place):
            raise _NotAllowed(name)
        return None

    def _import_for_user(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - as Python calls them
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        """Do what an import statement in the user's code says."""
        sys.path[:] = [one for one in sys.path if not self._is_folder(one)]
        top = f"{ROOT}.{name.partition('.')[0]}"
        if level or top not in self._modules:
            return self._import(name, globals, locals, fromlist or (), level)
        module = self._import(f"{ROOT}.{name}", None, None, fromlist or ("__name__",), 0)
        return module if fromlist else sys.modules[top]

    def _is_folder(self, entry: str) -> bool:
        """Tell whether the code itself has made its folder importable for everybody."""
        folders = {os.path.realpath(each) for each in (self._folder, self._sources.root)}
        try:
            return os.path.realpath(entry) in folders
        except (OSError, ValueError, TypeError):
            return False


class _Loader(InspectLoader):
    """Runs the bytes that were hashed: neither the disk is asked again, nor a kept .pyc."""

    def __init__(self, module: OwnModule, names: Mapping[str, object]) -> None:
        self._module, self._builtins = module, names

    def is_package(self, fullname: str) -> bool:
        """Tell what the folder said when it was read."""
        del fullname
        return self._module.is_package

    def get_source(self, fullname: str) -> str:
        """Return the text that was allowed."""
        del fullname
        return (self._module.source or b"").decode("utf-8", "replace")

    def get_code(self, fullname: str) -> CodeType:
        """Compile what was allowed, with no ``from __future__`` of ours."""
        del fullname
        return compile(
            self._module.source or b"", str(self._module.path), "exec", dont_inherit=True
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run it, with the imports that are its own."""
        if self._module.is_package:
            module.__path__ = []  # nothing but what was allowed
        if self._module.source is not None:
            vars(module).update(__builtins__=self._builtins, __file__=str(self._module.path))
            exec(self.get_code(module.__name__), vars(module))  # noqa: S102 - the user's word


class _NotAllowed(UserError, ImportError):  # noqa: N818 - a refusal like the others
    """A file beside the user's code that was not in the question."""

    def __init__(self, name: str) -> None:
        headline = (
            f"Your code imports “{shown(name)}” by a name that only running it tells, so it was not"
            " listed when you were asked."
        )
        hint = "Write an import statement for it, and choose the code again."
        super().__init__(headline, hint=hint)


def _is_code(place: Path) -> bool:
    return place.with_name(f"{place.name}.py").is_file() or (place / "__init__.py").is_file()


def _asked_by_user() -> bool:
    """Tell whether it is the user's code whose import is being done."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - Python's own machinery does so
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if name.partition(".")[0] == ROOT:
            return True
        if name != __name__ and not name.startswith(("importlib", "_frozen_importlib")):
            return False
        frame = frame.f_back
    return False
