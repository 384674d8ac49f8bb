"""``camscope download``: the weights land where ``export`` finds them; progress goes to stderr."""

from __future__ import annotations

import hashlib
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import torch

from viewer.cli import main
from viewer.engine.models.zoo import published


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A server with the weights of a small torchvision network, named after their hash."""
    from torchvision.models import squeezenet1_1

    folder = tmp_path_factory.mktemp("site")
    torch.manual_seed(0)
    torch.save(squeezenet1_1().state_dict(), folder / "weights")
    sha256 = hashlib.sha256((folder / "weights").read_bytes()).hexdigest()
    path = (folder / "weights").rename(folder / f"squeezenet1_1-{sha256[:8]}.pth")

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *_words, **_named):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{path.name}"
        server.shutdown()
        thread.join()


@pytest.fixture
def moved(site, tmp_path, monkeypatch):
    """Torchvision's weights, as if they were published on our server; an empty cache."""
    from dataclasses import replace

    from torchvision.models import SqueezeNet1_1_Weights, get_model_weights

    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    original = published._torchvision
    (kind,) = get_model_weights("squeezenet1_1")
    assert kind is SqueezeNet1_1_Weights.IMAGENET1K_V1
    monkeypatch.setattr(
        published, "_torchvision", lambda name: (replace(original(name)[0], url=site),)
    )
    return tmp_path


def test_what_is_missing_is_named_downloaded_and_then_opens(moved, capsys, site):
    assert main(["inspect", "zoo:squeezenet1_1"]) == 2
    told = capsys.readouterr().err.strip()
    command = re.search(r"“camscope (download zoo:squeezenet1_1)”", told)
    assert command, told
    assert main(command[1].split()) == 0
    said = capsys.readouterr()
    name = site.rpartition("/")[2]
    assert said.out.strip() == str(moved / "torch" / "hub" / "checkpoints" / name)
    assert f"{name} from 127.0.0.1" in said.err
    assert re.search(r"(\S+ MB) of \1", said.err.splitlines()[-1])
    assert main(["inspect", "zoo:squeezenet1_1"]) == 0
    assert "squeezenet1_1" in capsys.readouterr().out


def test_a_download_that_fails_is_one_sentence_with_code_2(moved, capsys, monkeypatch):
    assert main(["download", "zoo:nothing"]) == 2
    assert capsys.readouterr().err.startswith("camscope: There is no architecture")
