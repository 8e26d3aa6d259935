"""A web server on loopback whose answers a test writes, and which remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from wpdiag.model import Report, Source

PAGE = (
    "<p>Cart</p><br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/www/wp-content/plugins/shop/cart.php</b> on line "
    "<b>3</b><br />\n"
)
"""A page into which PHP printed a warning."""
TELLS_NOTHING = "<html><body><h1>Sorry</h1></body></html>"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Asked(ThreadingHTTPServer):
    """Answers by path; what it has no answer for is not found, with a page that tells nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        """Method, path and headers of each request."""
        self.address = f"http://127.0.0.1:{self.server_port}"

    def says(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """Answer a path with this; its address. Of headers, ``_`` stands for ``-``."""
        data = body.encode() if isinstance(body, str) else body
        named = {"Content-Type": "text/html", "Content-Length": str(len(data))} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }

        def answer(to: BaseHTTPRequestHandler) -> None:
            to.send_response(status)
            for name, value in named.items():
                to.send_header(name, value)
            to.end_headers()
            to.wfile.write(data)

        return self.does(path, answer)

    def does(self, path: str, answer: Answer) -> str:
        """Answer a path in this way; its address."""
        self.answers[path] = answer
        return self.address + path

    def speak_tls(self, certificate: Path, key: Path) -> None:
        """From now on, with this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.address = self.address.replace("http:", "https:")

    def handle_error(self, *_: Any) -> None:
        """Clients that go away are no fault."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Asked

    def do_GET(self) -> None:  # the name is http.server's
        self.close_connection = True
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def answering() -> Iterator[Asked]:
    """A server that runs as long as it is needed."""
    with Asked() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def one(report: Report) -> Source:
    """The only source of a report."""
    (source,) = report.sources
    return source


def found(report: Report) -> list[str]:
    """The identifiers of its issues."""
    return [issue.identifier for issue in report.issues]
