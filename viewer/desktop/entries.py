"""What a Linux desktop reads, as text: menu entries, the session's type, the software centre."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from viewer.desktop.types import FILE_TYPES, FOLDER_MIME, PICTURES, SESSION
from viewer.paths import APP_ID, APP_NAME

# Sorts after every other id: where nobody has chosen, the file manager goes on opening folders.
FOLDER_ID = f"zz-{APP_ID}.Folder"
HOME_PAGE = "https://github.com/camscope/camscope"
# What must stand in quotes in a command; a percent sign is doubled, as it begins a field code.
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")

SUMMARY = {
    "": "See why an image model decided as it did",
    "zh_CN": "看清图像模型为何这样判断",
}
GENERIC_NAME = {"": "Class activation map viewer", "zh_CN": "类激活图查看器"}
NEW_WINDOW = {"": "New Window", "zh_CN": "新窗口"}
OPEN_FOLDER = {"": "Open in CamScope", "zh_CN": "用 CamScope 打开"}
SESSION_TITLE = {"": "CamScope session", "zh_CN": "CamScope 会话"}
KEYWORDS = {
    "": "Grad-CAM;LayerCAM;heat map;explain;neural network;image;classification;",
    "zh_CN": "热图;可解释;神经网络;图片;图像;分类;",
}


def application_entry(command: Sequence[str]) -> str:
    """Return the main .desktop file: pictures and sessions, shown in the menu."""
    mimes = "".join(f"{kind.mime};" for kind in FILE_TYPES)
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.0",
            f"Name={APP_NAME}",
            *_spoken("GenericName", GENERIC_NAME),
            *_spoken("Comment", SUMMARY),
            *_spoken("Keywords", KEYWORDS),
            f"Exec={exec_line(command)} %F",
            f"Icon={APP_ID}",
            "Terminal=false",
            "StartupNotify=true",
            f"StartupWMClass={APP_NAME}",
            "Categories=Graphics;Viewer;",
            f"MimeType={mimes}",
            "Actions=new-window;",
            "",
            "[Desktop Action new-window]",
            *_spoken("Name", NEW_WINDOW),
            f"Exec={exec_line([*command, '--new-window'])}",
            "",
        )
    )


def folder_entry(command: Sequence[str]) -> str:
    """Return the second .desktop file, for a folder's context menu; it stands in no other menu."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.0",
            *_spoken("Name", OPEN_FOLDER),
            *_spoken("Comment", SUMMARY),
            f"Exec={exec_line(command)} %F",
            f"Icon={APP_ID}",
            "Terminal=false",
            "StartupNotify=true",
            "NoDisplay=true",
            "Categories=Graphics;Viewer;",
            f"MimeType={FOLDER_MIME};",
            "",
        )
    )


def mime_package() -> str:
    """Return the shared-mime XML that makes the session's type known."""
    globs = "\n".join(f'    <glob pattern="*{suffix}"/>' for suffix in SESSION.suffixes)
    titles = "\n".join(f"    {line}" for line in _elements("comment", SESSION_TITLE))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{escape(SESSION.mime)}">
{titles}
    <icon name="{escape(APP_ID)}"/>
{globs}
  </mime-type>
</mime-info>
"""


def metainfo(version: str, date: str) -> str:
    """Return the AppStream metainfo.

    Args:
        version: of this release.
        date: of this release, as 2026-01-31.
    """
    mimes = "\n".join(f"    <mediatype>{kind.mime}</mediatype>" for kind in (*PICTURES, SESSION))
    summaries = "\n".join(f"  {line}" for line in _elements("summary", SUMMARY))
    paragraphs = "\n".join(f"    {line}" for text in _TOLD for line in _elements("p", text))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{APP_ID.lower()}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>{APP_NAME}</name>
{summaries}
  <description>
{paragraphs}
  </description>
  <developer_name>The CamScope authors</developer_name>
  <launchable type="desktop-id">{APP_ID}.desktop</launchable>
  <url type="homepage">{HOME_PAGE}</url>
  <icon type="stock">{APP_ID}</icon>
  <categories>
    <category>Graphics</category>
    <category>Viewer</category>
  </categories>
  <provides>
    <binary>camscope</binary>
{mimes}
  </provides>
  <content_rating type="oars-1.1"/>
  <releases>
    <release version="{escape(version)}" date="{escape(date)}"/>
  </releases>
</component>
"""


_TOLD = (
    {
        "": "CamScope shows, for each picture of a folder, where an image model looks: class "
        "activation maps of several methods, side by side with the picture.",
        "zh_CN": "CamScope 为文件夹中的每张图片显示图像模型在看哪里："
        "多种方法的类激活图与原图并排。",
    },
    {
        "": "It opens models of torchvision and timm and your own files, without running anything "
        "a file says, and works offline.",
        "zh_CN": "它能打开 torchvision 和 timm 的模型以及你自己的模型文件，不执行文件中的任何代码，"
        "并可离线使用。",
    },
)


def exec_line(command: Sequence[str]) -> str:
    """Return a command as a desktop entry quotes it (Desktop Entry Specification, “Exec”)."""
    return " ".join(_quoted(part) for part in command)


def _quoted(part: str) -> str:
    part = part.replace("%", "%%")
    if not _RESERVED & set(part):
        return part
    for character in '\\"`$':
        part = part.replace(character, f"\\{character}")
    # The value is a string of the file, where a backslash is written twice.
    return '"' + part.replace("\\", "\\\\") + '"'


def _spoken(key: str, texts: dict[str, str]) -> list[str]:
    return [f"{key}[{lang}]={text}" if lang else f"{key}={text}" for lang, text in texts.items()]


def _elements(tag: str, texts: dict[str, str]) -> list[str]:
    return [
        f'<{tag} xml:lang="{lang}">{escape(text, quote=False)}</{tag}>'
        if lang
        else f"<{tag}>{escape(text, quote=False)}</{tag}>"
        for lang, text in texts.items()
    ]
