"""One request to a service outside, kept short: no redirect is followed, no answer read without an end."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Any

import requests
import urllib3

_CHUNK = 64 * 1024


class UnreachableError(Exception):
    """Nobody answered, or not to the end."""


class TooSlowError(Exception):
    """No whole answer within the time that was given."""


class TooLargeError(Exception):
    """The answer is larger than any that could be right."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for the connection, for a next word, for all of the answer."""

    connection: float
    word: float
    whole: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said; ``status`` 300 to 399: it sends us elsewhere, where we do not go."""

    status: int
    body: bytes


def post(url: str, *, most: int, patience: Patience, headers: dict[str, str], **request: Any) -> Answer:
    """Post once.

    Args:
        url: where; over https its certificate is checked.
        most: size in bytes that an answer may have.
        patience: how long it may take.
        headers: of the request, beside what HTTP itself needs.
        request: what ``requests.post`` takes beside these, such as ``json`` or ``auth``.

    Raises:
        UnreachableError, TooSlowError, TooLargeError: no answer. No text of theirs repeats the request, and
            no cause is kept that could.
    """
    until = monotonic() + patience.whole
    try:
        with requests.post(
            url,
            # What is read is bounded as it comes over the line, so it must not be packed.
            headers=headers | {"Accept-Encoding": "identity"},
            timeout=(patience.connection, patience.word),
            allow_redirects=False,
            stream=True,
            **request,
        ) as response:
            return Answer(response.status_code, b"".join(_chunks(response, most, until)))
    except (requests.Timeout, urllib3.exceptions.TimeoutError):
        raise TooSlowError from None
    except (requests.RequestException, urllib3.exceptions.HTTPError):
        raise UnreachableError from None


def _chunks(response: requests.Response, most: int, until: float) -> Iterator[bytes]:
    """The body as it arrives: also a service that says one byte at a time comes to an end."""
    read = 0
    while chunk := response.raw.read1(_CHUNK):
        read += len(chunk)
        if read > most:
            raise TooLargeError
        if monotonic() > until:
            raise TooSlowError
        yield chunk
