"""Classes of installed packages that the user has allowed: layers, and records of plain data.

No constructor, no ``__setstate__`` and no function of a package is called for a file; a layer's own
``forward`` runs later. A module is imported only if its text defines the class that is named.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from types import SimpleNamespace

from torch import nn

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.models.packages import OURS, Package, defines, installed_package
from viewer.core.stores.allowed_packages import allowed_packages
from viewer.engine.models.pickled.classes import is_never
from viewer.engine.serve.light_import import ZOOS, import_lightly

HINT = "Check that the package works by itself: import it in Python."
_UNCALLED = ("__del__", "__call__", "__setstate__", "__getattr__", "__set_name__")
_MISSING = object()


class PackageClasses:
    """The classes that files may name besides the table's, of packages in the allowed version."""

    def __init__(self, packages: tuple[Package, ...]) -> None:
        self._names = frozenset(one.name for one in packages)
        self._found: dict[str, object] = {}

    @classmethod
    def allowed(cls) -> PackageClasses:
        """Return those that the user has allowed, as they are installed now."""
        return cls(tuple(one for one in allowed_packages() if installed_package(one.name) == one))

    def knows(self, full: str) -> bool:
        """Tell whether a dotted name may be a class of these packages; nothing is imported."""
        return full.partition(".")[0] in self._names and defines(full)

    def layer(self, full: str) -> type[nn.Module] | None:
        """Return a class of layers, or None."""
        found = self._class(full)
        if found is None or not issubclass(found, nn.Module) or _has_own_end(found):
            return None
        return None if any(is_never(base) for base in found.__mro__) else found

    def record(self, full: str) -> type | None:
        """Return a class of plain data: named tuples, enums, dataclasses, namespaces; or None."""
        found = self._class(full)
        if found is None or issubclass(found, nn.Module):
            return None
        if issubclass(found, enum.Enum):
            return found
        plain = (
            (issubclass(found, tuple) and hasattr(found, "_fields"))
            or dataclasses.is_dataclass(found)
            or issubclass(found, SimpleNamespace)
        )
        return found if plain and not any(map(_defines_own(found), _UNCALLED)) else None

    def _class(self, full: str) -> type | None:
        if full not in self._found:
            self._found[full] = self._import(full) if self.knows(full) else None
        found = self._found[full]
        return found if isinstance(found, type) else None

    def _import(self, full: str) -> object:
        """Import the module of a class, which runs the package's code and none of the file's.

        Raises:
            UserError: it cannot be imported.
        """
        module, _, own = full.rpartition(".")
        for zoo in ZOOS:  # most packages use them; by themselves they would wait for the compiler
            import_lightly(zoo)
        try:
            with redirect_stdout(sys.stderr):  # what a command prints is its answer alone
                found = vars(import_lightly(module)).get(own)
        except (Exception, SystemExit) as error:
            name = full.partition(".")[0]
            raise UserError(
                f"The package “{shown(name)}” cannot be imported: {shown(str(error))}",
                hint=HINT,
                detail=repr(error)[:1000],
            ) from error
        named = isinstance(found, type) and (found.__module__, found.__qualname__) == (module, own)
        return found if named else None


def shadows(kind: type, key: str) -> bool:
    """Tell whether an attribute would stand before something of its class that is no plain data."""
    own = inspect.getattr_static(kind, key, _MISSING)
    return own is not _MISSING and (callable(own) or hasattr(type(own), "__get__"))


def is_of_package(kind: type) -> bool:
    """Tell whether a class is of a package that is read only on the user's word."""
    return kind.__module__.partition(".")[0] not in OURS


def _has_own_end(kind: type) -> bool:
    """Tell whether objects of a class do something when they go, with what a file told them."""
    return any("__del__" in vars(base) for base in kind.__mro__)


def _defines_own(kind: type) -> Callable[[str], bool]:
    return lambda name: any(name in vars(base) for base in kind.__mro__)
