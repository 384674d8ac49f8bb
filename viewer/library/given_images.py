"""Pictures as a program has them: a path, a Pillow image, an array, or the model's own input."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown
from viewer.core.maps.geometry import INPUT_MODES, Geometry, InputMode, InputRule
from viewer.core.pictures.images import Picture
from viewer.engine.look.preprocess import to_input

AnyImage = str | Path | Image.Image | NDArray[Any] | Tensor
HINT = "Give a path, a Pillow image, an array (h, w, 3) of uint8 or 0..1, or an input (3, h, w)."


@dataclass(slots=True)
class GivenImages:
    """Puts pictures where an engine finds them; what came from memory lies in a folder of its own.

    Args:
        inputs: of each picture that stands for a tensor: the tensor (1, channels, h, w), by the
            hash of its file.
    """

    inputs: dict[str, Tensor] = field(default_factory=dict[str, Tensor])
    _folder: TemporaryDirectory[str] | None = None

    def place(self, image: AnyImage, rule: InputRule, mode: InputMode) -> tuple[Path, InputMode]:
        """Return where a picture lies, and what the model is to see of it.

        Args:
            image: a tensor (channels, h, w) or (1, channels, h, w) is the model's input as it is,
                normalised already; all else is prepared as the model wants it.
            rule: how the model's input is prepared, which tells how a tensor looks as a picture.
            mode: what the user wishes.

        Raises:
            UserError: it is no picture.
        """
        if isinstance(image, Tensor):
            x = _checked(image, rule)
            data = _png(_looks(x, rule))
            self.inputs = {hashlib.sha256(data).hexdigest(): x}
            return self._write("tensor", data, x.numpy().tobytes()), "native"
        if isinstance(image, Image.Image):
            return self._write("image", _png(np.asarray(image.convert("RGB")))), mode
        if isinstance(image, np.ndarray):
            return self._write("array", _png(_eight_bits(image))), mode
        if isinstance(image, str | Path):  # pyright: ignore[reportUnnecessaryIsInstance] - a program may give anything
            return Path(image).expanduser(), mode
        raise UserError(f"A “{type(image).__name__}” is no picture.", hint=HINT)

    def make_input(self, picture: Picture, geometry: Geometry, rule: InputRule) -> Tensor:
        """Return a picture's tensor: the one that was given, or one prepared as usual."""
        given = self.inputs.get(picture.sha256)
        if given is None:
            return to_input(picture, geometry, rule)
        if given.shape[-2:] != (geometry.input[1], geometry.input[0]):
            width, height = geometry.input
            raise UserError(
                f"This model takes inputs of {width} × {height} only.",
                hint="Resize the tensor, or give the picture itself.",
            )
        return given

    def close(self) -> None:
        """Remove what was written."""
        self.inputs = {}
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _write(self, name: str, data: bytes, source: bytes | None = None) -> Path:
        """Write a picture where only the same one lies, told by what it was made of."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="camscope-", ignore_cleanup_errors=True)
        place = Path(self._folder.name) / hashlib.sha256(source or data).hexdigest()
        path = place / f"{name}.png"
        if not path.exists():
            write_whole(path, data, make_folder=True, cached=True)
        return path


def checked_mode(mode: str) -> InputMode:
    """Return what the model is to see of a picture, if it is one of the ways.

    Raises:
        UserError: it is none.
    """
    for known in INPUT_MODES:
        if mode == known:
            return known
    raise UserError(f"There is no input “{shown(mode)}”.", hint=f"Known: {', '.join(INPUT_MODES)}.")


def reference(path: Path) -> ImageRef:
    """Return a picture's reference.

    Raises:
        UserError: there is no such file.
    """
    if not path.is_file():
        raise UserError(f"There is no picture “{path}”.", hint="Check the path.")
    return ImageRef.of(path)


def _checked(x: Tensor, rule: InputRule) -> Tensor:
    """Return a model's input as (1, channels, h, w) float32 on the CPU."""
    x = x.detach().cpu()
    if x.ndim == 3:
        x = x.unsqueeze(0)
    if x.ndim != 4 or x.shape[:2] != (1, rule.channels) or not x.is_floating_point():
        raise UserError(
            f"A tensor {tuple(x.shape)} of {x.dtype} is no input of this model.",
            hint=f"Give one of ({rule.channels}, h, w), normalised as the model wants it.",
        )
    if not bool(torch.isfinite(x).all()):
        raise UserError("The tensor holds numbers that are infinite or none.", hint=HINT)
    return x.to(torch.float32)


def _looks(x: Tensor, rule: InputRule) -> NDArray[np.uint8]:
    """Return how an input looks as a picture: (h, w, 3) uint8."""
    mean, std = (torch.tensor(values).view(-1, 1, 1) for values in (rule.mean, rule.std))
    values = ((x[0] * std + mean) * (255.0 / rule.white)).round().clamp(0, 255)
    pixels = values.to(torch.uint8).permute(1, 2, 0).numpy()
    if rule.colours == "bgr":
        pixels = pixels[..., ::-1]
    return np.ascontiguousarray(np.broadcast_to(pixels, (*pixels.shape[:2], 3)))


def _eight_bits(image: NDArray[Any]) -> NDArray[np.uint8]:
    """Return an array as uint8; floats are taken as shares of white."""
    shape = image.shape
    channels = shape[2] if len(shape) == 3 else 1
    if len(shape) not in (2, 3) or channels not in (1, 3, 4) or not image.size:
        raise UserError(f"An array of the shape {shape} is no picture.", hint=HINT)
    if image.dtype == np.uint8:
        return image
    if not np.issubdtype(image.dtype, np.floating):
        raise UserError(f"An array of {image.dtype} is no picture.", hint=HINT)
    if not (float(image.min()) >= 0.0 and float(image.max()) <= 1.0):
        raise UserError("The array's numbers do not lie between 0 and 1.", hint=HINT)
    return np.rint(image * 255.0).astype(np.uint8)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    buffer = BytesIO()
    squeezed = pixels[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels
    Image.fromarray(squeezed).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
