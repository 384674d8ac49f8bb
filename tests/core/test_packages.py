"""Installed packages: told without importing them, and allowed by name and version."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from given_installed import NAME, installed_package, set_version

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.models import packages
from viewer.core.models.packages import Package, defines, packages_of
from viewer.core.stores.allowed_packages import (
    allow_by_name,
    allow_package,
    allowed_packages,
    is_allowed,
    withdraw_package,
)


@pytest.fixture
def site(tmp_path):
    with installed_package(tmp_path / "site"):
        yield tmp_path / "site"
        assert NAME not in sys.modules


def test_what_is_installed_is_told_without_importing_it(site: Path) -> None:
    assert packages.installed_package(NAME) == Package(NAME, "1.2")
    assert packages_of([f"{NAME}.nets.Net", f"{NAME}.nets.Block"]) == (Package(NAME, "1.2"),)
    assert packages_of([f"{NAME}.nets.Net", "__main__.Net"]) == ()
    assert packages_of([]) == ()


@pytest.mark.parametrize(
    "name", ["os", "torch", "timm", "viewer", "no_such", "__main__", "", "a.b"]
)
def test_what_is_not_installed_or_has_its_own_rules_is_no_package(name: str) -> None:
    assert packages.installed_package(name) is None


def test_a_package_under_another_name_than_its_installation_is_found() -> None:
    assert packages.installed_package("cv2") is not None
    assert packages.installed_package("PIL") is not None


def test_a_folder_of_the_same_name_is_not_what_was_installed(site: Path, tmp_path: Path) -> None:
    fake = tmp_path / "pictures" / NAME
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text("")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(fake.parent))
        assert packages.installed_package(NAME) is None
    assert packages.installed_package(NAME) is not None


def test_one_that_its_developer_has_installed_in_place_is_found(site: Path, tmp_path: Path) -> None:
    own = tmp_path / "src"
    (site / NAME).rename(tmp_path / NAME)
    own.mkdir()
    (tmp_path / NAME).rename(own / NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(own))
        assert packages.installed_package(NAME) is None
        told = {"url": own.as_uri(), "dir_info": {"editable": True}}
        (site / f"{NAME}-1.2.dist-info" / "direct_url.json").write_text(json.dumps(told))
        assert packages.installed_package(NAME) == Package(NAME, "1.2")


@pytest.mark.parametrize(
    ("full", "known"),
    [
        (f"{NAME}.nets.Net", True),
        (f"{NAME}.nets.Sizes", True),
        (f"{NAME}.nets.touch", False),
        (f"{NAME}.nets.pathlib", False),
        (f"{NAME}.nets.No", False),
        (f"{NAME}.script.Main", False),
        (f"{NAME}.__main__.Main", False),
        (f"{NAME}.no.Net", False),
        (f"{NAME}..nets.Net", False),
        (f"{NAME}.nets.Net\n", False),
        (NAME, False),
    ],
)
def test_only_classes_in_the_text_of_a_module_count(site: Path, full: str, known: bool) -> None:
    assert defines(full) is known


def test_a_package_is_allowed_in_one_version_until_that_is_taken_back(site: Path) -> None:
    assert allowed_packages() == ()
    assert allow_by_name(NAME) == Package(NAME, "1.2")
    allow_package(Package("another", "3"))
    assert is_allowed(Package(NAME, "1.2"))
    set_version(site, "1.3")
    assert packages.installed_package(NAME) == Package(NAME, "1.3")
    assert not is_allowed(Package(NAME, "1.3"))
    withdraw_package(NAME)
    assert allowed_packages() == (Package("another", "3"),)


def test_a_name_that_is_no_package_is_not_allowed() -> None:
    with pytest.raises(UserError, match="no package “os”"):
        allow_by_name("os")
    assert allowed_packages() == ()


def test_a_damaged_memory_allows_nothing() -> None:
    file = paths.user_data() / "models" / "packages.json"
    file.parent.mkdir(parents=True)
    for text in ("{", "[1]", '{"a": 1}', '"x"'):
        file.write_text(text)
        assert allowed_packages() == ()
