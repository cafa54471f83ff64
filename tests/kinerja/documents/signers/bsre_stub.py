"""A service that speaks like BSrE's, on loopback: it looks at every request, signs for real, or fails."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kinerja.documents.signers.base import Signature
from kinerja.documents.signers.local import Credentials, LocalSigner
from tests.kinerja.documents.keys import ministry
from tests.kinerja.documents.signers.serving import Request, serving

# The passwords are more than Latin-1 can say.
USER, PASSWORD, PASSPHRASE = "kita", "sandi-layanan-✓", "frasa-sangat-rahasia"
EMAIL = "dirjen@contoh.go.id"


@dataclass
class Stub:
    """What the service does next (``mode``), and what it was asked."""

    url: str = ""
    mode: str = "sign"
    asked: list[dict[str, Any]] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
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

    def answer(request: Request) -> None:
        stub.complaints += _complaints(request)
        asked = json.loads(request.body)
        stub.asked.append(asked)
        stub.files.append(base64.b64decode(asked["file"][0], validate=True))
        if stub.mode == "silent":
            return  # the connection is cut without a word
        mode = stub.mode if asked["passphrase"] == PASSPHRASE else "passphrase"
        status, body = ANSWERS[mode](stub.files[-1])
        headers = {"Location": f"{stub.url}/elsewhere"} if mode == "redirect" else {}
        headers |= {"Content-Length": str(len(body) + 1000)} if mode == "cut" else {}
        request.answer(status, body, headers)

    with serving(answer) as stub.url:
        yield stub


def _complaints(request: Request) -> Iterator[str]:
    account = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    if request.path != "/api/v2/sign/pdf":
        yield f"path {request.path}"
    if request.headers["Authorization"] != f"Basic {account}":
        yield "authorization"
    if request.headers["Content-Type"] != "application/json":
        yield "content type"
    asked = json.loads(request.body)
    if set(asked) != {"email", "passphrase", "signatureProperties", "file"}:
        yield f"parts {sorted(asked)}"
    if asked["email"] != EMAIL:
        yield "who"
    if [row["tampilan"] for row in asked["signatureProperties"]] != ["INVISIBLE"] or len(asked["file"]) != 1:
        yield "how"


def _json(**parts: Any) -> bytes:
    return json.dumps(parts).encode()


def _file(pdf: bytes) -> bytes:
    return _json(time="12 ms", file=[base64.b64encode(pdf).decode()])


ANSWERS: dict[str, Any] = {
    "sign": lambda pdf: (200, _file(signed(pdf))),
    "passphrase": lambda pdf: (400, _json(status_code=2031, error="Passphrase anda salah")),
    "quota": lambda pdf: (400, _json(status_code=2041, error="Kuota tanda tangan habis")),
    "expired": lambda pdf: (400, _json(status_code=2021, error="Sertifikat expired")),
    "stranger": lambda pdf: (400, _json(status_code=2011, error="Data tidak ditemukan")),
    "enrolment": lambda pdf: (400, _json(status_code=1, message="User not registered")),
    "unknown": lambda pdf: (400, _json(status_code=1000, message="Berkas  ditolak.\n" + "x" * 300)),
    "echo": lambda pdf: (400, _json(status_code=1000, message=f"Yang dikirim: {PASSPHRASE}")),
    "list": lambda pdf: (400, b"[1]"),
    "forbidden": lambda pdf: (401, b""),
    "html": lambda pdf: (500, b"<html>Internal Server Error</html>"),
    "redirect": lambda pdf: (307, b""),
    "garbage": lambda pdf: (200, b"\x00\x01garbage"),
    "deep": lambda pdf: (200, b"[" * 100_000),
    "no file": lambda pdf: (200, _json(time="1 ms")),
    "two files": lambda pdf: (200, _json(file=["AAAA", "AAAA"])),
    "not base64": lambda pdf: (200, _json(file=["?"])),
    "not ascii": lambda pdf: (200, _json(file=["é"])),
    "empty": lambda pdf: (200, b""),
    "giant": lambda pdf: (200, b"x" * (len(pdf) * 4 // 3 + 300 * 1024)),
    "another": lambda pdf: (200, _file(signed(pdf[:20] + b" " + pdf[20:]))),
    "unsigned": lambda pdf: (200, _file(pdf)),
    "appended": lambda pdf: (200, _file(pdf + b"\n%%EOF\n")),
    "cut": lambda pdf: (200, _file(pdf)),
}
