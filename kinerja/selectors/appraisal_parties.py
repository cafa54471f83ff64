"""Who assesses, rates and decides an appraisal: as frozen when it was opened, and who is there today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.models import Appraisal
from kinerja.relations import rater
from kinerja.rules.rounding import percent_text
from kinerja.selectors.appraisal_field import lacks_field
from kinerja.selectors.period import policy_of
from officials.acting import of_delegate, of_holder
from officials.models import Appointment, Delegation, Position
from regions.zones import local_day


@dataclass(frozen=True, slots=True)
class Seat:
    """A post around an appraisal.

    ``then`` is the holder's name when the appraisal was opened, ``today`` the holder's now ("" where the post
    is empty), ``acting`` whoever acts for the holder today, with the decision.
    """

    label: str
    title: str
    then: str
    today: str
    acting: str = ""

    @property
    def has_changed(self) -> bool:
        """Whether another person holds the post by now."""
        return bool(self.then and self.today and self.then != self.today)


@dataclass(frozen=True, slots=True)
class _Held:
    """Who holds some posts on a day, and who acts for their holders."""

    tenures: dict[int, Appointment]
    delegations: dict[int, Delegation]


def seats(appraisal: Appraisal) -> list[Seat]:
    """The assessor, the direct superior and the decider; in four queries and the superior's chain.

    Args:
        appraisal: with ``assessor``, ``superior`` and ``decider`` loaded.

    Source: R7, R9.
    """
    posts = [post for post in (appraisal.assessor, appraisal.superior, appraisal.decider) if post]
    held = _held(posts, local_day(appraisal.zone, timezone.now()))
    found = [
        _seat(
            _("Pejabat penilai"), appraisal.assessor, appraisal.assessor_title, appraisal.assessor_name, held
        ),
        _seat(
            _("Atasan langsung"), appraisal.superior, appraisal.superior_title, appraisal.superior_name, held
        ),
        _seat(_("Pemutus keberatan"), appraisal.decider, appraisal.decider_title, "", held),
    ]
    stands_in = rater(appraisal)
    if appraisal.superior is not None and stands_in is not None and stands_in != appraisal.superior:
        now = _held([stands_in], local_day(appraisal.zone, timezone.now()))
        found.insert(2, _seat(_("Menilai unsur 2 hari ini"), stands_in, stands_in.title, "", now))
    return found


def notices(appraisal: Appraisal, around: list[Seat]) -> list[str]:
    """What a reader must know of an appraisal that is not as it was when it was opened or approved (R8, R9).

    Args:
        appraisal: with its evaluation, position and official.
        around: of ``seats``.
    """
    of_result = [*_of_field(appraisal), *_of_signature(appraisal, around), *_of_unit(appraisal)]
    return [*of_result, *_of_person(appraisal)]


def _held(posts: list[Position], day: date) -> _Held:
    tenures = Appointment.objects.on(day).filter(position__in=posts).select_related("official")
    acting = Delegation.objects.in_force(day).filter(position__in=posts).select_related("delegate")
    return _Held({row.position_id: row for row in tenures}, {row.position_id: row for row in acting})


def _seat(label: str, post: Position | None, title: str, then: str, held: _Held) -> Seat:
    if post is None:
        return Seat(label, title or "–", then, "")
    tenure, acting = held.tenures.get(post.pk), held.delegations.get(post.pk)
    name = tenure.official.name if tenure else ""
    if tenure and tenure.kind != Appointment.Kind.DEFINITIF:
        name = of_holder(tenure, post).line
    return Seat(label, title or post.title, then, name, of_delegate(acting, post).line if acting else "")


def _of_field(appraisal: Appraisal) -> Iterator[str]:
    """That element 1 is not known yet, whatever figure stands there (R8)."""
    if not appraisal.is_decided and lacks_field(appraisal, policy_of(appraisal.period)):
        yield _(
            "Bidang jabatan ini belum tercatat: angka unsur 1 di bawah adalah hasil unit kerja, bukan hasil "
            "bidangnya, dan belum dapat disetujui."
        )


def _of_signature(appraisal: Appraisal, around: list[Seat]) -> Iterator[str]:
    assessor, signed = around[0], appraisal.approved_as
    if signed and signed["basis"]:
        yield _("Disetujui oleh %(post)s, %(name)s (%(basis)s).") % signed
    elif signed and appraisal.assessor_name not in ("", signed["name"]):
        words = {"then": appraisal.assessor_name, "name": signed["name"], "post": signed["post"]}
        yield (
            _("Saat penilaian dibuka pejabat penilainya %(then)s; yang menyetujui %(name)s selaku %(post)s.")
            % words
        )
    elif not signed and assessor.has_changed:
        words = {"then": assessor.then, "name": assessor.today, "post": assessor.title}
        yield _("Saat penilaian dibuka %(post)s dijabat %(then)s; sekarang %(name)s yang menilai.") % words
    for seat in around:
        if seat.acting:
            yield _("Hari ini wewenang %(title)s dijalankan oleh %(acting)s.") % {
                "title": seat.title,
                "acting": seat.acting,
            }


def _of_unit(appraisal: Appraisal) -> Iterator[str]:
    """Why element 1 is not what the unit shows now: the approval froze it (R8)."""
    evaluation = appraisal.evaluation
    if appraisal.inputs is None:
        return
    words = {"unit": evaluation.full_name, "state": evaluation.get_state_display()}
    if evaluation.inputs is None:
        yield (
            _(
                "Hasil %(unit)s dibuka kembali sesudah penilaian ini disetujui (keadaannya: %(state)s). "
                "Hasil yang sudah disetujui tetap seperti saat itu."
            )
            % words
        )
    elif evaluation.inputs != appraisal.inputs["unit"]:
        score = "–" if evaluation.completion is None else percent_text(evaluation.completion)
        yield (
            _(
                "Hasil %(unit)s diubah sesudah penilaian ini disetujui; sekarang capaiannya %(score)s. "
                "Hasil yang sudah disetujui tetap seperti saat itu."
            )
            % (words | {"score": score})
        )


def _of_person(appraisal: Appraisal) -> Iterator[str]:
    """What became of the post and of the person since the cut-off (R9)."""
    day, cutoff = local_day(appraisal.zone, timezone.now()), appraisal.period.cutoff
    if day <= cutoff:
        return
    rows = Appointment.objects.on(day).select_related("official", "position")
    tenure = rows.filter(position=appraisal.position_id).first()
    if tenure is None:
        yield _("Jabatan ini sekarang kosong; yang dinilai adalah pemegangnya pada tanggal posisi.")
    elif tenure.official_id != appraisal.official_id:
        yield _("Jabatan ini sekarang dipegang %s; yang dinilai adalah pemegangnya pada tanggal posisi.") % (
            tenure.official.name
        )
    moved = rows.filter(official=appraisal.official_id, kind__in=Appointment.OWN)
    elsewhere = moved.exclude(position=appraisal.position_id).first()
    if elsewhere is not None:
        yield _("Pejabat ini sekarang menjabat %s.") % elsewhere.position.title
    if appraisal.position.unit_id != appraisal.evaluation.unit_id:
        yield _("Jabatan ini sudah dipindahkan ke unit lain; hasilnya tetap di unit tanggal posisi.")
