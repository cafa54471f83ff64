"""A Perjanjian Kinerja gets its two signatures in one file; the second makes it binding."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from kinerja.documents.agreement_snapshot import AgreementSnapshot, Program
from kinerja.documents.verify import verify
from kinerja.models import IndicatorSet, Notification, PerformanceAgreement, SignedDocument
from kinerja.selectors.document import Standing, content, public_document, standing
from kinerja.services import agreement_signing as service
from kinerja.services.agreement import draft_agreement
from kinerja.services.agreement_faults import Planned
from kinerja.services.agreement_signing import offer_agreement, return_agreement, sign_offered
from kinerja.services.errors import FigureErrors, NotPermitted
from officials.models import Appointment, AuditEntry, Official, User
from tests.builders import make_region, make_user
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.cast import refusal
from tests.kinerja.documents.papers import run, text_of
from tests.threads import at_once

YEAR = 2025


class Case:
    """Fakfak's draft, its Kepala Dinas and the Dirjen."""

    def __init__(self) -> None:
        self.office = Appraising()
        self.unit = self.office.kabid.evaluation.unit
        self.head: User = self.office.office.users["kepala_dinas"]
        self.dirjen = self.office.dirjen
        self.operator = make_user("operator_ditjen", username="penyusun")
        PerformanceAgreement.objects.filter(unit=self.unit, year=YEAR).delete()
        self.draft = draft_agreement(
            unit=self.unit,
            year=YEAR,
            indicator_set=IndicatorSet.objects.get(),
            actor=self.operator,
            targets={"K1.2": Decimal(95)},
            number="800/12/Disdukcapil",
            programs=[Planned("Program Pencatatan Sipil", 875_500_000, "APBD")],
        )

    def now(self) -> PerformanceAgreement:
        return PerformanceAgreement.objects.get(pk=self.draft.pk)


@pytest.fixture
def case(db: None, media_root: Path) -> Case:
    return Case()


def test_two_signatures_in_one_file(case: Case, tmp_path: Path) -> None:
    document = offer_agreement(agreement=case.draft, actor=case.head)
    alone, frozen = content(document), AgreementSnapshot.from_json(document.snapshot)
    assert (case.now().state, document.kind, document.status) == ("offered", "agreement", "current")
    assert frozen.programs == (Program("Program Pencatatan Sipil", 875_500_000, "APBD"),)
    assert [(row.code, row.target) for row in frozen.promises if row.agreed] == [("K1.2", "95 %")]
    assert (frozen.signer.name, frozen.second.name) == (
        case.head.official and case.head.official.name,
        case.dirjen.official and case.dirjen.official.name,
    )
    signed = sign_offered(agreement=case.draft, actor=case.dirjen)
    assert (signed.state, signed.signed_on) == ("signed", timezone.localdate())
    document.refresh_from_db()
    found = verify(content(document))
    assert [(row.field, row.subject) for row in found.signatures] == [
        ("PihakPertama", frozen.signer.name[:64]),
        ("PihakKedua", frozen.second.name[:64]),
    ]
    assert (found.valid, content(document).startswith(alone)) == (True, True)
    assert found.checks[-1].text == "Dokumen ini memuat janji, bukan hasil: tidak ada yang dihitung ulang."
    path = tmp_path / "agreement.pdf"
    path.write_bytes(content(document))
    assert run("pdfsig", path).count("Signature Validation: Signature is Valid.") == 2
    text = text_of(content(document))
    assert "Rp875.500.000" in text
    assert "PERJANJIAN KINERJA TAHUN 2025" in text.upper()
    shown = public_document(document.code)
    assert shown is not None
    assert (shown.kind, shown.period, [part for part, _day in shown.signatures]) == (
        "Perjanjian Kinerja",
        f"Tahun {YEAR}",
        ["pihak pertama", "pihak kedua"],
    )
    actions = AuditEntry.objects.filter(action__startswith="agreement.").order_by("id")
    assert [row.action for row in actions] == ["agreement.draft", "agreement.offer", "agreement.sign"]


def test_one_signature_does_not_bind(case: Case) -> None:
    document = offer_agreement(agreement=case.draft, actor=case.head)
    alone = content(document)
    waiting = "Perjanjian ini baru ditandatangani pihak pertama dan belum mengikat."
    shown = public_document(document.code)
    assert shown is not None
    assert (shown.status, shown.finished, shown.status_text) == ("current", False, waiting)
    assert standing(alone, document.code) == Standing("unfinished", None, waiting, document.code)
    sign_offered(agreement=case.draft, actor=case.dirjen)
    day = date_format(timezone.localdate(), "j F Y")
    assert standing(alone, document.code) == Standing(
        "current",
        True,
        f"Dokumen ini berlaku. Sesudah berkas ini, ditambahkan tanda tangan pihak kedua pada {day}.",
        document.code,
    )


def test_who_may(case: Case) -> None:
    for who in (case.dirjen, case.office.bupati, case.office.official, case.operator):
        with pytest.raises(NotPermitted):
            offer_agreement(agreement=case.draft, actor=who)
    offer_agreement(agreement=case.draft, actor=case.head)
    for who in (case.head, case.office.bupati, case.office.admin):
        with pytest.raises(NotPermitted):
            sign_offered(agreement=case.draft, actor=who)
    with pytest.raises(NotPermitted):
        return_agreement(agreement=case.draft, actor=case.office.bupati, note="x")


