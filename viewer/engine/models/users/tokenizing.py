"""How a text becomes tokens, as the files beside a model's weights tell; nothing is fetched."""

from __future__ import annotations

import json
import string
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file

MAX_BYTES = 64 << 20
FILE = "tokenizer.json"
VOCABULARY, MERGES = "vocab.json", "merges.txt"


@dataclass(frozen=True, slots=True)
class FileTokenizer:
    """A tokenizer of the package tokenizers, bounded and filled up as its model was trained.

    Args:
        inner: the tokenizer.
        length: the most tokens that the model takes.
        padding: the token that short texts are filled up with; None: they stay short.
        bare: whether texts are read in small letters without punctuation.
    """

    inner: Any
    length: int
    padding: int | None = None
    bare: bool = False

    def __call__(self, text: str) -> list[int]:
        """Return the tokens of a text."""
        if self.bare:
            text = " ".join(text.lower().translate(_NO_PUNCTUATION).split())
        tokens = list(self.inner.encode(text).ids)
        if len(tokens) > self.length:  # the last one ends the text
            tokens = [*tokens[: self.length - 1], tokens[-1]]
        if self.padding is not None:
            tokens += [self.padding] * (self.length - len(tokens))
        return tokens


_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def read_tokenizer(
    folder: Path, length: int, *, padding: int | None = None, bare: bool = False
) -> FileTokenizer | None:
    """Return the tokenizer that a folder tells; None: it tells none.

    Raises:
        UserError: its file is damaged.
    """
    for read in (_whole, _from_parts):
        try:
            inner = read(folder)
        except UserError:
            continue  # there is no such file
        except Exception as error:  # what the package raises is its own
            raise UserError(
                "The tokenizer beside these weights cannot be read.",
                hint="Copy its files from where the model comes from once more.",
                detail=repr(error)[:1000],
            ) from error
        return FileTokenizer(inner, length, padding, bare)
    return None


def _whole(folder: Path) -> Any:
    text = read_file(folder / FILE, most_bytes=MAX_BYTES).decode()
    kind = cast("Any", import_module("tokenizers")).Tokenizer
    inner = kind.from_str(text)
    inner.no_truncation()
    inner.no_padding()
    return inner


def _from_parts(folder: Path) -> Any:
    """Return CLIP's own tokenizer, from a vocabulary and the merges of its pairs."""
    vocabulary = json.loads(read_file(folder / VOCABULARY, most_bytes=MAX_BYTES))
    lines = read_file(folder / MERGES, most_bytes=MAX_BYTES).decode().splitlines()
    pairs = [tuple(line.split()) for line in lines if line and not line.startswith("#version")]
    kind = cast("Any", import_module("transformers")).CLIPTokenizer
    return kind(vocab=vocabulary, merges=pairs).backend_tokenizer
