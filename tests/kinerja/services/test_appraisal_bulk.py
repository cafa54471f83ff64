"""Approving many that a list showed: each by itself, none unseen (II.B)."""

import pytest

from kinerja.models import Recommendation
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.appraisal import MOST_AT_ONCE, BulkReport, Seen, approve_many
from kinerja.services.errors import Refused
from officials.audit_chain import verify_chain
from officials.models import AuditEntry
from tests.builders import make_incident
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db

CHANGED = "Penilaian ini berubah sejak halaman dibuka. Periksa sekali lagi."


@pytest.fixture
def cast(db: None) -> Appraising:
    """Fakfak, its result final, its appraisals opened."""
    return Appraising()


def ready(cast: Appraising, *kinds: str) -> list[Seen]:
    """Appraisals in review with a recommendation, as a list shows them."""
    rows = []
    for kind in kinds:
        row = cast.bring("in_review", kind)
        Recommendation.objects.create(appraisal=row, career="Dipertahankan", written_by=cast.bupati)
        rows.append(Seen(row, seen_now(row)))
    return rows


def test_many_are_approved_each_by_itself_and_one_refusal_stops_no_other(cast: Appraising) -> None:
    kabid, kasi, kasubag = ready(cast, "kabid", "kasi", "kasubag")
    unseen = Seen(kasubag.appraisal, "")
    report = approve_many(seen=[kabid, unseen, Seen(kasi.appraisal, "lain")], actor=cast.bupati)
    assert report == BulkReport(
        approved=(cast.kabid,),
        refused=(
            (kasubag.appraisal, ("Penilaian ini belum dilihat; buka halamannya lebih dahulu.",)),
            (kasi.appraisal, (CHANGED,)),
        ),
    )
    approvals = AuditEntry.objects.filter(action="appraisal.approve").values_list("object_id", flat=True)
    assert (list(approvals), verify_chain().broken) == ([str(kabid.appraisal.pk)], None)


def test_of_many_the_ones_of_another_assessor_are_refused(cast: Appraising) -> None:
    rows = ready(cast, "kabid", "kepala_dinas")
    report = approve_many(seen=rows, actor=cast.bupati)
    told = "“Setujui” adalah wewenang Direktur Jenderal yang menjabat hari ini, atau Plh-nya."
    assert report == BulkReport((cast.kabid,), ((rows[1].appraisal, (told,)),))


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (0, "Belum ada penilaian yang dicentang."),
        (MOST_AT_ONCE + 1, "Paling banyak 100 penilaian sekali setuju."),
    ],
)
def test_of_none_and_of_too_many_nothing_is_approved(cast: Appraising, number: int, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        approve_many(seen=ready(cast, "kabid") * number, actor=cast.bupati)
    assert (refusal.value.reasons, cast.kabid.state) == ([reason], "in_review")


def test_the_words_on_a_red_flag_are_each_row_s_own(cast: Appraising) -> None:
    make_incident(cast.office.evaluation, "breach")
    first, second = ready(cast, "kabid", "kasi")
    told = Seen(first.appraisal, first.digest, "Bukan di bidang ini")
    report = approve_many(seen=[told, second], actor=cast.bupati)
    assert (report.approved, len(report.refused), cast.kabid.acknowledgement) == (
        (cast.kabid,),
        1,
        "Bukan di bidang ini",
    )
