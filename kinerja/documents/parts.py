"""In which part somebody signs a document; the signature field's name tells it to readers of the file."""

from enum import StrEnum

from django.utils.translation import gettext as _


class Part(StrEnum):
    """The parts, each with the name of its signature field."""

    ISSUER = "TandaTangan"
    OFFICIAL = "TandaTerima"
    DECIDER = "KeputusanKeberatan"
    FIRST_PARTY = "PihakPertama"
    SECOND_PARTY = "PihakKedua"


def part_text(field: str) -> str:
    """The part in words; of a field that is not ours a neutral word."""
    words = {
        Part.ISSUER: _("yang menetapkan"),
        Part.OFFICIAL: _("pejabat yang dinilai, tanda terima"),
        Part.DECIDER: _("yang memutus keberatan"),
        Part.FIRST_PARTY: _("pihak pertama"),
        Part.SECOND_PARTY: _("pihak kedua"),
    }
    return words.get(Part(field), "") if field in set(Part) else _("tanda tangan lain")


def act_text(field: str, *, decides: bool) -> str:
    """What somebody did by signing an official's document, without a word on who they are (R12).

    Args:
        field: the name of the signature field.
        decides: the document is itself the decision on an objection, which its decider issues.
    """
    words = {
        Part.ISSUER: _("Putusan atas keberatan") if decides else _("Pejabat penilai"),
        Part.OFFICIAL: _("Tanda terima pejabat yang dinilai"),
        Part.DECIDER: _("Putusan atas keberatan"),
    }
    return words.get(Part(field), "") if field in set(Part) else _("Tanda tangan lain")
