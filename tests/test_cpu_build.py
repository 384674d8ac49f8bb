"""`make run` takes PyTorch's CPU build where there is no GPU, and says so; a word prevents it."""

import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import util
from pathlib import Path
from threading import Thread

import pytest

REPOSITORY = Path(__file__).parents[1]
spec = util.spec_from_file_location("cpu_build", REPOSITORY / "packaging" / "cpu_build.py")
assert spec is not None
assert spec.loader is not None
cpu_build = util.module_from_spec(spec)
spec.loader.exec_module(cpu_build)


@pytest.mark.parametrize(
    ("system", "machine", "has_gpu", "helps"),
    [
        ("Linux", "x86_64", False, True),
        ("Linux", "x86_64", True, False),
        ("Linux", "aarch64", False, False),
        ("Darwin", "arm64", False, False),
        ("Windows", "AMD64", False, False),
    ],
)
def test_the_cpu_build_is_taken_where_the_other_brings_a_gpus_libraries(
    system, machine, has_gpu, helps
):
    assert cpu_build.would_help(system, machine, has_gpu=has_gpu) == helps


@pytest.fixture
def index(tmp_path):
    """A package index on this computer, whose list of torch is there."""
    (tmp_path / "torch").mkdir()
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("there", [True, False])
def test_what_is_chosen_is_told_and_an_index_that_does_not_answer_is_not_chosen(
    index, there, monkeypatch, capsys
):
    monkeypatch.setattr(cpu_build, "INDEX", index if there else f"{index}/elsewhere")
    monkeypatch.setattr(cpu_build, "would_help", lambda *_args, **_more: True)
    cpu_build.main()
    printed = capsys.readouterr()
    assert printed.out.strip() == (f"--extra-index-url {index}" if there else "")
    assert ("make run GPU=yes" in printed.err) == there


@pytest.mark.parametrize("word", ["GPU=yes", "PIP_ARGS=--no-deps"])
def test_the_users_word_goes_before(word, tmp_path):
    (tmp_path / ".created").touch()
    command = ["make", "-n", "run", f"VENV={tmp_path}", word]
    steps = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    (install,) = [line for line in steps.stdout.splitlines() if "pip install" in line]
    assert "--extra-index-url" not in install
    assert ("--no-deps" in install) == ("--no-deps" in word)
