"""Which system libraries Qt lacks to open a window here, and the one command that installs them.

Qt ends the process when its plugin for the screen cannot be loaded, and names one library of many.
Asked before Qt is loaded, the loader itself tells what it does not find. Only Python's own library
is used, since this may run before anything is installed.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import re
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

MODULES = ("QtWidgets", "QtNetwork", "QtSvg")  # of PySide6: what the window imports
OWN_PLUGINS = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")  # then Qt looks elsewhere first
_PT_LOAD, _PT_DYNAMIC = 1, 2
_DT_NEEDED, _DT_STRTAB, _DT_RPATH, _DT_RUNPATH = 1, 5, 15, 29

# Debian's name of a library's package follows from its file's name, but for these.
DEBIAN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
}
ARCH = {
    "libEGL": "libglvnd",
    "libGL": "libglvnd",
    "libX11": "libx11",
    "libX11-xcb": "libx11",
    "libdbus-1": "dbus",
    "libfontconfig": "fontconfig",
    "libfreetype": "freetype2",
    "libglib-2.0": "glib2",
    "libgthread-2.0": "glib2",
    "libwayland-client": "wayland",
    "libwayland-cursor": "wayland",
    "libwayland-egl": "wayland",
    "libxcb": "libxcb",
    "libxcb-cursor": "xcb-util-cursor",
    "libxcb-icccm": "xcb-util-wm",
    "libxcb-image": "xcb-util-image",
    "libxcb-keysyms": "xcb-util-keysyms",
    "libxcb-randr": "libxcb",
    "libxcb-render": "libxcb",
    "libxcb-render-util": "xcb-util-renderutil",
    "libxcb-shape": "libxcb",
    "libxcb-shm": "libxcb",
    "libxcb-sync": "libxcb",
    "libxcb-util": "xcb-util",
    "libxcb-xfixes": "libxcb",
    "libxcb-xkb": "libxcb",
    "libxkbcommon": "libxkbcommon",
    "libxkbcommon-x11": "libxkbcommon-x11",
}


def has_display() -> bool:
    """Whether Qt can be expected to find a screen, asked before Qt aborts over it."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def platforms(environment: Mapping[str, str]) -> list[str]:
    """Return Qt's platforms that can find a screen here, in the order in which Qt tries them."""
    if chosen := environment.get("QT_QPA_PLATFORM"):
        return [name.partition(":")[0] for name in chosen.split(";") if name]
    order: list[str] = []
    wayland = environment.get("WAYLAND_DISPLAY")
    if wayland or environment.get("XDG_SESSION_TYPE") == "wayland":
        runtime = Path(environment.get("XDG_RUNTIME_DIR", "/"))
        if "WAYLAND_SOCKET" in environment or (runtime / (wayland or "wayland-0")).exists():
            order.append("wayland")
    return [*order, "xcb"] if environment.get("DISPLAY") else order


def missing_libraries(wanted: Sequence[str]) -> list[str]:
    """Return the libraries, by their files' names, without which Qt opens no window.

    Args:
        wanted: platforms, the first choice first; where one of them has all, none is missing.

    Returns:
        what the loader does not find; empty also where it cannot be told.
    """
    spec = find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(spec.submodule_search_locations[0])
    look = _Look()
    for module in MODULES:
        look.at(folder / f"{module}.abi3.so")
    first: dict[str, None] = {}
    for name in () if any(map(os.environ.get, OWN_PLUGINS)) else wanted:
        plugin = _Look(look.known)
        plugin.at(folder / "Qt" / "plugins" / "platforms" / f"libq{name}.so")
        if not plugin.missing:
            return list(look.missing)
        first = first or plugin.missing
    return list(look.missing | first)


def refusal(missing: Sequence[str]) -> tuple[str, str]:
    """Return what to say of missing libraries, and what to do about it."""
    command = install_command(missing, _os_release())
    names = ", ".join(missing)
    return (
        f"Qt cannot open a window, since this system lacks {names}.",
        f"Type this once: {command}" if command else "Install the packages that hold them.",
    )


