"""From File > Open model from the zoo to maps: a real engine, a real download, a hub of our own."""

from __future__ import annotations

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PySide6.QtCore import QSettings, Qt

from viewer.app import build, make_application
from viewer.core.asks.references import ModelRef
from viewer.features.models import ModelsFeature
from viewer.features.structure import StructureFeature
from viewer.features.zoo import ZooFeature
from viewer.starting import start_engine

pytestmark = pytest.mark.slow
START_MS = 120_000
NAME = "test_resnet.r160_in1k"


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A hub that has one small network, and empty caches; returns what it was asked."""
    import timm
    import torch
    from safetensors.torch import save

    torch.manual_seed(0)
    data = save(timm.create_model(NAME.partition(".")[0]).state_dict())
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_words, **_named):
            pass

        def do_HEAD(self):
            asked.append(f"HEAD {self.path}")
            self.send_response(200)
            self.send_header("X-Repo-Commit", "ab" * 20)
            self.send_header("X-Linked-Etag", f'"{hashlib.sha256(data).hexdigest()}"')
            self.end_headers()

        def do_GET(self):
            asked.append(f"GET {self.path}")
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
        monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
        yield asked
        server.shutdown()
        thread.join()


def test_a_model_is_found_downloaded_and_opened(hub, qapp, tmp_path, qtbot):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    try:
        app.window.show()
        start_engine(app)
        app.commands.run("open_zoo")
        dialog = app[ZooFeature].dialog
        qtbot.waitUntil(lambda: dialog.entries.rowCount() > 0, timeout=START_MS)
        dialog.search.setText(NAME)
        assert hub == []  # nothing is asked over the network before the click
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        wanted = ModelRef(source="timm", name=NAME)
        qtbot.waitUntil(
            lambda: app.session.model is not None and app.session.model.ref == wanted,
            timeout=START_MS,
        )
        path = f"/timm/{NAME}/resolve/main/model.safetensors"
        assert hub == [f"HEAD {path}", f"GET {path}"]
        assert app[ZooFeature].dialog is None
        assert [past.ref for past in app[ModelsFeature].history.models()] == [wanted]
        app.commands.run("model_structure")
        qtbot.waitUntil(
            lambda: app[StructureFeature].panel.modules.rowCount() > 0, timeout=START_MS
        )
        # It is here now: the list says so, and opening it again asks nobody.
        app.commands.run("open_zoo")
        dialog = app[ZooFeature].dialog
        qtbot.waitUntil(lambda: dialog.entries.rowCount() > 0, timeout=START_MS)
        assert dialog.chosen().name == NAME
        assert dialog.chosen().cached
        assert len(hub) == 2
    finally:
        app.window.close()
        app.window.deleteLater()
