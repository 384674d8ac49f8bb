"""Tensors from raw bytes, each within the bounds of its own storage."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.container import Container
from viewer.engine.models.pickled.storages import StorageRef, storage_of
from viewer.engine.models.pickled.stubs import Made, Name, Outside, name_of, summary

REBUILD = "torch._utils._rebuild_"
PLAIN = frozenset({f"{REBUILD}tensor", f"{REBUILD}tensor_v2", f"{REBUILD}tensor_v3"})
PARAMETERS = frozenset({f"{REBUILD}parameter", f"{REBUILD}parameter_with_state"})
MAX_DIMENSIONS = 16
MAX_SIDE = 1 << 40


def is_tensor(node: object) -> bool:
    """Tell whether a node asks for a tensor, of whatever kind."""
    if not isinstance(node, Made) or node.how != "call":
        return False
    name = name_of(node.maker)
    return name is not None and name.full.startswith(REBUILD)


def dtype_of(name: Name) -> torch.dtype | None:
    """Return the number type that a name such as ``torch.float32`` means, or None."""
    found = vars(torch).get(name.name) if name.module == "torch" else None
    return found if isinstance(found, torch.dtype) else None


class Tensors:
    """Builds the tensors of one file; those that share a storage go on sharing it."""

    def __init__(self, container: Container) -> None:
        self._read = container.read_storage
        self._storages: dict[str, torch.UntypedStorage] = {}
        # Views may overlap, but not so much that a small file becomes a large model.
        self._bytes_left = 8 * container.size + (64 << 20)

    def build(self, node: Made) -> Tensor:
        """Build the tensor or parameter that a node describes.

        Raises:
            UserError: it is of another kind, or reaches outside its storage.
        """
        name = name_of(node.maker)
        full = name.full if name else ""
        arguments = node.arguments
        if not isinstance(arguments, tuple) or node.times_filled:
            raise refusals.unusual("A tensor with a state.")
        if full in PARAMETERS and len(arguments) >= 3 and is_tensor(arguments[0]):
            inner = name_of(arguments[0].maker)
            if inner is None or inner.full not in PLAIN:
                raise refusals.unusual("A parameter of a parameter.")
            return nn.Parameter(self.build(arguments[0]), requires_grad=False)
        if full not in PLAIN or not 4 <= len(arguments) <= 8:
            raise refusals.unsupported(f"weights of another kind, {summary(node)}")
        return self._tensor(arguments, versioned=full.endswith("v3"))

    def _tensor(self, arguments: tuple[object, ...], *, versioned: bool) -> Tensor:
        place, offset, size, stride = arguments[:4]
        reference = storage_of(place) if isinstance(place, Outside) else None
        if reference is None:
            raise refusals.unusual("A tensor without a storage.")
        dtype = reference.dtype
        if versioned:
            last = arguments[6] if len(arguments) > 6 else None
            found = dtype_of(last) if isinstance(last, Name) else None
            if found is None:
                raise refusals.unusual("A tensor with an odd number type.")
            dtype = found
        sides, strides = _layout(size), _layout(stride)
        available = reference.count * reference.dtype.itemsize // dtype.itemsize
        self._check(sides, strides, offset, available, dtype)
        tensor = torch.empty(0, dtype=dtype)
        assert isinstance(offset, int)  # noqa: S101 - what _check has just seen
        try:
            return tensor.set_(self._storage(reference), offset, sides, strides)
        except (RuntimeError, ValueError, OverflowError) as error:
            raise refusals.damaged(str(error)[:200]) from error

    def _check(
        self,
        sides: tuple[int, ...],
        strides: tuple[int, ...],
        offset: object,
        available: int,
        dtype: torch.dtype,
    ) -> None:
        """Compare a tensor's layout with its storage."""
        if type(offset) is not int or offset < 0 or len(sides) != len(strides):
            raise refusals.unusual("A tensor with an odd layout.")
        if math.prod(max(side, 1) for side in sides) >= 1 << 62:
            raise refusals.too_large("a tensor")
        needed = offset
        if 0 not in sides:
            needed += 1 + sum((n - 1) * step for n, step in zip(sides, strides, strict=True))
        if needed > available:
            raise refusals.damaged("A tensor reaches outside its storage.")
        self._bytes_left -= math.prod(sides) * dtype.itemsize
        if self._bytes_left < 0:
            raise refusals.too_large("tensors larger than the file")

    def _storage(self, reference: StorageRef) -> torch.UntypedStorage:
        known = self._storages.get(reference.key)
        if known is None:
            known = self._read(reference.key).untyped_storage()
            self._storages[reference.key] = known
        if known.nbytes() < reference.count * reference.dtype.itemsize:
            raise refusals.damaged(f"The weights “{reference.key}” are cut short.")
        return known


def _layout(node: object) -> tuple[int, ...]:
    """Return a tensor's size or stride."""
    if isinstance(node, Made) and isinstance(node.arguments, tuple) and len(node.arguments) == 1:
        name = name_of(node.maker)
        node = node.arguments[0] if name and name.full == "torch.Size" else node
    if not isinstance(node, (tuple, list)) or len(node) > MAX_DIMENSIONS:
        raise refusals.unusual("A tensor with an odd layout.")
    if not all(type(side) is int and 0 <= side < MAX_SIDE for side in node):
        raise refusals.unusual("A tensor with an odd layout.")
    return tuple(node)
