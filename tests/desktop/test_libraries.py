"""Before Qt is loaded: what it would not find is named, with the command that brings it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from viewer.desktop import libraries
from viewer.desktop.libraries import (
    debian_package,
    install_command,
    missing_libraries,
    platforms,
    refusal,
)

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Qt brings all it needs elsewhere")


def plugin(name: str) -> Path:
    spec = find_spec("PySide6")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0])
    return folder / "Qt" / "plugins" / "platforms" / f"libq{name}.so"


@pytest.mark.skipif(shutil.which("ldd") is None, reason="no ldd")
@pytest.mark.parametrize("name", ["offscreen", "xcb", "wayland"])
def test_the_same_libraries_are_missed_as_by_the_systems_own_tool(name):
    told = subprocess.run(["ldd", plugin(name)], capture_output=True, text=True, check=False)
    lacking = set(re.findall(r"(\S+) => not found", told.stdout))
    assert set(missing_libraries([name])) == lacking


@pytest.mark.parametrize(
    ("environment", "order"),
    [
        ({"DISPLAY": ":0"}, ["xcb"]),
        ({"WAYLAND_DISPLAY": "socket", "DISPLAY": ":0"}, ["wayland", "xcb"]),
        ({"WAYLAND_DISPLAY": "socket"}, ["wayland"]),
        ({"WAYLAND_DISPLAY": "gone", "DISPLAY": ":0"}, ["xcb"]),
        ({"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}, ["wayland", "xcb"]),
        ({"XDG_SESSION_TYPE": "x11", "DISPLAY": ":0"}, ["xcb"]),
        ({"QT_QPA_PLATFORM": "wayland;xcb:nograb", "DISPLAY": ":0"}, ["wayland", "xcb"]),
        ({"QT_QPA_PLATFORM": "offscreen"}, ["offscreen"]),
        ({}, []),
    ],
)
def test_platforms_come_in_the_order_in_which_qt_tries_them(tmp_path, environment, order):
    for name in ("socket", "wayland-0"):
        (tmp_path / name).touch()
    assert platforms({"XDG_RUNTIME_DIR": str(tmp_path)} | environment) == order


@pytest.fixture
def without(monkeypatch):
    """Pretend that the loader does not find some libraries."""
    absent: set[str] = set()
    monkeypatch.setattr(libraries, "_refused", lambda name: name if name in absent else "")
    return absent


def test_what_one_platform_lacks_another_makes_good(without):
    without.add("libwayland-client.so.0")
    assert missing_libraries(["wayland"]) == ["libwayland-client.so.0"]
    assert missing_libraries(["wayland", "xcb"]) == []
    without.add("libxcb-cursor.so.0")
    assert missing_libraries(["xcb"]) == ["libxcb-cursor.so.0"]
    assert missing_libraries(["wayland", "xcb"]) == ["libwayland-client.so.0"]


def test_what_every_window_needs_is_missed_on_every_platform(without):
    without |= {"libEGL.so.1", "libxcb-cursor.so.0"}
    assert missing_libraries(["offscreen"]) == ["libEGL.so.1"]
    assert missing_libraries(["xcb"]) == ["libEGL.so.1", "libxcb-cursor.so.0"]


def test_what_cannot_be_told_is_left_to_qt(without, monkeypatch):
    without.add("libxcb-cursor.so.0")
    assert missing_libraries(["no such platform"]) == []
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "/somewhere/else")
    assert missing_libraries(["xcb"]) == []


def test_a_plugin_that_is_no_library_is_left_to_qt(tmp_path, monkeypatch):
    package = tmp_path / "PySide6"
    (package / "Qt/plugins/platforms").mkdir(parents=True)
    (package / "__init__.py").touch()
    for number, content in enumerate((b"", b"\x7fELF\x02\x01", b"\x7fELF\x02\x01" + bytes(58))):
        name = f"broken{number}"
        (package / f"Qt/plugins/platforms/libq{name}.so").write_bytes(content)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "PySide6", raising=False)
    assert missing_libraries(["broken0", "broken1", "broken2"]) == []


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libEGL.so.1", "libegl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    ],
)
def test_debians_packages_are_called_after_their_libraries(library, package):
    assert debian_package(library) == package


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ({"ID": "debian"}, "sudo apt install libxcb-cursor0 libglib2.0-0"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt install libxcb-cursor0 libgl"),
        ({"ID": "fedora"}, "sudo dnf install 'libxcb-cursor.so.0()(64bit)' 'libglib-2.0.so.0()"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "sudo zypper install 'libxcb-cur"),
        ({"ID": "arch"}, "sudo pacman -S xcb-util-cursor glib2"),
        ({"ID": "nixos"}, ""),
        ({}, ""),
    ],
)
def test_each_distribution_has_its_command(monkeypatch, system, command):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    missing = ["libxcb-cursor.so.0", "libglib-2.0.so.0", "libgthread-2.0.so.0"]
    assert install_command(missing, system).startswith(command)
    assert bool(install_command(missing, system)) == bool(command)


def test_an_unknown_distribution_is_told_the_libraries(monkeypatch):
    monkeypatch.setattr(libraries, "_os_release", dict)
    headline, hint = refusal(["libxcb-cursor.so.0", "libX11.so.6"])
    assert "libxcb-cursor.so.0, libX11.so.6" in headline
    assert hint == "Install the packages that hold them."


def may_hide() -> bool:
    unshare = shutil.which("unshare")
    return (
        unshare is not None and not subprocess.run([unshare, "-m", "true"], check=False).returncode
    )


def place_of(platform: str, library: str) -> str:
    """Return where the loader finds a library; empty: it is missing here anyway."""
    told = subprocess.run(["ldd", plugin(platform)], capture_output=True, text=True, check=True)
    place = re.search(rf"{re.escape(library)} => (/\S+)", told.stdout)
    return os.path.realpath(place[1]) if place else ""


@pytest.mark.skipif(not may_hide(), reason="no mount namespaces for this user")
@pytest.mark.parametrize(
    ("platform", "library"), [("offscreen", "libfontconfig.so.1"), ("xcb", "libxcb-cursor.so.0")]
)
def test_a_system_without_a_library_gets_one_sentence_and_no_core_dump(tmp_path, platform, library):
    hidden, empty = place_of(platform, library), tmp_path / "empty"
    empty.touch()
    start = f"{sys.executable} main.py --new-window {tmp_path}"
    start = f"mount --bind {empty} {hidden} && exec {start}" if hidden else f"exec {start}"
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", start],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": platform, "DISPLAY": ":99"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("camscope: Qt cannot open a window, since this system lacks lib")
    assert library in done.stderr
    assert done.stderr.count("\n") == 1
