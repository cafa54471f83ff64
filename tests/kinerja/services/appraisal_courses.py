"""Appraisals signed, received and objected to, on days of a test's choosing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

from kinerja.models import Appraisal, Objection, SignedDocument
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_acting import acting
from kinerja.services.errors import Refused
from kinerja.services.objection import answer_objection, file_objection
from regions.models import Region
from regions.zones import ZONES
from tests.kinerja.appraisal_cast import Appraising

#: Noon of a Monday in Jakarta: the same day in every zone.
MONDAY = datetime(2025, 8, 4, 5, tzinfo=UTC)


def at(moment: datetime) -> Any:
    """Stand still at a moment."""
    return time_machine.travel(moment, tick=False)


def days(number: int) -> datetime:
    """Noon some days after the Monday."""
    return MONDAY + timedelta(days=number)


def last_moment(day: datetime, zone: str) -> datetime:
    """The last moment of a day in a zone."""
    return day.astimezone(ZONES[zone]).replace(hour=23, minute=59, second=59)


def zoned(cast: Appraising, zone: str) -> None:
    """Move the offices to another zone before anything happens there."""
    Region.objects.update(timezone=zone)
    Appraisal.objects.update(zone=zone)


def sign(cast: Appraising) -> None:
    """Sign without a document: what the signature leaves on the appraisal."""
    with acting(appraisal=cast.kabid, act="sign", actor=cast.bupati) as doing:
        doing.appraisal.signed_at = doing.now


def received(cast: Appraising) -> Appraisal:
    """The Kepala Bidang's result, approved, signed and received now."""
    cast.bring("approved")
    sign(cast)
    return perform_act(appraisal=cast.kabid, act="receive", actor=cast.official)


def objected(cast: Appraising) -> Objection:
    """An objection filed now."""
    received(cast)
    return file_objection(appraisal=cast.kabid, actor=cast.official, text="Capaian saya lebih tinggi")


def answered(cast: Appraising) -> Objection:
    """An objection filed and answered now."""
    objected(cast)
    return answer_objection(appraisal=cast.kabid, actor=cast.bupati, text="Hasil tetap")


def reasons(act: Any) -> list[str]:
    """Why an act is refused; nothing where it is not."""
    try:
        act()
    except Refused as refusal:
        return refusal.reasons
    return []


def paper(cast: Appraising) -> SignedDocument:
    """A document of the first revision in force."""
    return SignedDocument.objects.create(
        code="KODE-1",
        kind="appraisal",
        appraisal=cast.kabid,
        revision=1,
        snapshot="{}",
        snapshot_sha256="",
        file="x",
        size=1,
        sha256="",
        signer_name="Bupati",
        certificate="",
        issued_by=cast.bupati,
        issued_at=MONDAY,
    )
