"""The time-stamp authority that makes a signature PAdES B-T; none is asked unless the settings name one."""

from functools import cache
from typing import Any

from asn1crypto import tsp
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper
from requests import RequestException

from kinerja.documents.signers.base import SigningError

#: Seconds that an authority may take.
PATIENCE = 10


class TimeStamper(HTTPTimeStamper):
    """pyHanko's client, with errors of ours; its answers are checked against the request."""

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask once.

        Raises:
            SigningError: the authority cannot be reached, refuses, or answers something else.
        """
        try:
            return await super().async_request_tsa_response(req)
        except (RequestException, TimestampRequestError, ValueError) as error:
            raise SigningError(_unavailable()) from error

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        """A token over a digest.

        Raises:
            SigningError: as for the request; also where the token is about something else.
        """
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (TimestampRequestError, ValueError) as error:
            raise SigningError(_unavailable()) from error


def time_stamper() -> TimeStamper | None:
    """The client of ``SIGNING_TSA_URL``; None where no authority is set."""
    return _client(settings.SIGNING_TSA_URL) if settings.SIGNING_TSA_URL else None


@cache
def _client(url: str) -> TimeStamper:
    return TimeStamper(url, timeout=PATIENCE)


def _unavailable() -> str:
    return _("Otoritas cap waktu tidak memberi cap waktu yang sah; belum ada yang ditandatangani. Coba lagi.")
