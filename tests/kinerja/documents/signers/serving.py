"""A service on loopback for one test: whatever is posted to it gets the answer of a function."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Request(BaseHTTPRequestHandler):
    """One request, with its body read."""

    body: bytes

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Say all of it."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(answer: Callable[[Request], None]) -> Iterator[str]:
    """The address of the service, until the block ends."""

    class Handler(Request):
        def do_POST(self) -> None:
            self.body = self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """Whoever was asking has left: what is tried here is to say too much, or too slowly."""

    server = Server(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
