"""What the template of a recapitulation needs of its snapshot, as people read it; nothing is judged here."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kinerja.documents.indicator_rows import SYNTHETIC
from kinerja.documents.issuer import PLACE
from kinerja.documents.layout import frame
from kinerja.documents.recapitulation_snapshot import RecapitulationSnapshot
from kinerja.documents.scale import scale_of
from kinerja.documents.wording import NONE, graded, number, percent
from kinerja.rules.data import Data


@dataclass(frozen=True, slots=True)
class Line:
    """A kab/kota in the table; without a final result only its state."""

    code: str
    name: str
    state: str
    completion: str
    nilai: str
    kategori: str
    document: str
    tag: str


def context(snapshot: RecapitulationSnapshot) -> Data:
    """Everything the template needs, as text."""
    province = snapshot.result["province"]
    lines = list(_lines(snapshot))
    return frame(snapshot, PLACE) | {
        "completion": percent(province["completion"]),
        "nilai": number(province["nilai"]),
        "kategori": province["kategori"] or NONE,
        "below_table": province["nilai"] is None,
        "scale": scale_of(snapshot.inputs["province"], province["completion"]),
        "lines": lines,
        "counts": [(kategori or NONE, str(n)) for kategori, n in snapshot.result["counts"].items()],
        "final": snapshot.result["final"],
        "all": len(lines),
    }


def outcome(result: Data) -> str:
    """The province's result and how many kab/kota stand in it, in one line."""
    said = _("%(province)s; %(n)d kabupaten/kota final")
    return said % {"province": graded(result["province"]), "n": result["final"]}


def _lines(snapshot: RecapitulationSnapshot) -> Iterator[Line]:
    results = {row["unit"]["code"]: row for row in snapshot.result["units"]}
    for member in snapshot.members:
        found = results.get(member.code) if member.final else None
        yield Line(
            code=member.code,
            name=member.name,
            state="" if found else member.state,
            completion=percent(found["completion"]) if found else "",
            nilai=number(found["nilai"]) if found else "",
            kategori=(found["kategori"] or NONE) if found else "",
            document=member.document,
            tag=str(SYNTHETIC) if member.synthetic and found else "",
        )
