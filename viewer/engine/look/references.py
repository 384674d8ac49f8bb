"""Other pictures of the same folder as the model sees them, drawn the same way at every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from torch import Tensor
from torch.nn import functional

from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.files.folder import list_folder
from viewer.core.pictures.images import load_picture
from viewer.engine.look.sight import Sight, look
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject


def references(subject: Subject, sight: Sight, count: int, seed: int, check: Check) -> list[Tensor]:
    """Return inputs (1, C, H, W) made of other pictures beside the one that is looked at.

    They lie in its folder, and are prepared as it is. Where pictures keep their own sizes, they are
    stretched to its size. Those that cannot be read are passed over.

    Args:
        subject: the open model.
        sight: the picture that is looked at.
        count: how many, where the folder has so many.
        seed: the same one draws the same pictures of the same folder.
        check: called before each is read; what it raises ends the work.

    Raises:
        UserError: the folder has no other picture.
    """
    found: list[Tensor] = []
    for path in _drawn(sight.key[2].path, seed):
        check()
        with suppress(UserError):
            found.append(_input_of(path, subject, sight, check))
        if len(found) == count:
            break
    if not found:
        raise UserError(
            "This method holds the picture against others of its folder, and there are none.",
            hint="Put some pictures beside it, or choose integrated gradients.",
        )
    return found


def _drawn(path: Path, seed: int) -> Iterator[Path]:
    pictures = _beside(path)
    for index in np.random.default_rng(seed).permutation(len(pictures)):
        if pictures[index] != path:
            yield pictures[index]


def _beside(path: Path) -> Sequence[Path]:
    try:
        return list_folder(path.parent).pictures
    except UserError:  # a picture of the memory lies in no folder
        return ()


def _input_of(path: Path, subject: Subject, sight: Sight, check: Check) -> Tensor:
    stamp, setup, _, mode = sight.key
    key = stamp, setup, ImageRef.of(path), mode
    x = look(subject, load_picture(path), key, sight.x.device, check).x
    if x.shape == sight.x.shape:
        return x
    size = (sight.x.shape[-2], sight.x.shape[-1])
    return functional.interpolate(x, size=size, mode="bilinear", antialias=True)
