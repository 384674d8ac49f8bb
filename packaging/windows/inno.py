"""Write the Inno Setup script of the Windows installer: per user, with every type of the table.

It has not been run on Windows; the tests read it back and compare it with the table.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from viewer import __version__
from viewer.desktop.icons import draw_icon
from viewer.desktop.types import FILE_TYPES, FileType
from viewer.paths import APP_ID, APP_NAME

ICON_SIDES_PX = (16, 24, 32, 48, 64, 128, 256)
CLASSES = r"Software\Classes"
# Two braces begin a brace in Inno Setup.
GUID = "{{6E0B5B1C-6B0A-4F8B-9C55-CA3500000001}"


def write_script(folder: Path) -> Path:
    """Write camscope.iss and camscope.ico; the frozen program is expected in dist/CamScope."""
    folder.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(draw_icon(256))) as icon:
        icon.save(folder / "camscope.ico", sizes=[(side, side) for side in ICON_SIDES_PX])
    script = folder / "camscope.iss"
    script.write_text(inno_script(), encoding="utf-8-sig")  # the mark tells Inno Setup it is UTF-8
    return script


def inno_script() -> str:
    """Return the script."""
    return f"{_setup()}\n{_registry()}\n{_ENDING}"


def _setup() -> str:
    return f"""; Written by packaging/build.py windows from the table in viewer/desktop/types.py.
[Setup]
AppId={GUID}
AppName={APP_NAME}
AppVersion={__version__}
AppPublisher=The CamScope authors
DefaultDirName={{autopf}}\\{APP_NAME}
DefaultGroupName={APP_NAME}
PrivilegesRequired=lowest
ChangesAssociations=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2/max
SolidCompression=yes
OutputBaseFilename=CamScope-{__version__}-setup
SetupIconFile=camscope.ico
UninstallDisplayIcon={{app}}\\camscope.exe
WizardStyle=modern

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "..\\CamScope\\*"; DestDir: "{{app}}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{{group}}\\{APP_NAME}"; Filename: "{{app}}\\camscope.exe"; AppUserModelID: "{APP_ID}"
"""


def _registry() -> str:
    """Offer every type in “Open with”; only our own type is opened by us without being asked."""
    lines = ["[Registry]"]
    command = r'"""{app}\camscope.exe"" ""%1"""'
    program = rf"{CLASSES}\Applications\camscope.exe"
    lines += [
        _key(rf"{program}\shell\open\command", command),
        _key(rf"{CLASSES}\Directory\shell\{APP_NAME}", f'"Open in {APP_NAME}"'),
        _key(rf"{CLASSES}\Directory\shell\{APP_NAME}\command", command),
    ]
    for kind in FILE_TYPES:
        identity = f"{APP_NAME}{kind.suffixes[0]}"
        lines += [
            _key(rf"{CLASSES}\{identity}", f'"{kind.title}"'),
            _key(rf"{CLASSES}\{identity}\DefaultIcon", r'"{app}\camscope.exe,0"'),
            _key(rf"{CLASSES}\{identity}\shell\open\command", command),
        ]
        lines += [line for suffix in kind.suffixes for line in _offer(program, identity, suffix)]
        if kind.own:
            lines += _own(kind, identity)
    return "\n".join(lines) + "\n"


def _offer(program: str, identity: str, suffix: str) -> list[str]:
    ends = 'ValueData: ""; Flags: uninsdeletevalue'
    return [
        f'Root: HKCU; Subkey: "{path}"; ValueType: string; ValueName: "{name}"; {ends}'
        for path, name in (
            (rf"{CLASSES}\{suffix}\OpenWithProgids", identity),
            (rf"{program}\SupportedTypes", suffix),
        )
    ]


def _own(kind: FileType, identity: str) -> list[str]:
    return [_key(rf"{CLASSES}\{suffix}", f'"{identity}"') for suffix in kind.suffixes]


def _key(path: str, value: str) -> str:
    return (
        f'Root: HKCU; Subkey: "{path}"; ValueType: string; ValueName: ""; ValueData: {value}; '
        "Flags: uninsdeletekey"
    )


_ENDING = """[Run]
Filename: "{app}\\camscope.exe"; Description: "Open CamScope"; Flags: nowait postinstall
"""