def install_command(missing: Sequence[str], system: Mapping[str, str]) -> str:
    """Return the command of this distribution that installs libraries; empty: not known.

    Args:
        missing: the names of the libraries' files.
        system: the fields of /etc/os-release.
    """
    kinds = {system.get("ID", ""), *system.get("ID_LIKE", "").split()}
    root = not hasattr(os, "geteuid") or os.geteuid() == 0
    sudo = "" if root else "sudo "
    if kinds & {"debian", "ubuntu"}:
        return f"{sudo}apt install {_joined(map(debian_package, missing))}"
    if kinds & {"fedora", "rhel", "centos", "suse", "opensuse"}:
        tool = "zypper" if kinds & {"suse", "opensuse"} else "dnf"
        bits = "()(64bit)" if sys.maxsize > 2**32 else ""
        quoted = (
            f"'{name}{bits}'" for name in missing
        )  # both tools know packages by what is in them
        return f"{sudo}{tool} install {_joined(quoted)}"
    stems = [name.partition(".so")[0] for name in missing]
    if "arch" in kinds and all(stem in ARCH for stem in stems):
        return f"{sudo}pacman -S {_joined(ARCH[stem] for stem in stems)}"
    return ""


def debian_package(library: str) -> str:
    """Return the Debian package of a library: libX11.so.6 is in libx11-6."""
    if library in DEBIAN:
        return DEBIAN[library]
    stem, _, version = library.lower().replace("_", "-").partition(".so")
    version = version.strip(".")
    return f"{stem}-{version}" if stem[-1:].isdigit() and version else f"{stem}{version}"


def _joined(names: Iterator[str]) -> str:
    return " ".join(dict.fromkeys(names))


def _os_release() -> dict[str, str]:
    for place in ("/etc/os-release", "/usr/lib/os-release"):
        with suppress(OSError, ValueError):
            lines = Path(place).read_text(encoding="utf-8").splitlines()
            pairs = (line.partition("=") for line in lines)
            return {key: value.strip("\"'") for key, _, value in pairs}
    return {}


class _Look:
    """Follows what libraries ask for, as the loader does."""

    def __init__(self, known: set[str] | None = None) -> None:
        self.known: set[str] = known if known is not None else set()
        self.missing: dict[str, None] = {}  # in the order found

    def at(self, file: Path, inherited: tuple[Path, ...] = ()) -> None:
        """Look at one library: Qt's own are followed, the system's are loaded."""
        try:
            needed, own, passed_on = _dynamic(file)
        except (OSError, ValueError, struct.error):
            return
        for name in needed:
            if name in self.known:
                continue
            self.known.add(name)
            beside = next((f for f in (*own, *inherited) if (f / name).is_file()), None)
            if beside is not None:
                self.at(beside / name, (*passed_on, *inherited))
            elif lost := _refused(name):
                self.known.discard(name)  # the next platform lacks it too
                self.missing[lost] = None


def _refused(name: str) -> str:
    """Load a library of the system; return the one that is not found, or an empty text."""
    try:
        ctypes.CDLL(name)
    except OSError as error:
        found = re.match(r"(\S+): cannot open shared object file", str(error))
        return found[1] if found else name
    return ""


def _dynamic(file: Path) -> tuple[list[str], list[Path], tuple[Path, ...]]:
    """Read an ELF file: what it needs, where it looks for it, and where those look in turn.

    Raises:
        OSError, ValueError, struct.error: it is not there, or no such file.
    """
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data[:6] != b"\x7fELF\x02\x01":  # 64 bits, the low byte first: as PySide6 is built
            raise ValueError(file)
        start, size, count = (
            *struct.unpack_from("<Q", data, 32),
            *struct.unpack_from("<HH", data, 54),
        )
        heads = [struct.unpack_from("<IIQQQQ", data, start + size * row) for row in range(count)]
        dynamic = next(head for head in heads if head[0] == _PT_DYNAMIC)
        pairs = list(struct.iter_unpack("<QQ", data[dynamic[2] : dynamic[2] + dynamic[5]]))
        address = next(value for tag, value in pairs if tag == _DT_STRTAB)
        texts = next(
            address - head[3] + head[2]
            for head in heads
            if head[0] == _PT_LOAD and head[3] <= address < head[3] + head[5]
        )

        def text(offset: int) -> str:
            return data[texts + offset : data.find(b"\0", texts + offset)].decode()

        def folders(kind: int) -> list[Path]:
            places = ":".join(text(value) for tag, value in pairs if tag == kind)
            origin = str(file.parent)
            return [Path(place.replace("$ORIGIN", origin)) for place in places.split(":") if place]

        needed = [text(value) for tag, value in pairs if tag == _DT_NEEDED]
        rpath = folders(_DT_RPATH)  # unlike RUNPATH, it holds for what is needed in turn
        bundle = [Path(folder) for folder in [getattr(sys, "_MEIPASS", "")] if folder]  # if frozen
        return needed, [*folders(_DT_RUNPATH), *rpath, *bundle], tuple(rpath)
