"""The wheel holds what the program needs, and asks for what it can live with."""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from given_scripts import load_script
from packaging.requirements import Requirement

from viewer import __version__

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = (
    "viewer",
    "resources",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "camscope",
    "main.py",
)
LOOK = """
import json, viewer
from viewer.paths import resources
folder = resources()
print(json.dumps({
    "package": viewer.__file__,
    "resources": str(folder),
    "files": [path.relative_to(folder).as_posix() for path in folder.rglob("*")],
}))
"""


def run(*command, **options) -> str:
    """Run a command; its output is in the failure when it fails."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a clean copy of the sources."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in SOURCES:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, checkout)
    run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", cwd=checkout
    )
    (built,) = (checkout / "dist").iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A folder into which the wheel is installed, without its dependencies."""
    target = tmp_path_factory.mktemp("target")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, "--root-user-action=ignore", "--target", target, wheel, cwd=target)
    return target


@pytest.fixture(scope="module")
def distribution(installed) -> importlib.metadata.Distribution:
    (found,) = importlib.metadata.distributions(name="camscope", path=[str(installed)])
    return found


@pytest.fixture(scope="module")
def requirements(distribution) -> list[Requirement]:
    return [Requirement(text) for text in distribution.requires or ()]


def test_the_installed_wheel_finds_its_own_resources(installed, tmp_path):
    surroundings = {**os.environ, "PYTHONPATH": str(installed)}
    found = json.loads(run(sys.executable, "-c", LOOK, cwd=tmp_path, env=surroundings))
    assert Path(found["package"]).is_relative_to(installed)
    assert Path(found["resources"]).is_relative_to(installed)
    assert "labels/groups.toml" in found["files"]
    assert "LICENSES.md" in found["files"]
    assert [name for name in found["files"] if re.fullmatch(r"icons/[\w-]+\.svg", name)]


def test_every_resource_is_in_the_wheel(installed):
    def files_below(folder):
        return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}

    assert files_below(installed / "viewer" / "resources") == files_below(REPOSITORY / "resources")


def test_the_wheel_holds_the_program_and_nothing_else(installed):
    top = {path.name for path in installed.iterdir()} - {"bin", "Scripts", "__pycache__"}
    assert top == {"viewer", "camscope", f"camscope-{__version__}.dist-info"}


def test_the_metadata_says_what_the_project_is(distribution):
    metadata = distribution.metadata
    assert metadata["Name"] == "camscope"
    assert distribution.version == __version__ == "0.1.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    (licence,) = (file for file in distribution.files or () if file.name == "LICENSE")
    assert "MIT License" in licence.read_text()


def test_both_commands_are_installed(distribution):
    commands = {(point.group, point.name): point.value for point in distribution.entry_points}
    assert commands == {
        ("console_scripts", "camscope"): "camscope:main",
        ("gui_scripts", "camscope-gui"): "camscope:main",
    }


@pytest.mark.parametrize(
    ("python", "version", "accepted"),
    [
        ("3.11", "6.12.0", False),
        ("3.12", "6.12.0", True),
        ("3.11", "6.11.0", False),
        ("3.12", "6.11.1", False),
        ("3.11", "6.11.3", True),
        ("3.13", "6.10.0", True),
        ("3.12", "6.9.3", False),
    ],
)
def test_versions_of_pyside_known_to_fail_are_excluded(requirements, python, version, accepted):
    (applying,) = (
        requirement
        for requirement in requirements
        if requirement.name.lower() == "pyside6-essentials"
        and requirement.marker is not None
        and requirement.marker.evaluate({"python_version": python, "extra": ""})
    )
    assert applying.specifier.contains(version) == accepted


def test_qt_comes_from_pyside_alone(requirements):
    asked = {requirement.name.lower() for requirement in requirements}
    present = {(d.metadata["Name"] or "").lower() for d in importlib.metadata.distributions()}
    # Both bring Qt plugins of their own, which keep PySide6 from opening a window on X11.
    for other in ("opencv-python", "opencv-contrib-python"):
        assert other not in asked
        assert other not in present
    assert "opencv-python-headless" in asked


def test_the_folder_of_scripts_hides_no_package():
    assert not (REPOSITORY / "packaging" / "__init__.py").exists()


def load_check():
    return load_script("packaging/linux/check_libraries.py")


def test_the_list_of_system_libraries_names_each_once():
    check = load_check()
    sections = check.read_sections(check.LIST.read_text(encoding="utf-8"))
    assert list(sections) == ["offscreen", "x11", "wayland", "fonts"]
    packages = [package for section in sections.values() for package in section]
    assert len(packages) == len(set(packages))
    assert {"libegl1", "libxcb-cursor0", "libwayland-egl1"} <= set(packages)


def test_a_renamed_package_counts_and_a_removed_one_does_not():
    answer = (
        "libglib2.0-0t64\tinstalled\tlibglib2.0-0 (= 2.80.0-6), libglib2.0-0t64-x (= 1)\n"
        "libegl1\tnot-installed\t\n"
        "libgl1\tconfig-files\t\n"
        "libfontconfig1\tinstalled\t\n"
    )
    found = load_check().installed_packages(answer)
    assert {"libglib2.0-0", "libglib2.0-0t64", "libfontconfig1"} <= found
    assert not {"libegl1", "libgl1"} & found


@pytest.fixture
def bare_system(monkeypatch):
    """The check, on a system where only libgl1 is installed; commands are noted, not run."""
    check = load_check()
    ran: list[list[str]] = []
    monkeypatch.setattr(check, "ask_dpkg", lambda: {"libgl1"})
    monkeypatch.setattr(check.shutil, "which", lambda name: f"/usr/bin/{name}")

    def note(command, **options):
        ran.append(command)
        return subprocess.CompletedProcess(command, check.answer)

    check.answer = 0
    monkeypatch.setattr(check.subprocess, "run", note)
    return check, ran


def test_root_installs_what_is_missing(bare_system, monkeypatch):
    check, ran = bare_system
    monkeypatch.setattr(check.os, "geteuid", lambda: 0, raising=False)
    check.check_packages(["libgl1", "libegl1"])
    assert [command[1] for command in ran] == ["update", "install"]
    assert ran[1][-1] == "libegl1"
    assert "libgl1" not in ran[1]


def test_anyone_else_is_told_one_command(bare_system, monkeypatch, capsys):
    check, ran = bare_system
    monkeypatch.setattr(check.os, "geteuid", lambda: 1000, raising=False)
    check.check_packages(["libgl1", "libegl1", "libdbus-1-3"])
    assert ran == []
    assert "    sudo apt-get install libegl1 libdbus-1-3\n" in capsys.readouterr().out


def test_a_failed_installation_is_told_too(bare_system, monkeypatch, capsys):
    check, _ = bare_system
    check.answer = 100
    monkeypatch.setattr(check.os, "geteuid", lambda: 0, raising=False)
    check.check_packages(["libegl1"])
    assert "    apt-get install libegl1\n" in capsys.readouterr().out


def test_nothing_is_said_when_nothing_is_missing(bare_system, capsys):
    check, ran = bare_system
    check.check_packages(["libgl1"])
    assert ran == []
    assert capsys.readouterr().out == ""
