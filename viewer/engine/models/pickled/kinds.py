"""Name in words, by its content and never by its name, a file that is of no model's format."""

from __future__ import annotations

import re

from viewer.core.errors import UserError
from viewer.engine.models.pickled import refusals

HEAD = 4096
UNPACK = "Unpack it, and open the model's file inside."
PYTORCH = "CamScope opens PyTorch models: a file of torch.save, or .safetensors."
FETCH = "Download the file itself, for example with “git lfs pull”."
# The place of a few bytes that only this kind of file has there, what it is, what to do.
OTHERS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file, as Keras writes", PYTORCH),
    (4, b"TFL3", "a TensorFlow Lite model", PYTORCH),
    (4, b"PTL0", "a PyTorch Mobile program", ""),
    (0, b"version https://git-lfs", "a Git LFS placeholder without the content", FETCH),
    (0, b"GGUF", "a language model's GGUF file", PYTORCH),
    (0, b"\x93NUMPY", "a NumPy array", PYTORCH),
    (0, b"MATLAB ", "a MATLAB file", PYTORCH),
    (0, b"\x89PNG\r\n\x1a\n", "a picture", "Open it with File > Open images."),
    (0, b"\xff\xd8\xff", "a picture", "Open it with File > Open images."),
    (0, b"GIF8", "a picture", "Open it with File > Open images."),
    (0, b"BM", "a picture", "Open it with File > Open images."),
    (0, b"II*\x00", "a picture", "Open it with File > Open images."),
    (0, b"MM\x00*", "a picture", "Open it with File > Open images."),
    (8, b"WEBP", "a picture", "Open it with File > Open images."),
    (4, b"ftyp", "a video, or a picture", "Open pictures with File > Open images."),
    (257, b"ustar", "a tar archive", UNPACK),
    (0, b"\x1f\x8b", "a compressed file", UNPACK),
    (0, b"BZh", "a compressed file", UNPACK),
    (0, b"\xfd7zXZ\x00", "a compressed file", UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a compressed file", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (0, b"%PDF", "a PDF document", PYTORCH),
    (0, b"\x7fELF", "a program", PYTORCH),
    (0, b"MZ", "a program", PYTORCH),
)
# Texts by what they begin with.
TEXTS: tuple[tuple[str, str, str], ...] = (
    (r"<(?:!doctype|html|head|\?xml[^>]*>\s*<html)", "a web page", "Download the file itself."),
    (r"<", "a text in XML or HTML", "Download the file itself."),
    (r'\{\s*"(?:metadata|weight_map)"', "the list of a model in several files", PYTORCH),
    (r"[\[{]", "a text in JSON", PYTORCH),
    (r"(?:import|from|def|class|#!.*python)\b", "Python source text", "Open the model's weights."),
    (r"(?:name|layer|input)\s*[:{]", "the description of a Caffe model", PYTORCH),
)


def other_kind(head: bytes, size: int) -> UserError:
    """Return the refusal of a file that no format knows, by its first bytes and its size."""
    if not size:
        return UserError("The file is empty.", hint=refusals.COPY_AGAIN)
    if not head.strip(b"\x00"):
        return refusals.damaged("It begins with zeros, as files do whose download was broken off.")
    for offset, start, what, hint in OTHERS:
        if head[offset : offset + len(start)] == start:
            return refusals.not_a_model(what, hint)
    if head[:1] == b"\x80" and head[1:2] in b"\x02\x03\x04\x05" and len(head) > 16:
        return refusals.not_a_model("a plain Python pickle", "Write it with torch.save.")
    message = _message(head)
    if message:
        return refusals.not_a_model(message, "Open the PyTorch model that it was made from.")
    return _text(head) or refusals.damaged("Its first bytes are those of no known kind of file.")


def _message(head: bytes) -> str:
    """Name a model that is a protobuf message; these have no magic number, only field numbers.

    ONNX begins with its version (field 1, from 3 on) and the names of its producer (2 to 5), its
    graph (7) or its operators (8); a SavedModel with version 1 and its graphs (2).
    """
    if (head[:3] == b"\x08\x01\x12" and b"serve" in head) or b"saved_model_schema" in head:
        return "a TensorFlow SavedModel"
    if head[:1] == b"\x08" and 1 <= head[1] <= 32 and head[2:3] in b"\x12\x1a\x22\x28\x32\x3a\x42":
        return "a TensorFlow SavedModel" if head[1] == 1 else "an ONNX model"
    if head[:1] == b"\x0a" and (b"Placeholder" in head or b"Const\x22" in head):
        return "a TensorFlow graph"
    return ""


def _text(head: bytes) -> UserError | None:
    """Name a text."""
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        if len(head) < HEAD or error.start < HEAD - 4:  # not just a character cut by the head's end
            return None
        text = head[: error.start].decode()
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        return None
    for pattern, what, hint in TEXTS:
        if re.match(pattern, text.lstrip("\ufeff \t\r\n"), re.IGNORECASE):
            return refusals.not_a_model(what, hint)
    return refusals.not_a_model("a text", PYTORCH)
