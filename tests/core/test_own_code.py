"""The user's own code is listed without being run, and allowed for one model and one text."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer.core.errors import UserError
from viewer.core.files.own_code import Definition, OwnCode, definitions, likeliest
from viewer.core.files.own_imports import hash_of, read_source
from viewer.core.stores.allowed_code import allow_code, allowed_code

SOURCE = b"""
raise SystemExit("this was run")
import torch.nn as nn

class Block(nn.Module):
    class Inner: ...

class Net(torch.nn.Module): ...

class Options: ...

def make(classes=2): ...

async def other(): ...
"""


@pytest.fixture
def net(tmp_path: Path) -> Path:
    path = tmp_path / "net.py"
    path.write_bytes(SOURCE)
    return path


def test_definitions_are_listed_without_running() -> None:
    assert definitions(SOURCE, "net.py") == (
        Definition("Block", "class", ("nn.Module",)),
        Definition("Net", "class", ("torch.nn.Module",)),
        Definition("Options", "class"),
        Definition("make", "function"),
    )


@pytest.mark.parametrize(
    ("missing", "name"),
    [(("__main__.Net", "__main__.Block"), "Net"), (("models.Other",), "Net"), ((), "Net")],
)
def test_the_likeliest_name(missing: tuple[str, ...], name: str) -> None:
    assert likeliest(definitions(SOURCE, "net.py"), missing) == name


def test_a_function_is_likely_where_there_is_no_layer() -> None:
    assert likeliest((Definition("make", "function"),), ("__main__.Net",)) == "make"
    assert likeliest((), ()) == ""


def test_code_is_named_as_file_and_name(net: Path) -> None:
    code = OwnCode.parse(f"{net}:Net")
    assert code == OwnCode(path=net, name="Net", sha256=hash_of(SOURCE))


@pytest.mark.parametrize("text", ["net.py", "{net}:", "{net}:None1", "{net}:a b", "x.py:Net", ":N"])
def test_what_names_no_code_is_refused(text: str, net: Path) -> None:
    with pytest.raises(UserError):
        OwnCode.parse(text.format(net=net))


@pytest.mark.parametrize("source", [b"def f(:", b"\x00", b"(" * 5000, b"\xff\xfe"])
def test_what_is_no_python_is_refused(source: bytes) -> None:
    with pytest.raises(UserError, match="not Python code"):
        definitions(source, "net.py")


def test_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read_source(tmp_path)
    with (tmp_path / "huge.py").open("wb") as stream:
        stream.truncate(100 << 20)
    with pytest.raises(UserError):
        read_source(tmp_path / "huge.py")


def test_code_is_allowed_for_one_model(net: Path) -> None:
    code = OwnCode.parse(f"{net}:Net")
    assert allowed_code(hash_of(b"weights")) is None
    allow_code(hash_of(b"weights"), code)
    assert allowed_code(hash_of(b"weights")) == code
    assert allowed_code(hash_of(b"others")) is None


def test_a_broken_memory_allows_nothing(net: Path) -> None:
    allow_code(hash_of(b"weights"), OwnCode.parse(f"{net}:Net"))
    from viewer import paths

    (file,) = (paths.user_data() / "models").glob("*.code.json")
    for text in ("", "[]", "{}", "null", "\x00"):
        file.write_text(text)
        assert allowed_code(hash_of(b"weights")) is None


def test_a_word_that_cannot_be_kept_is_told(net: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(UserError, match="could not be allowed"):
        allow_code("0" * 64, OwnCode.parse(f"{net}:Net"))
