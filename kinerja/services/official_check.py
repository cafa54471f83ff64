"""Rows of the workbook of officials beside what is stored: which post, whose tenure, what is wrong."""

from django.utils.translation import gettext as _

from kinerja.exchange.columns import as_data
from kinerja.exchange.fault import Fault
from kinerja.exchange.layout import Row
from kinerja.exchange.official_columns import NEEDED, PERSON, TENURE
from kinerja.selectors.tenures import Country, Place, Post, Said, key_of, said_of_person
from kinerja.services.official_draft import Draft
from kinerja.services.official_people import People
from officials.models import Position
from officials.nip import is_young

Kind = Position.Kind
#: Posts of which a region has one, or the country.
SINGLE = frozenset({*Position.NATIONAL, Kind.KEPALA_DAERAH, Kind.KEPALA_DINAS, Kind.SEKRETARIS})
#: Posts that stand in no office.
OUTSIDE = frozenset({*Position.NATIONAL, Kind.KEPALA_DAERAH})
_ABOUT = (*PERSON, *TENURE)


class Rows:
    """Reads rows one after another; the posts and people that one of them makes are known to the next."""

    def __init__(self, country: Country) -> None:
        self.country = country
        #: Everything that is wrong with the rows read so far, or odd.
        self.faults: list[Fault] = []
        self.posts = dict(country.posts)
        self._people = People(country)
        self._single = {place[:2]: post for place, post in self.posts.items() if place[1] in SINGLE}

    def draft(self, row: Row) -> Draft | None:
        """What a row says; None where it is not known what post it is about."""
        place = self._place(row)
        if place is None:
            return None
        said = {head: as_data(value) for head, value in row.cells.items()}
        post = self.posts.get(place) or self._new_post(place, said)
        is_told = any(said.get(head) or (head not in said and head in row.columns) for head in _ABOUT)
        draft = self._tenure(row, post, said) if is_told else self._empty(row, post, said)
        self._check_post(draft)
        return draft

    def _place(self, row: Row) -> Place | None:
        """Which post a row names."""
        cells = row.cells
        code, kind, title = cells.get("kode"), cells["jenis_jabatan"], cells["nama_jabatan"].casefold()
        if code is None and "kode" in row.columns:
            return None
        region = self.country.regions.get(code) if code else None
        is_national = kind in Position.NATIONAL
        if is_national and not code:
            return (None, kind, title)
        if not is_national and region and (kind in OUTSIDE or region in self.country.units):
            return (region, kind, title)
        what, todo = _why_nowhere(code, region, is_national=is_national)
        self.faults.append(row.fault("kode", what, todo, value=code or "", rule="R7"))
        return None

    def _new_post(self, place: Place, said: Said) -> Post:
        unit = None if place[1] in OUTSIDE else self.country.units[place[0] or 0]
        fields = (said.get("bidang", ""), said.get("bidang_kedua", ""))
        self.posts[place] = made = Post(place, said["nama_jabatan"], unit, *fields)
        if place[1] in SINGLE:
            self._single.setdefault(place[:2], made)
        return made

    def _empty(self, row: Row, post: Post, said: Said) -> Draft:
        """A row that says of a post no more than that it is there."""
        before = self.country.said_of_post(post)
        draft = Draft(row, key_of(post.place, ""), post, None, None, before, before, self.faults)
        draft.after = _merged(before, said, post)
        if not post.pk:
            what = _("jabatan ini belum ada, dan baris ini tidak menyebut pejabatnya")
            draft.fault("mulai", what, _("isi pejabatnya, atau hapus barisnya."), "R9")
        return draft

    def _tenure(self, row: Row, post: Post, said: Said) -> Draft:
        """Whose tenure a row is about, merged with what is stored where it has no column."""
        key = key_of(post.place, said.get("mulai", ""))
        stored = self.country.tenures.get(key)
        before = self.country.said(stored) if stored else None
        draft = Draft(row, key, post, None, stored, before, said, self.faults)
        person = draft.person = self._people.find(draft)
        known = before or self.country.said_of_post(post) | said_of_person(person)
        draft.after = _merged(known, said, post)
        _check_tenure(draft)
        return draft

    def _check_post(self, draft: Draft) -> None:
        """A post stays what it is; the file makes none that cannot be (R7, R8)."""
        post, after = draft.post, draft.after
        single = self._single.get(post.place[:2])
        if single is not None and single is not post:
            what = _("jabatan ini hanya satu, dan sudah ada: “%s”") % single.title
            draft.fault("nama_jabatan", what, _("tulis namanya seperti itu."), "R7", post.title)
        if post.place in self.country.doubled:
            what = _("ada dua jabatan sejenis dengan nama ini di wilayahnya")
            draft.fault("nama_jabatan", what, _("bedakan dahulu namanya di data acuan."), "R7", post.title)
        field = after.get("bidang", "")
        if post.kind in Position.OF_FIELD and not field and draft.is_readable("bidang"):
            what = _("bidangnya kosong")
            todo = _("isi: hasil bidang itulah yang menjadi unsur 1 pemegang jabatan ini.")
            draft.fault("bidang", what, todo, "R8")
        for head, value in (("bidang", post.field), ("bidang_kedua", post.second_field)):
            if after.get(head, "") != value and (post.pk or draft.is_readable(head)):
                what = _("jabatan ini tercatat dengan bidang lain, atau tanpa bidang itu")
                todo = _("samakan, atau ubah dahulu jabatannya di data acuan.")
                draft.fault(head, what, todo, "R8", after.get(head, ""))


def _why_nowhere(code: str | None, region: int | None, *, is_national: bool) -> tuple[str, str]:
    """Why a post cannot stand where a row says, and what to do."""
    if is_national:
        return _("jabatan ini tidak berada di suatu wilayah"), _("kosongkan kodenya.")
    if not code:
        return _("jabatan ini berada di suatu wilayah, tetapi kodenya kosong"), _("isi kode wilayahnya.")
    if region is None:
        return _("tidak ada wilayah dengan kode ini hari ini"), _("periksa kodenya.")
    return _("wilayah ini belum mempunyai unit kerja"), _("buat dahulu unit kerjanya di data acuan.")


def _merged(known: Said, said: Said, post: Post) -> Said:
    """What a row says, and what is known where it has no column; without what is nothing."""
    found = known | said
    found["nama_jabatan"] = post.title
    return {head: value for head, value in found.items() if value}


def _check_tenure(draft: Draft) -> None:
    """What one tenure must have, by itself (R9)."""
    after = draft.after
    for head in NEEDED:
        if head not in after and draft.is_readable(head):
            what = _("“%s” kosong") % head
            draft.fault(head, what, _("isi: setiap masa jabatan memilikinya."), "R9")
    if draft.stored and after.get("jenis", draft.stored.kind) != draft.stored.kind:
        what = _("masa jabatan ini tercatat dengan jenis lain")
        todo = _("samakan, atau ubah dahulu pengangkatannya di data acuan.")
        draft.fault("jenis", what, todo, "R9", after["jenis"])
    first, last = after.get("mulai"), after.get("sampai")
    if first and last and last < first:
        what = _("berakhir sebelum dimulai")
        draft.fault("sampai", what, _("periksa “mulai” dan “sampai”."), "R9", last)
    nip = after.get("nip")
    if nip and draft.row.cells.get("nip") and is_young(nip):
        what = _("menurut NIP ini umurnya saat pengangkatan di bawah 18 tahun")
        draft.remark("nip", what, _("periksa NIP-nya."), "R9")
