"""A request to a service comes to an end, whatever the service does, and goes nowhere else."""

from collections.abc import Callable, Iterator
from socket import create_server
from threading import Event

import pytest

from kinerja.documents.signers.post import (
    Answer,
    Patience,
    TooLargeError,
    TooSlowError,
    UnreachableError,
    post,
)
from tests.kinerja.documents.signers.serving import Request, serving

PATIENCE = Patience(connection=5, word=5, whole=5)
SHORT = Patience(connection=0.1, word=0.1, whole=5)


class Service:
    """What it does next, and how often it was asked."""

    def __init__(self) -> None:
        self.act: Callable[[Request], None] = lambda request: request.answer(200, request.body)
        self.asked = 0
        self.url = ""

    def __call__(self, request: Request) -> None:
        self.asked += 1
        self.act(request)


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    service = Service()
    with serving(service) as service.url:
        yield service


@pytest.fixture
def service(running: Service) -> Service:
    running.asked = 0
    return running


def ask(service: Service, patience: Patience = PATIENCE, most: int = 100) -> Answer:
    return post(service.url, most=most, patience=patience, headers={}, data=b"halo")


def test_says_what_the_service_said(service: Service) -> None:
    service.act = lambda request: request.answer(
        200, request.body + request.headers["Accept-Encoding"].encode()
    )
    assert ask(service) == Answer(200, b"haloidentity")


def test_is_not_sent_elsewhere(service: Service) -> None:
    service.act = lambda request: request.answer(307, b"", {"Location": "/elsewhere"})
    assert (ask(service), service.asked) == (Answer(307, b""), 1)


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "9999"}])
def test_reads_no_more_than_an_answer_may_have(service: Service, headers: dict[str, str]) -> None:
    service.act = lambda request: request.answer(200, b"x" * 9999, headers)
    with pytest.raises(TooLargeError):
        ask(service)


def test_an_answer_without_an_end_is_bounded_too(service: Service) -> None:
    def endless(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 4096)

    service.act = endless
    with pytest.raises(TooLargeError):
        ask(service, most=100_000)


def test_a_packed_answer_stays_packed(service: Service) -> None:
    service.act = lambda request: request.answer(200, b"\x1f\x8b", {"Content-Encoding": "gzip"})
    assert ask(service) == Answer(200, b"\x1f\x8b")


def test_one_byte_at_a_time_takes_too_long(service: Service) -> None:
    left = Event()

    def drip(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        while not left.wait(0.02):
            request.wfile.write(b"x")

    service.act = drip
    try:
        with pytest.raises(TooSlowError) as caught:
            ask(service, Patience(connection=5, word=5, whole=0.2))
    finally:
        left.set()
    assert caught.value.__cause__ is None


def test_no_word_within_its_time(service: Service) -> None:
    """Neither at the beginning nor in the middle of an answer."""
    left = Event()

    def halting(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"x")
        left.wait(5)

    service.act = halting
    try:
        with pytest.raises(TooSlowError):
            ask(service, SHORT)
    finally:
        left.set()
    with create_server(("127.0.0.1", 0)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(TooSlowError):
            post(address, most=100, patience=SHORT, headers={}, data=b"halo")


@pytest.mark.parametrize("headers", [{"Content-Length": "9"}, {"Transfer-Encoding": "chunked"}])
def test_a_connection_that_breaks(service: Service, headers: dict[str, str]) -> None:
    body = b"x" if "Content-Length" in headers else b"5\r\nxx"
    service.act = lambda request: request.answer(200, body, headers)
    with pytest.raises(UnreachableError) as caught:
        ask(service)
    assert caught.value.__cause__ is None


def test_nobody_at_home() -> None:
    with create_server(("127.0.0.1", 0)) as gone:
        address = f"http://127.0.0.1:{gone.getsockname()[1]}"
    with pytest.raises(UnreachableError):
        post(address, most=100, patience=PATIENCE, headers={}, data=b"halo")
