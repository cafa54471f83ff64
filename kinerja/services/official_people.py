"""Whom a row of the workbook of officials is about: found by NIP, else by name in the post (R9, R12)."""

from django.utils.translation import gettext as _

from kinerja.selectors.tenures import Country, Person, Place
from kinerja.services.official_draft import Draft


class People:
    """The people that are stored, and those that earlier rows make; nobody is taken for somebody else."""

    def __init__(self, country: Country) -> None:
        self._by_nip = dict(country.by_nip)
        #: Who bore a name in a post; None for several.
        self._named: dict[tuple[Place, str], Person | None] = {}
        for tenure in country.held:
            self._add(tenure.post.place, tenure.person)

    def find(self, draft: Draft) -> Person:
        """The person of a row; a new one where nobody is known, or where it is not clear who is meant."""
        said = draft.after
        nip, name = said.get("nip", ""), said.get("nama", "")
        if nip:
            found = self._by_nip.get(nip) or self._new(draft, nip, name)
            self._check_known(draft, found, name)
            return found
        if not draft.is_readable("nip") or not draft.is_readable("nama"):
            return Person("", name)
        return self._holder(draft, name) if draft.stored else self._by_name(draft, name)

    def _new(self, draft: Draft, nip: str, name: str) -> Person:
        made = Person(nip, name)
        if nip:
            self._by_nip[nip] = made
        self._add(draft.post.place, made)
        return made

    def _add(self, place: Place, person: Person) -> None:
        key = (place, _folded(person.name))
        if self._named.setdefault(key, person) is not person:
            self._named[key] = None

    def _check_known(self, draft: Draft, person: Person, name: str) -> None:
        """A tenure stays with its holder; a name that changes is told, for the NIP may be another's."""
        if draft.stored and draft.stored.person is not person:
            _refuse_other(draft, "nip", draft.stored.person)
        elif person.pk and name and _folded(name) != _folded(person.name):
            what = _("NIP ini tercatat atas nama “%s”; namanya akan diganti") % person.name
            draft.remark("nama", what, _("pastikan orangnya sama."), "R9")

    def _holder(self, draft: Draft, name: str) -> Person:
        """Without a NIP a known tenure is its holder's, under the same name."""
        assert draft.stored is not None
        holder = draft.stored.person
        if name and _folded(name) != _folded(holder.name):
            _refuse_other(draft, "nama", holder)
        elif holder.nip and "nip" in draft.row.columns:
            what = _("pejabat ini mempunyai NIP, tetapi selnya kosong")
            draft.fault("nip", what, _("isi NIP-nya."), "R9")
        return holder

    def _by_name(self, draft: Draft, name: str) -> Person:
        """Without a NIP somebody is who bears the name in the tenures of the same post."""
        key = (draft.post.place, _folded(name))
        if key not in self._named:
            return self._new(draft, "", name)
        person = self._named[key]
        if person is None or person.nip:
            what = _("di jabatan ini pernah ada pejabat bernama sama yang mempunyai NIP")
            what = what if person else _("di jabatan ini pernah ada beberapa pejabat bernama sama")
            draft.fault("nip", what, _("isi NIP-nya, agar jelas siapa yang dimaksud."), "R9")
        return person or Person("", name)


def _refuse_other(draft: Draft, head: str, holder: Person) -> None:
    what = _("sejak tanggal itu jabatan ini tercatat dipegang “%s”") % holder.name
    todo = _("samakan, atau ubah dahulu pengangkatannya di data acuan.")
    draft.fault(head, what, todo, "R9")


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
