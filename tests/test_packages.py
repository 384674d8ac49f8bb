"""What the builders of other systems read agrees with the one table, and the .deb is thin."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from given_scripts import load_script
from PIL import Image

from viewer import __version__
from viewer.desktop.types import FILE_TYPES, SESSION

REPOSITORY = Path(__file__).resolve().parent.parent
SUFFIXES = {suffix for kind in FILE_TYPES for suffix in kind.suffixes}


def script(name: str):
    return load_script(f"packaging/{name}")


def test_inno_setup_offers_every_type_and_takes_only_our_own():
    lines = script("windows/inno.py").inno_script().splitlines()
    keys = [line for line in lines if line.startswith("Root: ")]
    assert all(line.startswith("Root: HKCU; ") for line in keys)  # this user's, never everybody's
    assert all("Flags: uninsdelete" in line for line in keys)
    offered = {found[1] for line in keys if (found := re.search(r"Classes\\(\.\w+)\\OpenW", line))}
    assert offered == SUFFIXES
    taken = {found[1] for line in keys if (found := re.search(r'Classes\\(\.\w+)";', line))}
    assert taken == set(SESSION.suffixes)
    for line in keys:
        assert line.count('"') % 2 == 0
        assert re.match(r'Root: HKCU; Subkey: "[^"]+"; ValueType: string; ValueName: "', line)


def test_the_windows_icon_holds_every_size(tmp_path):
    folder = script("windows/inno.py").write_script(tmp_path).parent
    with Image.open(folder / "camscope.ico") as icon:
        assert {(16, 16), (32, 32), (256, 256)} <= icon.info["sizes"]
    assert (folder / "camscope.iss").read_bytes().startswith(b"\xef\xbb\xbf")


def test_info_plist_declares_every_type(tmp_path):
    path = script("macos/bundle.py").write_bundle_files(tmp_path)
    told = plistlib.loads(path.read_bytes())
    documents = told["CFBundleDocumentTypes"]
    named = {f".{each}" for row in documents for each in row.get("CFBundleTypeExtensions", [])}
    assert named == SUFFIXES
    owned = [row for row in documents if row["LSHandlerRank"] == "Owner"]
    assert [row["LSItemContentTypes"] for row in owned] == [[SESSION.uti]]
    (folder,) = (row for row in documents if row["LSItemContentTypes"] == ["public.folder"])
    assert folder["LSHandlerRank"] == "None"
    (exported,) = told["UTExportedTypeDeclarations"]
    assert exported["UTTypeIdentifier"] == SESSION.uti
    assert (told["CFBundleShortVersionString"], told["CFBundleExecutable"]) == (
        __version__,
        "camscope",
    )


@pytest.fixture(scope="module")
def deb(tmp_path_factory) -> Path:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is not installed")
    folder = tmp_path_factory.mktemp("deb")
    wheel = folder / f"camscope-{__version__}-py3-none-any.whl"
    wheel.write_bytes(b"not a real one")
    return script("linux/deb.py").build_deb(wheel, folder)


def told_by(deb: Path, *arguments: str) -> str:
    command = ["dpkg-deb", *arguments, str(deb)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_deb_has_no_scripts_and_depends_on_what_qt_needs(deb, tmp_path):
    told_by(deb, "--info")
    subprocess.run(["dpkg-deb", "--control", str(deb), str(tmp_path / "c")], check=True)
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["control"]
    depends = told_by(deb, "--field").partition("Depends: ")[2].partition("\n")[0]
    for package in ("python3-venv", "libxcb-cursor0", "libegl1", "libwayland-egl1"):
        assert package in depends


def test_the_deb_puts_everything_in_its_place(deb):
    listed = told_by(deb, "--contents")
    for place in (
        "usr/bin/camscope",
        "usr/share/applications/io.github.camscope.CamScope.desktop",
        "usr/share/metainfo/io.github.camscope.camscope.metainfo.xml",
        "usr/share/icons/hicolor/512x512/apps/io.github.camscope.CamScope.png",
        "usr/share/doc/camscope/copyright",
    ):
        assert f"./{place}\n" in listed
    assert "-rwxr-xr-x root/root" in next(row for row in listed.splitlines() if "/bin/c" in row)


def start_launcher(library: Path, home: Path, answer: str | None) -> subprocess.CompletedProcess:
    launcher = str(REPOSITORY / "packaging" / "linux" / "launcher.py")
    code = (
        "import sys, runpy; sys.argv = ['camscope', '--version'];"
        f"sys.stdin.isatty = lambda: {answer is not None};"
        f"runpy.run_path({launcher!r}, run_name='__main__')"
    )
    surroundings = {
        "CAMSCOPE_LIBRARY": str(library),
        "XDG_DATA_HOME": str(home),
        "CAMSCOPE_PIP_ARGS": "--no-index --no-deps",
        "PATH": "/usr/bin:/bin",
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        input=answer,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the launcher of the Debian package")
def test_the_launcher_downloads_nothing_without_leave(tmp_path):
    (tmp_path / "camscope-9.9-py3-none-any.whl").write_bytes(b"")
    for answer in (None, "n\n", "\n"):
        done = start_launcher(tmp_path, tmp_path / "home", answer)
        assert done.returncode == 1
        assert not (tmp_path / "home").exists()
    assert "500 MB" in done.stdout
    done = start_launcher(tmp_path / "nowhere", tmp_path / "home", None)
    assert "incomplete" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the launcher of the Debian package")
def test_a_failed_download_is_told_and_tried_again(tmp_path):
    (tmp_path / "camscope-9.9-py3-none-any.whl").write_bytes(b"no wheel")
    done = start_launcher(tmp_path, tmp_path / "home", "y\n")
    assert done.returncode == 1
    assert "next start tries again" in done.stderr
    assert not list((tmp_path / "home").rglob("complete"))


ZENITY = """#!/bin/sh
echo "$@" >> "{told}"
case "$1" in
    --question) exit 0 ;;
    --progress) exec sleep 0.3 ;;
esac
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the launcher of the Debian package")
def test_the_launcher_asks_in_chinese_and_stops_at_once(tmp_path):
    (tmp_path / "camscope-9.9-py3-none-any.whl").write_bytes(b"no wheel")
    told, programs = tmp_path / "told", tmp_path / "bin"
    programs.mkdir()
    for name, text in (
        ("zenity", ZENITY.format(told=told)),
        ("python", "#!/bin/sh\nexec sleep 60\n"),  # an environment whose making says nothing
    ):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    launcher = REPOSITORY / "packaging" / "linux" / "launcher.py"
    code = (
        f"import sys, runpy; sys.argv = ['camscope']; sys.executable = '{programs}/python';"
        f"runpy.run_path({str(launcher)!r}, run_name='__main__')"
    )
    surroundings = {
        "CAMSCOPE_LIBRARY": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "a & <b>"),
        "PATH": f"{programs}:/usr/bin:/bin",
        "DISPLAY": ":none",
        "LANG": "zh_CN.UTF-8",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    question, progress, error = re.split(r"\n(?=--)", told.read_text())[:3]
    assert "现在下载吗" in question
    assert "--no-markup" in question  # a folder's name is no markup
    assert "--cancel-label=停止" in progress
    assert "重试" in error
