"""What the desktop is told is valid, complete, quoted as it must be, and can be taken back."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest
from PIL import Image

from viewer import cli
from viewer.core.errors import UserError
from viewer.core.pictures.picture_file import IMAGE_SUFFIXES
from viewer.desktop import defaults
from viewer.desktop.entries import (
    FOLDER_ID,
    application_entry,
    exec_line,
    folder_entry,
    metainfo,
    mime_package,
)
from viewer.desktop.install import install, uninstall
from viewer.desktop.types import FILE_TYPES, PICTURES, SESSION
from viewer.paths import APP_ID

COMMAND = ["/opt/My Programs/camscope"]


@pytest.fixture
def no_refreshing(monkeypatch):
    monkeypatch.setattr("viewer.desktop.install.shutil.which", lambda _tool: None)


def entry(text: str) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(text)
    return parser


def needs(tool: str) -> str:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed")
    return found


def test_every_picture_that_can_be_read_has_a_type():
    known = {suffix for kind in PICTURES for suffix in kind.suffixes}
    assert known == IMAGE_SUFFIXES
    assert len({kind.mime for kind in FILE_TYPES}) == len(FILE_TYPES)


def test_folders_are_offered_by_the_second_entry_alone_and_its_id_sorts_last():
    main, folder = entry(application_entry(COMMAND)), entry(folder_entry(COMMAND))
    assert "inode/directory" not in main["Desktop Entry"]["MimeType"]
    assert folder["Desktop Entry"]["MimeType"] == "inode/directory;"
    assert folder["Desktop Entry"]["NoDisplay"] == "true"
    names = ["io.elementary.files", "org.kde.dolphin", "thunar", "xfce4", APP_ID, FOLDER_ID]
    assert max(names) == FOLDER_ID


def test_a_command_with_odd_characters_is_quoted():
    assert exec_line(["/usr/bin/camscope", "--new-window"]) == "/usr/bin/camscope --new-window"
    assert exec_line(["/a b/c"]) == '"/a b/c"'
    assert exec_line(["/50%/猫"]) == "/50%%/猫"
    assert exec_line(['/a"b$c`d']) == r'"/a\\"b\\$c\\`d"'


def test_the_session_type_is_made_known():
    tree = ET.fromstring(mime_package())
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    assert tree.find(f"{space}mime-type").get("type") == SESSION.mime
    assert [glob.get("pattern") for glob in tree.iter(f"{space}glob")] == ["*.camscope"]


def test_install_writes_icons_of_every_size_and_uninstall_leaves_nothing(tmp_path, no_refreshing):
    stranger = tmp_path / "applications" / "other.desktop"
    stranger.parent.mkdir()
    stranger.write_text("[Desktop Entry]\n")
    written = install(tmp_path, COMMAND)
    for path in written:
        if path.suffix == ".png":
            width, height = (int(side) for side in path.parent.parent.name.split("x"))
            with Image.open(path) as icon:
                assert icon.size == (width, height)
                assert icon.getpixel((width // 2, height // 2))[3] == 255  # opaque in the middle
                assert icon.getpixel((0, 0))[3] == 0  # round corners
    assert sorted(uninstall(tmp_path)) == sorted(written)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [stranger]
    assert uninstall(tmp_path) == []


def test_the_validators_are_content(tmp_path):
    install(tmp_path, COMMAND)
    commands = [
        [needs("desktop-file-validate"), *tmp_path.glob("applications/*.desktop")],
        [needs("appstreamcli"), "validate", "--no-net", *tmp_path.glob("metainfo/*.xml")],
        [needs("update-mime-database"), tmp_path / "mime"],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "warning" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="menu entries are Linux's")
def test_the_command_writes_where_it_is_told(tmp_path, capsys, no_refreshing):
    assert cli.main(["desktop", "--install", "--share", str(tmp_path)]) == 0
    main = tmp_path / "applications" / f"{APP_ID}.desktop"
    assert str(main) in capsys.readouterr().out.splitlines()
    (tried, *_) = shlex.split(entry(main.read_text())["Desktop Entry"]["Exec"])
    assert Path(tried).is_file()
    assert cli.main(["desktop", "--uninstall", "--share", str(tmp_path)]) == 0
    assert not main.exists()


def test_the_command_wants_to_know_which(capsys):
    assert cli.main(["desktop"]) == 2
    assert "--install" in capsys.readouterr().err


def test_metainfo_names_this_release():
    release = ET.fromstring(metainfo("1.2.3", "2030-01-02")).find("releases/release")
    assert release.attrib == {"version": "1.2.3", "date": "2030-01-02"}


def test_defaults_are_asked_for_by_name_and_a_refusal_is_told(monkeypatch, own_folders):
    asked = []

    def run(command, **options):
        asked.append(command)
        return subprocess.CompletedProcess(command, len(asked) - 1, "", "no")

    monkeypatch.setattr(defaults, "install", lambda *_: None)
    monkeypatch.setattr(defaults.subprocess, "run", run)
    defaults.make_default()
    assert asked[0][:3] == ["xdg-mime", "default", f"{APP_ID}.desktop"]
    assert {"image/jpeg", SESSION.mime} <= set(asked[0])
    assert "inode/directory" not in asked[0]
    with pytest.raises(UserError, match="did not take"):
        defaults.make_default()
