"""Snapshots of officials made by the rules alone: a Kepala Bidang, a Kepala Dinas, a decided objection."""

from dataclasses import replace
from typing import Any

from kinerja.documents.appraisal_snapshot import (
    AppraisalSnapshot,
    Guidance,
    ObjectionText,
    Person,
    RatingText,
    Recommended,
)
from kinerja.documents.issuer import PLACE, Issuer
from kinerja.rules.appraisal import AppraisalInput, StaffInput, judge_appraisal
from kinerja.rules.element import OwnOutputs
from kinerja.rules.record import UnitInput
from kinerja.rules.staff.regime import regime
from tests.kinerja.documents import samples

NIP = "198504152010012003"
#: What the snapshot of an official takes over from that of the unit.
SHARED = (
    *("code", "url", "number", "revision", "issued_on", "synthetic", "development"),
    *("office", "period", "basis", "labels"),
)
HEAD = "Pemerintah Kabupaten Fakfak"
PROVINCE = "Pemerintah Provinsi Papua Barat"
MATRIX = StaffInput("panrb6", "entered", {"hasil_kerja": "sesuai", "perilaku": "di_atas"})
BUPATI = Person("Bupati Fakfak", "Drs. Contoh Bupati, M.Si.", "", "", unit=HEAD)
GUBERNUR = Person("Gubernur Papua Barat", "Contoh Gubernur, S.E.", "", "", unit=PROVINCE)
PLH = Person(
    post="Plh. Bupati Fakfak",
    name="Contoh Sekretaris Daerah, S.Sos.",
    rank="Pembina Utama Muda (IV/c)",
    nip="197001011995031002",
    unit=HEAD,
    basis="Keputusan 821.2/77/2025 tanggal 01-08-2025",
)
KABID = Person(
    post="Kepala Bidang Pelayanan Pencatatan Sipil",
    name="Maria Contoh, S.Kom.",
    rank="Penata Tingkat I (III/d)",
    nip=NIP,
    unit=samples.FAKFAK_OFFICE.name,
    rank_since="2022-04-01",
)
KADIS = Person(
    post="Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Fakfak",
    name="Dra. Contoh Kepala Dinas, M.M.",
    rank="Pembina Utama Muda (IV/c)",
    nip="196905201994032001",
    unit=samples.FAKFAK_OFFICE.name,
    rank_since="2021-10-01",
)
OBJECTION = ObjectionText(
    text="Capaian akta kelahiran pada sasaran kerja saya melampaui target, tetapi hasil kerja ditulis "
    "“sesuai ekspektasi”. Rekapitulasi bulanan saya lampirkan.",
    filed_on="2025-08-20",
    answer="Rekapitulasi itu memuat kegiatan bidang lain; hasil kerja tetap sesuai ekspektasi.",
    answered_on="2025-08-28",
    answered_by=BUPATI,
    decision="Rekapitulasi sudah diperiksa; kegiatan bidang sendiri melampaui target triwulan kedua.",
    outcome="Hasil diubah",
    decided_on="2025-09-04",
    decided_by=GUBERNUR,
)
PP46: dict[str, Any] = {
    "activities": [
        {
            "name": name,
            "quantity_target": "100",
            "quantity_realised": realised,
            "quality_target": "100",
            "quality_realised": "92",
            "time_target": "12",
            "time_realised": "11",
        }
        for name, realised in (
            ("Menyelenggarakan pelayanan pendaftaran penduduk", "96"),
            ("Menyelenggarakan pelayanan pencatatan sipil", "104"),
            ("Menyusun laporan semester kependudukan", "100"),
        )
    ],
    "additional_tasks": "2",
    "creativity": "3",
    "behaviours": {
        "orientasi_pelayanan": "88",
        "integritas": "90",
        "komitmen": "87",
        "disiplin": "85",
        "kerja_sama": "89",
        "kepemimpinan": "86",
    },
}


def kabid(staff: StaffInput | None = MATRIX, **changes: Any) -> AppraisalSnapshot:
    """The Kepala Bidang of civil registration: the field's result with the unit's beside it."""
    outputs = OwnOutputs(required=12, on_time=11, synthetic=True)
    return appraisal(("capil",), outputs, staff, **changes)


