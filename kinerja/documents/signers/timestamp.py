"""The time-stamp authority that makes a signature PAdES B-T; none is asked unless the settings name one."""

from typing import Any

from asn1crypto import tsp
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.sign.timestamps import TimeStamper as Requester

from kinerja.documents.signers.base import SigningError
from kinerja.documents.signers.post import (
    Answer,
    Patience,
    TooLargeError,
    TooSlowError,
    UnreachableError,
    post,
)

#: Room for a time stamp with the certificates of its authority, in bytes.
ROOM = 12 * 1024
PATIENCE = Patience(connection=10, word=10, whole=20)
_HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
_GRANTED = ("granted", "granted_with_mods")


class TimeStamper(Requester):
    """Asks one authority (RFC 3161) and takes only what answers the question that was put."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        """A token over a digest.

        Raises:
            SigningError: the authority cannot be reached, refuses, or answers something else.
        """
        _nonce, request = self.request_cms(message_digest, md_algorithm)
        try:
            answer = post(self.url, most=ROOM, patience=PATIENCE, headers=_HEADERS, data=request.dump())
        except (UnreachableError, TooSlowError, TooLargeError) as error:
            raise SigningError(_unavailable()) from error
        try:
            return _token(answer, request)
        except Exception as error:  # hostile bytes: asn1crypto raises whatever it stumbles over
            raise SigningError(_unavailable()) from error


def time_stamper() -> TimeStamper | None:
    """The client of ``SIGNING_TSA_URL``; None where no authority is set."""
    return TimeStamper(settings.SIGNING_TSA_URL) if settings.SIGNING_TSA_URL else None


def _token(answer: Answer, request: Any) -> Any:
    """The token of an answer, once it is about this request.

    Raises:
        ValueError: refused, or about something else.
    """
    response = tsp.TimeStampResp.load(answer.body, strict=True)
    if answer.status != 200 or response["status"]["status"].native not in _GRANTED:
        raise ValueError("refused")
    token = response["time_stamp_token"]
    said = token["content"]["encap_content_info"]["content"].parsed
    asked, stamped = request["message_imprint"], said["message_imprint"]
    same = (
        said["nonce"].native == request["nonce"].native
        and stamped["hashed_message"].native == asked["hashed_message"].native
        and stamped["hash_algorithm"]["algorithm"].native == asked["hash_algorithm"]["algorithm"].native
    )
    if not same:
        raise ValueError("about something else")
    return token


def _unavailable() -> str:
    return _("Otoritas cap waktu tidak memberi cap waktu yang sah; belum ada yang ditandatangani. Coba lagi.")
