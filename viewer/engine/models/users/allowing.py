"""Ask for the user's word where a file needs classes of packages that are installed here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from viewer.core.errors import OwnClasses
from viewer.core.models.packages import packages_of
from viewer.core.stores.allowed_packages import is_allowed
from viewer.engine.models.pickled.package_classes import PackageClasses


def allowing(classes: Iterable[str]) -> OwnClasses | None:
    """Return the question whether packages may bring classes; None: they would not do.

    Args:
        classes: dotted names of those that are unknown here.
    """
    found = packages_of(classes)
    asked = tuple(one for one in found if not is_allowed(one))
    if not asked:
        return None
    listed = ", ".join(f"“{one.name}” {one.version}" for one in asked)
    names = ",".join(one.name for one in asked)
    error = OwnClasses(
        f"This model needs classes of packages that are installed here: {listed}.",
        hint=f"Allow them with --allow {names}, if you trust these packages.",
    )
    error.packages = tuple((one.name, one.version) for one in asked)
    return error


def allowed_class(name: str) -> Any:
    """Return an allowed package's class by its dotted name; None: there is none of that name.

    Raises:
        OwnClasses: the package is installed, and the user has not allowed it.
    """
    question = allowing([name])
    if question is not None:
        raise question
    return PackageClasses.allowed().layer(name)
