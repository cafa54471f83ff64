"""Who is told of which act, in which words; reading; the switch of the e-mail."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Appraisal, Clarification, Notification, NotificationPreference, Objection
from kinerja.rules.workflow import ACTS, APPRAISAL_ACTS
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.notification import mark_all_read, mark_read, set_email, tell, tell_many, tell_unit
from kinerja.services.notification_events import EVENTS
from kinerja.services.transition import perform
from officials.models import AuditEntry, User
from tests.kinerja.cast import Cast
from tests.kinerja.chain import NOON, Chain

KABID = "Nama kabid, Kabid"


@pytest.fixture
def chain(db: None) -> Chain:
    """Fakfak and its people."""
    return Chain()


def stored() -> list[tuple[str, str]]:
    """Who was told what, by name."""
    return sorted(Notification.objects.values_list("recipient__username", "text"))


#: Act, who acts, and the accounts that are told.
TOLD = [
    ("rate", "kadis", []),
    ("import_rating", "operator", []),
    ("submit", "kadis", ["bupati"]),
    ("review", "bupati", []),
    ("recommend", "bupati", []),
    ("return_", "bupati", ["kadis"]),
    ("approve", "bupati", []),
    ("sign", "bupati", ["kabid"]),
    ("receive", "kabid", ["bupati"]),
    ("object", "kabid", ["bupati", "gubernur"]),
    ("answer", "bupati", ["gubernur", "kabid"]),
    ("decide", "gubernur", ["bupati", "kabid"]),
    ("sign_decision", "gubernur", ["kabid"]),
    ("close", "bupati", ["kabid"]),
    ("reopen", "menteri", ["bupati", "kabid"]),
    ("follow_up", "kadis", []),
    ("clarification.ask", "kabid", ["verifikator"]),
    ("clarification.answer", "verifikator", ["kabid"]),
]


@pytest.mark.parametrize(("act", "actor", "expected"), TOLD)
def test_who_is_told(chain: Chain, act: str, actor: str, expected: list[str]) -> None:
    count = tell(appraisal=chain.of_kabid, act=act, actor=User.objects.get(username=actor))
    assert (count, [name for name, _text in stored()]) == (len(expected), expected)


def test_every_act_of_the_table_has_its_row() -> None:
    of_appraisals = {f"appraisal.{row.name.rstrip('_')}" for row in APPRAISAL_ACTS}
    of_units = {f"evaluation.{row.name.rstrip('_')}" for row in ACTS}
    clarifications = {"clarification.ask", "clarification.answer"}
    agreements = {"agreement.offer", "agreement.return"}
    others = {name for name in EVENTS if not name.startswith("evaluation.")}
    assert others == of_appraisals | clarifications | agreements
    assert {name for name in EVENTS if name.startswith("evaluation.")} - of_units == set()
    assert [act for act, _actor, _told in TOLD] == [
        *(row.name for row in APPRAISAL_ACTS),
        "clarification.ask",
        "clarification.answer",
    ]


def test_an_unknown_act_is_a_slip_in_the_code(chain: Chain) -> None:
    with pytest.raises(LookupError):
        tell(appraisal=chain.of_kabid, act="praise", actor=chain.bupati)


def test_whoever_acted_is_not_told(chain: Chain) -> None:
    """The Kepala Dinas acts for the Bupati too: of their own submission only the Bupati hears."""
    chain.delegate(chain.bupati, chain.kadis, date(2000, 1, 1), date(2999, 1, 1))
    tell(appraisal=chain.of_kabid, act="submit", actor=chain.kadis)
    assert [name for name, _text in stored()] == ["bupati"]


def test_a_message_in_full(chain: Chain) -> None:
    tell(appraisal=chain.of_kabid, act="submit", actor=chain.kadis)
    made = Notification.objects.values(
        "recipient", "event", "key", "text", "path", "appraisal", "read_at", "mailed_at"
    )
    assert list(made) == [
        {
            "recipient": chain.bupati.pk,
            "event": "appraisal.submit",
            "key": "",
            "text": f"Penilaian 2025-1 atas nama {KABID} diajukan dan menunggu pemeriksaan Anda.",
            "path": f"/penilaian/2025-1/pejabat/{chain.of_kabid.pk}/",
            "appraisal": chain.of_kabid.pk,
            "read_at": None,
            "mailed_at": None,
        }
    ]


def test_deadlines_are_named(chain: Chain) -> None:
    """A receipt of 10 July opens fourteen days; an objection and a question have their own day."""
    chain.move(chain.of_kabid, "received", NOON)
    tell(appraisal=chain.of_kabid, act="receive", actor=chain.kabid)
    asked = {"appraisal": chain.of_kabid, "text": "Mengapa?"}
    Objection.objects.create(
        **asked, revision=1, filed_at=NOON, filed_by=chain.kabid, answer_due=date(2025, 8, 2)
    )
    tell(appraisal=chain.of_kabid, act="object", actor=chain.kabid)
    Clarification.objects.create(**asked, asked_at=NOON, asked_by=chain.kabid, due=date(2025, 8, 3))
    tell(appraisal=chain.of_kabid, act="clarification.ask", actor=chain.kabid)
    objection = (
        f"Keberatan atas penilaian 2025-1 diajukan oleh {KABID}; "
        "pejabat penilai menjawab paling lambat 2 Agustus 2025."
    )
    assert stored() == [
        (
            "bupati",
            f"Hasil penilaian 2025-1 diterima oleh {KABID}; keberatan dapat diajukan sampai 24 Juli 2025.",
        ),
        ("bupati", objection),
        ("gubernur", objection),
        (
            "verifikator",
            f"{KABID} meminta klarifikasi data unsur 1 2025-1; jawab paling lambat 3 Agustus 2025.",
        ),
    ]


def test_forty_rows_are_one_message_an_account(chain: Chain) -> None:
    rows = chain.many(40)
    assert tell_many(appraisals=[*rows, chain.of_kabid], act="submit", actor=chain.dirjen) == 1
    made = Notification.objects.get()
    assert (made.recipient, made.text, made.path, made.appraisal) == (
        chain.bupati,
        "41 penilaian 2025-1 diajukan dan menunggu pemeriksaan Anda.",
        "/penilaian/2025-1/pejabat/",
        None,
    )


def test_forty_rows_of_as_many_people_are_told_each(chain: Chain) -> None:
    """Each official hears of the own result, with its own address; in as many queries as for one."""
    rows = chain.many(40)
    counts = []
    for some in (rows[:1], rows[1:]):
        with CaptureQueriesContext(connection) as captured:
            told = tell_many(appraisals=some, act="sign", actor=chain.bupati)
        counts.append((told, len(captured)))
    assert counts == [(1, counts[0][1]), (39, counts[0][1])]
    assert sorted(Notification.objects.values_list("recipient__official", "appraisal")) == sorted(
        (row.official_id, row.pk) for row in rows
    )


def test_a_long_name_fits(chain: Chain) -> None:
    """The longest name and post there can be leave every sentence whole."""
    Appraisal.objects.filter(pk=chain.of_kabid.pk).update(name="N" * 120, title="J" * 160)
    chain.of_kabid.refresh_from_db()
    chain.move(chain.of_kabid, "received", NOON)
    for act, _actor, _told in TOLD:
        tell(appraisal=chain.of_kabid, act=act, actor=chain.operator)
    texts = list(Notification.objects.values_list("text", flat=True))
    assert (len(texts), max(map(len, texts)) <= 300, {text[-1] for text in texts}) == (16, True, {"."})


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (
            "return_",
            "Isian Disdukcapil Fakfak, periode 2025-1, dikembalikan; perbaiki, lalu ajukan kembali.",
        ),
        (
            "question",
            "Pemantau provinsi mengajukan pertanyaan atas isian Disdukcapil Fakfak, periode 2025-1.",
        ),
    ],
)
def test_the_operator_is_told_of_the_units_submission(chain: Chain, act: str, text: str) -> None:
    assert tell_unit(evaluation=chain.evaluation, act=act, actor=chain.verifier) == 1
    made = Notification.objects.get()
    assert (made.recipient, made.text, made.path) == (chain.operator, text, "/isian/2025-1/92.03/")


def test_other_acts_on_a_unit_tell_nobody(chain: Chain) -> None:
    names = [row.name for row in ACTS if row.name not in ("return_", "question")]
    counts = [tell_unit(evaluation=chain.evaluation, act=name, actor=chain.verifier) for name in names]
    assert (counts, Notification.objects.count()) == ([0] * 6, 0)


def test_the_workflow_of_a_unit_tells_its_operator(cast: Cast) -> None:
    """In the same transaction as the act; a refused act tells nobody."""
    cast.act(cast.kabupaten, "submit")
    cast.act(cast.kabupaten, "question", note="Dari mana angka ini?")
    with pytest.raises(Refused):
        perform(evaluation=cast.kabupaten, act="return_", actor=cast.verifier, note="")
    perform(evaluation=cast.kabupaten, act="return_", actor=cast.verifier, note="Perbaiki K1.2.")
    told = Notification.objects.order_by("pk").values_list("recipient__username", "event")
    assert list(told) == [("operator", "evaluation.question"), ("operator", "evaluation.return")]


def test_reading_is_ones_own(chain: Chain) -> None:
    tell(appraisal=chain.of_kabid, act="object", actor=chain.kabid)
    mine, other = (Notification.objects.get(recipient=who) for who in (chain.bupati, chain.gubernur))
    first = mark_read(notification=mine, actor=chain.bupati).read_at
    assert mark_read(notification=mine, actor=chain.bupati).read_at == first
    with pytest.raises(NotPermitted):
        mark_read(notification=other, actor=chain.bupati)
    other.refresh_from_db()
    assert (first is None, other.read_at, AuditEntry.objects.count()) == (False, None, 0)


def test_all_are_read_of_one_account(chain: Chain) -> None:
    for act in ("object", "submit"):
        tell(appraisal=chain.of_kabid, act=act, actor=chain.kabid)
    assert (mark_all_read(actor=chain.bupati), mark_all_read(actor=chain.bupati)) == (2, 0)
    unread = Notification.objects.filter(read_at__isnull=True)
    assert list(unread.values_list("recipient__username", flat=True)) == ["gubernur"]


def test_the_switch_is_audited_once(chain: Chain) -> None:
    for on in (True, False, False, True):
        set_email(on=on, actor=chain.bupati)
    entries: list[Any] = list(AuditEntry.objects.values_list("action", "actor", "before", "after"))
    assert NotificationPreference.objects.get().email is True
    assert sorted(entries, key=str) == sorted(
        [
            ("notification.email", chain.bupati.pk, {"email": True}, {"email": False}),
            ("notification.email", chain.bupati.pk, {"email": False}, {"email": True}),
        ],
        key=str,
    )
