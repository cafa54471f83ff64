"""Who issues: the Ditjen, on whose letterhead the results of units stand (II.B.1.a).

The address is the one the Ditjen prints on its own letters; a move of the office is a change of this file.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issuer:
    """The lines of a letterhead, from the top; ``emblem`` is the coat of arms, PNG in base 64, or ""."""

    ministry: str
    directorate: str
    address: str
    contact: str
    emblem: str = ""


DITJEN = Issuer(
    ministry="KEMENTERIAN DALAM NEGERI REPUBLIK INDONESIA",
    directorate="DIREKTORAT JENDERAL KEPENDUDUKAN DAN PENCATATAN SIPIL",
    address="Jalan Raya Pasar Minggu Km. 19, Jakarta Selatan 12072",
    contact="Telepon (021) 79194075 · dukcapil.kemendagri.go.id",
)
#: Where the Ditjen and the Menteri sign.
PLACE = "Jakarta"
