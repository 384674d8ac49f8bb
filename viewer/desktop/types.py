"""The one table of file types that CamScope opens, for Linux, Windows and macOS alike."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.judging.marking import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """One type: its name for Linux, for macOS, and its endings, the usual one first."""

    mime: str
    uti: str
    suffixes: tuple[str, ...]
    title: str
    own: bool = False  # ours alone: it is made known, and opened here by default


def _picture(mime: str, uti: str, *suffixes: str) -> FileType:
    title = f"{suffixes[0].removeprefix('.').upper()} picture"
    return FileType(mime=mime, uti=uti, suffixes=suffixes, title=title)


SESSION = FileType(
    mime="application/x-camscope-session",
    uti="io.github.camscope.session",
    suffixes=(".camscope",),
    title=QT_TRANSLATE_NOOP("FileType", "CamScope session"),
    own=True,
)
PICTURES: tuple[FileType, ...] = (
    _picture("image/jpeg", "public.jpeg", ".jpg", ".jpeg", ".jpe", ".jfif"),
    _picture("image/png", "public.png", ".png"),
    _picture("image/apng", "public.png", ".apng"),
    _picture("image/webp", "org.webmproject.webp", ".webp"),
    _picture("image/bmp", "com.microsoft.bmp", ".bmp", ".dib"),
    _picture("image/gif", "com.compuserve.gif", ".gif"),
    _picture("image/tiff", "public.tiff", ".tif", ".tiff"),
    _picture("image/x-portable-pixmap", "public.pbm", ".ppm"),
    _picture("image/x-portable-graymap", "public.pbm", ".pgm"),
    _picture("image/x-portable-bitmap", "public.pbm", ".pbm"),
    _picture("image/x-portable-anymap", "public.pbm", ".pnm"),
    _picture("image/avif", "public.avif", ".avif"),
    _picture("image/heif", "public.heif", ".heif", ".heic"),
    _picture("image/jp2", "public.jpeg-2000", ".jp2"),
    _picture("image/x-jp2-codestream", "public.jpeg-2000", ".j2k"),
)
FILE_TYPES: tuple[FileType, ...] = (*PICTURES, SESSION)
FOLDER_MIME = "inode/directory"
