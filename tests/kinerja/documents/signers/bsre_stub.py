"""A service that speaks like BSrE's, on loopback: it looks at every request, signs for real, or fails."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from kinerja.documents.signers.base import Signature
from kinerja.documents.signers.local import Credentials, LocalSigner
from tests.kinerja.documents.keys import ministry

USER, PASSWORD, PASSPHRASE = "kita", "sandi-layanan", "frasa-sangat-rahasia"
EMAIL = "dirjen@contoh.go.id"


@dataclass
class Stub:
    """What the service does next (``mode``), and what it was asked."""

    url: str = ""
    mode: str = "sign"
    asked: list[dict[str, Any]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def signed(pdf: bytes) -> bytes:
    """The file with a signature of the ministry's test chain."""
    keys = ministry()
    chain = (keys.issuer, keys.root)
    what = Signature("BSrE", "Hasil", "Jakarta", datetime.now(UTC), "SigBSrE")
    return LocalSigner(Credentials(keys.key, keys.signer, chain)).sign(pdf, what)


@contextmanager
def served() -> Iterator[Stub]:
    """The service, until the block ends."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            stub.complaints += _complaints(self, body)
            request = json.loads(body)
            stub.asked.append(request)
            _answer(self, stub.mode, base64.b64decode(request["file"][0]), request)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()


def _complaints(handler: BaseHTTPRequestHandler, body: bytes) -> Iterator[str]:
    wanted = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    if handler.path != "/api/v2/sign/pdf":
        yield f"path {handler.path}"
    if handler.headers["Authorization"] != f"Basic {wanted}":
        yield "authorization"
    if handler.headers["Content-Type"] != "application/json":
        yield "content type"
    request = json.loads(body)
    if set(request) != {"email", "passphrase", "signatureProperties", "file"}:
        yield f"parts {sorted(request)}"
    if request["email"] != EMAIL or [row["tampilan"] for row in request["signatureProperties"]] != [
        "INVISIBLE"
    ]:
        yield "who and how"
    if not base64.b64decode(request["file"][0], validate=True).startswith(b"%PDF-"):
        yield "file"


def _answer(handler: BaseHTTPRequestHandler, mode: str, pdf: bytes, request: dict[str, Any]) -> None:
    if mode == "silent":
        return  # the connection is cut without a word
    if request["passphrase"] != PASSPHRASE:
        mode = "passphrase"
    if mode == "redirect":
        handler.send_response(302)
        handler.send_header("Location", "/elsewhere")
        handler.end_headers()
        return
    status, body = ANSWERS.get(mode, lambda pdf: (200, _json(file=[_base64(signed(pdf))])))(pdf)
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) + (1000 if mode == "cut" else 0)))
    handler.end_headers()
    handler.wfile.write(body)


def _json(**parts: Any) -> bytes:
    return json.dumps(parts).encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


ANSWERS: dict[str, Any] = {
    "passphrase": lambda pdf: (400, _json(status_code=2031, error="Passphrase anda salah")),
    "quota": lambda pdf: (400, _json(status_code=2041, error="Kuota tanda tangan habis")),
    "expired": lambda pdf: (400, _json(status_code=2021, error="Sertifikat expired")),
    "unknown": lambda pdf: (400, _json(status_code=1000, message="Data tidak ditemukan")),
    "forbidden": lambda pdf: (401, b""),
    "html": lambda pdf: (500, b"<html>Internal Server Error</html>"),
    "garbage": lambda pdf: (200, b"\x00\x01garbage"),
    "no file": lambda pdf: (200, _json(time="1 ms")),
    "not base64": lambda pdf: (200, _json(file=["?"])),
    "empty": lambda pdf: (200, b""),
    "giant": lambda pdf: (200, b"x" * (len(pdf) * 4 // 3 + 300 * 1024)),
    "another": lambda pdf: (200, _json(file=[_base64(signed(pdf[:20] + b" " + pdf[20:]))])),
    "unsigned": lambda pdf: (200, _json(file=[_base64(pdf)])),
    "appended": lambda pdf: (200, _json(file=[_base64(pdf + b"\n%%EOF\n")])),
    "cut": lambda pdf: (200, _json(file=[_base64(pdf)])),
}
