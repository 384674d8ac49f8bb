"""A pickle machine that only notes what a file says: it imports nothing and calls nothing."""

from __future__ import annotations

import _compat_pickle
import io
import pickletools
import warnings
from collections.abc import Callable
from typing import Any

from viewer.engine.models.pickled import refusals
from viewer.engine.models.pickled.stubs import (
    Items,
    Made,
    Members,
    Name,
    Outside,
    Pairs,
    Parsed,
    called,
)

MAX_PICKLE_BYTES = 64 << 20
MAX_OPERATIONS = 4_000_000  # the largest networks of timm need some 300,000
MARK = object()
CONSTANTS: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_DICT": Pairs,
    "EMPTY_LIST": Items,
    "EMPTY_SET": Members,
    "EMPTY_TUPLE": tuple,
    "MARK": lambda: MARK,
}
LITERALS = frozenset(
    (
        *("BININT", "BININT1", "BININT2", "INT", "LONG", "LONG1", "LONG4", "BINFLOAT", "FLOAT"),
        *("BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "UNICODE"),
        *("BINSTRING", "SHORT_BINSTRING", "STRING"),
        *("BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    )
)
DAMAGE = (ValueError, IndexError, KeyError, TypeError, EOFError, OverflowError)


def parse(stream: io.BytesIO, *, operations: int = MAX_OPERATIONS) -> Parsed:
    """Read one pickle up to its STOP, protocols 0 to 5 without extensions and buffers.

    Raises:
        UserError: the pickle is damaged, over a limit, or uses what PyTorch never writes.
    """
    machine = Machine()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of odd escapes in old texts
            for count, (opcode, argument, _) in enumerate(pickletools.genops(stream)):
                if count >= operations:
                    raise refusals.too_large("too many steps")
                if opcode.name == "STOP":
                    return machine.finish()
                machine.step(opcode.name, argument)
    except DAMAGE as error:
        raise refusals.damaged(f"{type(error).__name__}: {str(error)[:200]}") from error
    raise refusals.damaged("The pickle has no end.")


class Machine:
    """The stack and the memo of one pickle."""

    def __init__(self) -> None:
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}
        self._names: dict[str, None] = {}
        self._outside: list[Outside] = []
        self._steps = {
            name.removeprefix("_do_").upper(): getattr(self, name)
            for name in dir(self)
            if name.startswith("_do_")
        }

    def step(self, name: str, argument: Any) -> None:
        """Do one operation."""
        if name in LITERALS:
            self._stack.append(argument)
        elif name in CONSTANTS:
            self._stack.append(CONSTANTS[name]())
        elif name in ("BINPUT", "LONG_BINPUT", "PUT"):
            self._memo[argument] = self._top()
        elif name in ("BINGET", "LONG_BINGET", "GET"):
            self._stack.append(self._memo[argument])
        elif name in ("TUPLE1", "TUPLE2", "TUPLE3"):
            size = int(name[-1])
            self._stack.append(tuple(reversed([self._pop() for _ in range(size)])))
        elif name in self._steps:
            self._steps[name](argument)
        elif name not in ("PROTO", "FRAME"):
            raise refusals.unusual(f"The pickle instruction {name}.")

    def finish(self) -> Parsed:
        """Return what is left."""
        root = self._pop()
        return Parsed(root, tuple(self._names), tuple(self._outside))

    def _pop(self) -> Any:
        value = self._stack.pop()
        if value is MARK:
            raise refusals.damaged("A mark stands where a value is expected.")
        return value

    def _top(self) -> Any:
        value = self._stack[-1]
        if value is MARK:
            raise refusals.damaged("A mark stands where a value is expected.")
        return value

    def _pop_mark(self) -> list[Any]:
        taken: list[Any] = []
        while (value := self._stack.pop()) is not MARK:
            taken.append(value)
        taken.reverse()
        return taken

    def _do_memoize(self, _: Any) -> None:
        self._memo[len(self._memo)] = self._top()

    def _do_tuple(self, _: Any) -> None:
        self._stack.append(tuple(self._pop_mark()))

    def _do_list(self, _: Any) -> None:
        self._stack.append(Items(self._pop_mark()))

    def _do_dict(self, _: Any) -> None:
        self._stack.append(_paired(self._pop_mark()))

    def _do_frozenset(self, _: Any) -> None:
        maker = Name("builtins", "frozenset")
        self._stack.append(Made("call", maker, (Items(self._pop_mark()),)))

    def _do_global(self, argument: Any) -> None:
        module, name = argument.split(" ", 1)
        old = (module, name)
        if old in _compat_pickle.NAME_MAPPING:
            module, name = _compat_pickle.NAME_MAPPING[old]
        else:
            module = _compat_pickle.IMPORT_MAPPING.get(module) or module
        self._push_name(module, name)

    def _do_stack_global(self, _: Any) -> None:
        name, module = self._pop(), self._pop()
        if not (isinstance(name, str) and isinstance(module, str)):
            raise refusals.unusual("A computed import.")
        self._push_name(module, name)

    def _push_name(self, module: str, name: str) -> None:
        if len(module) + len(name) > 400:
            raise refusals.unusual("A name of several hundred letters.")
        found = Name(module, name)
        self._names[found.full] = None
        self._stack.append(found)

    def _do_reduce(self, _: Any) -> None:
        arguments, maker = self._pop(), self._pop()
        self._stack.append(called(maker, arguments))

    def _do_newobj(self, _: Any) -> None:
        arguments, maker = self._pop(), self._pop()
        self._stack.append(Made("new", maker, arguments))

    def _do_newobj_ex(self, _: Any) -> None:
        keywords, arguments, maker = self._pop(), self._pop(), self._pop()
        self._stack.append(Made("new", maker, arguments, keywords))

    def _do_build(self, _: Any) -> None:
        state, target = self._pop(), self._top()
        if not isinstance(target, Made):
            raise refusals.unusual("A state for something that is no object.")
        target.state, target.times_filled = state, target.times_filled + 1

    def _do_append(self, _: Any) -> None:
        value = self._pop()
        self._extend([value])

    def _do_appends(self, _: Any) -> None:
        self._extend(self._pop_mark())

    def _do_additems(self, _: Any) -> None:
        self._extend(self._pop_mark())

    def _extend(self, values: list[Any]) -> None:
        target = self._top()
        if isinstance(target, (Items, Members)):
            target.extend(values)
        elif isinstance(target, Made):
            target.items.extend(values)
        else:
            raise refusals.unusual("Items for something that is no list.")

    def _do_setitem(self, _: Any) -> None:
        value, key = self._pop(), self._pop()
        self._update(Pairs([(key, value)]))

    def _do_setitems(self, _: Any) -> None:
        self._update(_paired(self._pop_mark()))

    def _update(self, pairs: Pairs) -> None:
        target = self._top()
        if isinstance(target, Pairs):
            target.extend(pairs)
        elif isinstance(target, Made):
            target.pairs.extend(pairs)
        else:
            raise refusals.unusual("Entries for something that is no dictionary.")

    def _do_binpersid(self, _: Any) -> None:
        found = Outside(self._pop())
        self._outside.append(found)
        self._stack.append(found)

    def _do_pop(self, _: Any) -> None:
        self._stack.pop()

    def _do_pop_mark(self, _: Any) -> None:
        self._pop_mark()


def _paired(flat: list[Any]) -> Pairs:
    """Return keys and values that follow one another as pairs."""
    if len(flat) % 2:
        raise refusals.damaged("A key without a value.")
    return Pairs(zip(flat[::2], flat[1::2], strict=True))
