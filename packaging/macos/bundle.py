"""Write the Info.plist and the icon of the macOS bundle, with every file type of the table.

It has not been run on macOS; the tests read it back and compare it with the table.
"""

from __future__ import annotations

import io
import plistlib
from pathlib import Path
from typing import Any

from PIL import Image

from viewer import __version__
from viewer.desktop.icons import draw_icon
from viewer.desktop.types import FILE_TYPES, FileType
from viewer.paths import APP_ID, APP_NAME


def write_bundle_files(folder: Path) -> Path:
    """Write Info.plist and camscope.icns; they go into CamScope.app/Contents."""
    folder.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(draw_icon(512))) as icon:
        icon.save(folder / "camscope.icns")
    with (folder / "Info.plist").open("wb") as file:
        plistlib.dump(information(), file)
    return folder / "Info.plist"


def information() -> dict[str, Any]:
    """Return the Info.plist as data."""
    folder = {
        "CFBundleTypeName": "Folder",
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "None",  # dropped on the icon, yes; opened by us when clicked, no
        "LSItemContentTypes": ["public.folder"],
    }
    return {
        "CFBundleName": APP_NAME,
        "CFBundleDisplayName": APP_NAME,
        "CFBundleIdentifier": APP_ID,
        "CFBundleExecutable": "camscope",
        "CFBundleIconFile": "camscope.icns",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh-Hans"],
        "LSMinimumSystemVersion": "12.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [*map(_document, FILE_TYPES), folder],
        "UTExportedTypeDeclarations": [_declaration(kind) for kind in FILE_TYPES if kind.own],
    }


def _document(kind: FileType) -> dict[str, Any]:
    return {
        "CFBundleTypeName": kind.title,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Owner" if kind.own else "Alternate",
        "LSItemContentTypes": [kind.uti],
        "CFBundleTypeExtensions": [suffix.removeprefix(".") for suffix in kind.suffixes],
    }


def _declaration(kind: FileType) -> dict[str, Any]:
    return {
        "UTTypeIdentifier": kind.uti,
        "UTTypeDescription": kind.title,
        "UTTypeConformsTo": ["public.data"],
        "UTTypeTagSpecification": {
            "public.filename-extension": [suffix.removeprefix(".") for suffix in kind.suffixes],
            "public.mime-type": [kind.mime],
        },
    }
