"""Write a report in the format that its name ends in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown, shown_path
from viewer.reporting.choices import SUFFIXES
from viewer.reporting.document import Document


def check_name(out: Path) -> None:
    """Refuse a name before anything is computed.

    Raises:
        UserError: reports are not written so.
    """
    if out.suffix.lower() not in SUFFIXES or not out.stem:
        raise UserError(
            f"Reports are not written as “{shown(out.suffix or out.name)}”.",
            hint=f"End the name in {', '.join(SUFFIXES)}.",
        )


def files_of(document: Document, out: Path, like: Path | None = None) -> dict[str, bytes]:
    """Return the files of a report by their names, the report first.

    Args:
        document: the report.
        out: its name, whose ending is the format.
        like: a Word document or a presentation whose styles are taken.

    Raises:
        UserError: reports are not written so, or a package is missing.
    """
    check_name(out)
    from viewer.reporting.writers import latex, markdown, slides, web, word

    suffix = out.suffix.lower()
    if suffix == ".docx":
        return word.write(document, out.stem, like)
    if suffix == ".pptx":
        return slides.write(document, out.stem, like)
    if like is not None:
        raise UserError(
            f"“{shown_path(like.name)}” says nothing of {suffix} files.",
            hint="Templates are for .docx and .pptx.",
        )
    plain = {".html": web.write, ".md": markdown.write, ".tex": latex.write}
    return plain[suffix](document, out.stem)


def write_report(
    document: Document, out: Path, like: Path | None = None, *, replace: bool = True
) -> list[Path]:
    """Write a report, its figures beside it where the format keeps them there, and itself last.

    Returns:
        what was written, the report first.

    Raises:
        UserError: it cannot be written.
    """
    return write_files(files_of(document, out, like), out.absolute().parent, replace=replace)


def write_files(files: Mapping[str, bytes], folder: Path, *, replace: bool = True) -> list[Path]:
    """Write the files of a report into a folder, itself last; return where they are.

    Raises:
        UserError: one cannot be written.
    """
    for name in reversed(list(files)):
        write_whole(folder / name, files[name], replace=replace, make_folder=True)
    return [folder / name for name in files]