def test_in_its_order_and_only_once(case: Case) -> None:
    early = refusal(lambda: sign_offered(agreement=case.draft, actor=case.dirjen))
    assert early == ["Perjanjian Kinerja ini tidak dapat ditandatangani: keadaannya Konsep."]
    offer_agreement(agreement=case.draft, actor=case.head)
    again = refusal(lambda: offer_agreement(agreement=case.draft, actor=case.head))
    assert again == [
        "Perjanjian Kinerja ini tidak dapat ditandatangani: keadaannya Ditandatangani pihak pertama."
    ]
    tables = IndicatorSet.objects.get()
    draft = partial(draft_agreement, unit=case.unit, year=YEAR, indicator_set=tables, targets={})
    assert refusal(lambda: draft(actor=case.operator)) == [
        "Perjanjian Kinerja ini sudah ditandatangani pihak pertama; kembalikan dahulu."
    ]
    sign_offered(agreement=case.draft, actor=case.dirjen)
    assert len(refusal(lambda: sign_offered(agreement=case.draft, actor=case.dirjen))) == 1


def test_returned_and_offered_anew(case: Case) -> None:
    first = offer_agreement(agreement=case.draft, actor=case.head)
    with pytest.raises(FigureErrors):
        return_agreement(agreement=case.draft, actor=case.dirjen, note=" ")
    return_agreement(agreement=case.draft, actor=case.dirjen, note="Target K3 terlalu rendah")
    first.refresh_from_db()
    assert (case.now().state, first.status, first.withdrawn_reason) == (
        "draft",
        "withdrawn",
        "Target K3 terlalu rendah",
    )
    second = offer_agreement(agreement=case.draft, actor=case.head)
    assert (second.revision, second.status) == (2, "current")


def test_another_dirjen_by_now(case: Case) -> None:
    offer_agreement(agreement=case.draft, actor=case.head)
    post = Appointment.objects.get(position__kind="dirjen")
    Official.objects.filter(pk=post.official_id).update(name="Nama Baru")
    assert refusal(lambda: sign_offered(agreement=case.draft, actor=case.dirjen)) == [
        "Pihak kedua yang tercetak bukan Direktur Jenderal hari ini; kembalikan untuk dibuat baru."
    ]


def test_a_draft_that_changed_while_it_was_signed(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    original = service.make

    def changed(*words: object) -> object:
        PerformanceAgreement.objects.update(national_series="Lain")
        return original(*words)

    monkeypatch.setattr(service, "make", changed)
    assert refusal(lambda: offer_agreement(agreement=case.draft, actor=case.head)) == [
        "Konsep ini berubah selagi ditandatangani; baca lagi, lalu tanda tangani."
    ]
    assert (SignedDocument.objects.count(), case.now().state) == (0, "draft")


@pytest.mark.django_db(transaction=True)
def test_of_four_signatures_at_once_one_stands(media_root: Path) -> None:
    case = Case()
    offer_agreement(agreement=case.draft, actor=case.head)

    def sign(pk: int) -> str:
        try:
            return sign_offered(agreement=case.now(), actor=User.objects.get(pk=pk)).state
        except Exception as error:
            return type(error).__name__

    answers = at_once([partial(sign, case.dirjen.pk)] * 4)
    document = SignedDocument.objects.get()
    assert sorted(answers) == ["Refused", "Refused", "Refused", "signed"]
    assert (document.signatures.count(), len(verify(content(document)).signatures)) == (2, 2)
    assert len(list(media_root.rglob("*.pdf"))) == 1


def test_who_is_told(case: Case) -> None:
    """The Dirjen that it waits; operator and Kepala Dinas that it came back, and nobody of their own act."""
    operator = make_user("operator_unit", case.unit.region, username="operator-fakfak")
    make_user("operator_unit", make_region("92.02", "Manokwari"), username="operator-lain")
    others = User.objects.filter(roles__role="dirjen").exclude(pk=case.dirjen.pk)
    offer_agreement(agreement=case.draft, actor=case.head)
    return_agreement(agreement=case.draft, actor=case.dirjen, note="Target K3 terlalu rendah")
    offer_agreement(agreement=case.draft, actor=case.head)
    return_agreement(agreement=case.draft, actor=case.head, note="Salah nomor")
    waits = (
        "Perjanjian Kinerja 2025 Disdukcapil Fakfak sudah ditandatangani pihak pertama dan menunggu tanda "
        "tangan Anda."
    )
    back = "Perjanjian Kinerja 2025 Disdukcapil Fakfak dikembalikan menjadi konsep; baca alasannya, perbaiki."
    told = Notification.objects.exclude(recipient__in=others).order_by("pk")
    assert list(told.values_list("recipient__username", "text")) == [
        (case.dirjen.username, waits),
        (operator.username, back),
        (case.head.username, back),
        (case.dirjen.username, waits),
        (operator.username, back),
    ]
    assert set(Notification.objects.filter(recipient__in=others).values_list("text", flat=True)) == {waits}
    assert {row.path for row in Notification.objects.all()} == {"/perjanjian/2025/92.03/"}
