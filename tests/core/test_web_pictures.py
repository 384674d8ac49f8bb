"""Pictures from the web come from http alone, whole, within bounds, and are kept once, named."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import numpy as np
import pytest
from given_web import PIXELS, PNG, local_server

from viewer import paths
from viewer.core.errors import Cancelled, UserError
from viewer.core.pictures import web_pictures
from viewer.core.pictures.images import load_picture
from viewer.core.pictures.kept_pictures import keep_picture
from viewer.core.pictures.web_pictures import fetch, name_in, picture_in_address, web_address


@pytest.fixture
def server(monkeypatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with local_server() as address:
        yield address


def test_addresses_are_those_of_the_web():
    assert web_address(" https://example.org/a.png ") == "https://example.org/a.png"
    refused = (
        "",
        "cat.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://a/b",
        "https://",
        "http:a",
    )
    for text in (
        *refused,
        "two words",
        "https://a b",
        "javascript:alert(1)",
        "http://[",
        "http://a\nb",
    ):
        assert web_address(text) == "", text
    assert name_in("https://example.org/x/a%20cat.png?size=9#top") == "a cat.png"


def test_a_picture_is_downloaded_also_from_where_it_has_moved(server):
    assert fetch(f"{server}/cat.png") == PNG
    assert fetch(f"{server}/moved") == PNG


def test_what_is_refused_is_said_in_words(server, monkeypatch):
    for path in ("/none", "/file", "/ftp"):
        with pytest.raises(UserError, match=r"Nothing could be downloaded from “127\.0\.0\.1”"):
            fetch(f"{server}{path}")
    with pytest.raises(UserError, match="Only http"):
        fetch("file:///etc/passwd")
    monkeypatch.setattr(web_pictures, "MOST_BYTES", 1 << 20)
    with pytest.raises(UserError, match="more than 1 MB"):
        fetch(f"{server}/large")
    with pytest.raises(Cancelled):
        fetch(f"{server}/cat.png", cancelled=lambda: True)
    monkeypatch.setattr(web_pictures, "DEADLINE_S", -1.0)
    with pytest.raises(UserError, match="Nothing could be downloaded"):
        fetch(f"{server}/cat.png")


def test_what_came_without_a_file_is_kept_once_and_named():
    first = keep_picture(PNG, "a/b/My cat?.jpeg")
    assert first.parent == paths.user_data() / "pictures"
    assert first.name.startswith("My_cat-")
    assert first.suffix == ".png"  # what it is, not what it is called
    assert keep_picture(PNG, "a/b/My cat?.jpeg") == first
    assert np.array_equal(load_picture(first).rgb, PIXELS[..., ::-1])
    assert keep_picture(PNG, "../..").name.startswith("picture-")
    assert len(keep_picture(PNG, "猫" * 300).name.encode()) < 255
    with pytest.raises(UserError, match="web page"):
        keep_picture(b"<html>no picture</html>", "cat.png")


def test_a_picture_inside_of_an_address_is_read():
    coded = base64.b64encode(PNG).decode()
    assert picture_in_address(f"data:image/png;base64,{coded}") == PNG
    assert picture_in_address(f"data:text/html;base64,{coded}") == b""
    assert picture_in_address("data:image/png;base64,§") == b""
