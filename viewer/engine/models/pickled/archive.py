"""A zip archive: its parts, checked before any is read, and what it holds, told by their names."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO, Literal

from torch import Tensor

from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.raw import read_part

Holding = Literal["model", "TorchScript", "torch.export", "early torch.export"]
MAX_PARTS = 200_000
ZIP_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    struct.error,
    RuntimeError,
)
UNREAD = re.compile(r"[^/]+/(?:code|extra)/")  # the source text in TorchScript archives
EARLY_EXPORT = "serialized_state_dict.pt"  # of torch.export up to PyTorch 2.7
# Archives of other kinds by a part that only they have.
OTHERS: tuple[tuple[str, str], ...] = (
    (r"(?:.*/)?\.data/extern_modules", "a torch.package archive"),
    (r"model\.weights\.h5|variables\.h5", "a Keras model"),
    (r"(?:.*/)?saved_model\.pb", "a packed TensorFlow SavedModel"),
    (r".*\.mlmodel|.*\.mlpackage/.*", "a Core ML model"),
    (r"MAR-INF/.*", "a TorchServe archive"),
    (r"word/.*|xl/.*|ppt/.*|mimetype", "an office document"),
    (r".*\.dist-info/.*|META-INF/.*|AndroidManifest\.xml", "a program package"),
    (r"[^/]+\.npy", "an archive of NumPy arrays (.npz)"),
    (r"(?:.*/)?[^/]+\.(?:jpe?g|png|bmp|webp|tiff?)", "an archive of pictures"),
)
UNPACK = "Unpack the archive, and open the model's file inside it."
INNER = re.compile(r"(?:.*/)?[^/]+\.(?:pth|pt|ckpt|safetensors|bin|tar)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a zip file that may be read."""

    zip: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    size: int

    def read(self, name: str, *, limit: int | None = None) -> bytes:
        """Return a part's bytes.

        Raises:
            UserError: there is no such part, or it is damaged or too large.
        """
        part = self._part(name)
        if limit is not None and part.file_size > limit:
            raise refusals.too_large("its description has more than 64 MB")
        try:
            return self.zip.read(part)
        except ZIP_DAMAGE as error:
            raise refusals.damaged(f"{name[:80]}: {repr(error)[:200]}") from error

    def read_raw(self, name: str) -> Tensor:
        """Return a part's bytes in memory of torch's own, uint8.

        Raises:
            UserError: there is no such part, or it is damaged.
        """
        part = self._part(name)
        try:
            with self.zip.open(part) as stream:
                return read_part(stream, part.file_size)
        except ZIP_DAMAGE as error:
            raise refusals.damaged(f"{name[:80]}: {repr(error)[:200]}") from error

    def _part(self, name: str) -> zipfile.ZipInfo:
        part = self.parts.get(name)
        if part is None:
            raise refusals.damaged(f"The part “{name[:80]}” is missing.")
        return part


def open_archive(file: BinaryIO) -> Archive:
    """Return the parts of a zip file.

    Raises:
        UserError: it is damaged, or a part that would be read is compressed, encrypted, repeated
            or larger than the file.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except ZIP_DAMAGE as error:
        raise refusals.damaged(repr(error)[:300]) from error
    found = archive.infolist()
    if len(found) > MAX_PARTS:
        raise refusals.too_large("too many parts")
    parts = {part.filename: part for part in found if not UNREAD.match(part.filename)}
    _refuse_others(parts)
    if len({part.filename for part in found}) != len(found):
        raise refusals.unusual("Two parts have one name.")
    if any(p.compress_type != zipfile.ZIP_STORED or p.flag_bits & 1 for p in parts.values()):
        raise refusals.unusual("A part is compressed or encrypted.")
    if sum(part.file_size for part in parts.values()) > size:
        raise refusals.unusual("The parts are larger than the file.")
    return Archive(archive, parts, size)


def holding(archive: Archive) -> Holding:
    """Tell a model from a program by the names of its parts."""
    if EARLY_EXPORT in archive.parts:
        return "early torch.export"
    inner = {name.partition("/")[2] for name in archive.parts}
    if any(name.startswith("models/") for name in inner):
        return "torch.export"
    script = "constants.pkl" in inner or any(UNREAD.match(n) for n in archive.zip.namelist())
    return "TorchScript" if script else "model"


def root_of(archive: Archive) -> str:
    """Return the folder of the one ``data.pkl``.

    Raises:
        UserError: there is none, or several.
    """
    roots = [n[: -len("data.pkl")] for n in archive.parts if re.fullmatch(r"[^/]+/data\.pkl", n)]
    if len(roots) != 1:
        raise refusals.not_a_model("an archive without a model's description")
    return roots[0]


def _refuse_others(parts: dict[str, zipfile.ZipInfo]) -> None:
    """Name archives that torch.save has not written."""
    ours = any(
        name.endswith("/data.pkl") or name.partition("/")[2].startswith("models/") for name in parts
    )
    names = [*parts]
    if ours or EARLY_EXPORT in parts:
        names = [name for name in parts if name.endswith("extern_modules")]
    for pattern, what in OTHERS:
        if any(re.fullmatch(pattern, name) for name in names):
            raise refusals.not_a_model(what)
    inside = next((name for name in names if INNER.fullmatch(name)), None)
    if inside is not None:
        raise refusals.not_a_model(f"a zip archive with “{inside[-80:]}” in it", UNPACK)
    if names:
        raise refusals.not_a_model("an archive without a model's description")
