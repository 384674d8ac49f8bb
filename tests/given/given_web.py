"""A small web server on this computer, with a picture and ways elsewhere."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np

PIXELS = np.random.default_rng(5).integers(0, 256, (20, 30, 3), np.uint8)
PNG = cv2.imencode(".png", PIXELS)[1].tobytes()


class Answers(http.server.BaseHTTPRequestHandler):
    """A web server with a picture, a page, a large file, and ways elsewhere."""

    def do_GET(self) -> None:
        ways = {"/moved": "/cat.png", "/file": "file:///etc/passwd", "/ftp": "ftp://127.0.0.1/a"}
        if self.path in ways:
            self.send_response(302)
            self.send_header("Location", ways[self.path])
            self.end_headers()
            return
        bodies = {"/cat.png": PNG, "/page": b"<html>no picture</html>", "/large": b"x" * 3_000_000}
        body = bodies.get(self.path)
        self.send_response(404 if body is None else 200)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_words: object, **_named: object) -> None:
        """Say nothing."""


@contextmanager
def local_server() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.block_on_close = True
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