def kadis(staff: StaffInput | None = MATRIX, **changes: Any) -> AppraisalSnapshot:
    """The Kepala Dinas: the unit's result, assessed and signed by the Dirjen."""
    unit = samples.kabkota()
    dirjen = Person(
        unit.signer.post,
        unit.signer.name,
        unit.signer.rank,
        unit.signer.nip,
        unit="Kementerian Dalam Negeri",
        rank_since="2023-04-01",
    )
    words: dict[str, Any] = {
        "issuer": unit.issuer,
        "signer": dirjen,
        "assessor": dirjen,
        "decider": Person("Menteri Dalam Negeri", "Contoh Menteri", "", "", unit="Kementerian Dalam Negeri"),
        "assessed": KADIS,
        "superior": BUPATI,
        "place": PLACE,
        "bidang": "",
    }
    return appraisal((), OwnOutputs(), staff, **(words | changes))


def decided(**changes: Any) -> AppraisalSnapshot:
    """After an objection: the decided value in a new revision, signed by the Gubernur."""
    data = {
        "value": None,
        "predikat": "Sangat Baik",
        "source": "Putusan atas keberatan",
        "document_number": "Gubernur Papua Barat, 04-09-2025",
    }
    words = {
        "revision": 2,
        "signer": GUBERNUR,
        "issuer": Issuer(PROVINCE.upper(), "GUBERNUR PAPUA BARAT", "", ""),
        "objection": OBJECTION,
        "received_on": "2025-08-16",
        "closed_on": "2025-09-05",
        "issued_on": "2025-09-05",
        "rating": replace(RATING, origin="Putusan atas keberatan", by=GUBERNUR.name, on="2025-09-04"),
    }
    return kabid(StaffInput("panrb6", "elsewhere", data), **(words | changes))


def acted(**changes: Any) -> AppraisalSnapshot:
    """Approved and signed by whoever acts for the Bupati, by a dated decision."""
    return kabid(**({"assessor": PLH, "signer": PLH} | changes))


def rated(staff: StaffInput) -> RatingText:
    """The words of a rating under the rules of its regime."""
    rules = regime(staff.regime)
    return replace(RATING, regime=rules.name, basis=rules.basis)


def appraisal(
    fields: tuple[str, ...], outputs: OwnOutputs, staff: StaffInput | None, **changes: Any
) -> AppraisalSnapshot:
    """A snapshot of an official of Fakfak, whose unit is that of ``samples.kabkota``."""
    unit = changes.pop("unit", None) or samples.kabkota()
    inputs = AppraisalInput(UnitInput.from_data(unit.inputs), fields, outputs, staff).to_data()
    result = judge_appraisal(inputs)
    words: dict[str, Any] = {name: getattr(unit, name) for name in SHARED}
    words |= {
        "issuer": Issuer(HEAD.upper(), "BUPATI FAKFAK", "", ""),
        "signer": BUPATI,
        "place": "",
        "inputs": inputs,
        "result": result | {"red_flags": [row["text"] for row in unit.result["red_flags"]]},
        "assessed": KABID,
        "tenure": "Definitif",
        "superior": KADIS,
        "assessor": BUPATI,
        "decider": GUBERNUR,
        "bidang": "Bidang Pencatatan Sipil",
        "rating": rated(staff) if staff else replace(RATING, reason="Penilaian BKN baru terbit 15 Agustus."),
        "acknowledgement": "",
        "recommendation": Recommended(
            career="Dipertimbangkan untuk jabatan administrator yang lebih luas.",
            training="Pelatihan Kepemimpinan Administrator.",
            guidance="",
            proposal="",
        ),
        "plan": (Guidance("Pendampingan penyusunan laporan bulanan", "2025-10-31"),),
        "objection": None,
        "approved_on": "2025-08-13",
        "received_on": "",
        "closed_on": "",
    }
    return AppraisalSnapshot(**(words | changes))


RATING = RatingText(
    regime="PermenPANRB 6/2022",
    basis="PermenPANRB 6/2022",
    origin="Diisi atasan langsung",
    by=KADIS.name,
    on="2025-07-21",
    reason="",
)
