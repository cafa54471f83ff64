"""Snapshots of a Perjanjian Kinerja, made without a database."""

from dataclasses import replace

from kinerja.documents.agreement_snapshot import AgreementSnapshot, Program, Promise, SetText
from kinerja.documents.issuer import Issuer
from kinerja.documents.snapshot import SignerText
from tests.kinerja.documents import samples

FIRST = SignerText(
    "Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Fakfak",
    "Dra. Contoh Kepala Dinas, M.Si.",
    "Pembina Utama Muda (IV/c)",
    "197001011990032001",
)
LONG_NAME = "Prof. Dr. Contoh " + "Nama Yang Panjang Sekali Sampai Delapan Puluh Huruf Lamanya "


def agreement() -> AgreementSnapshot:
    """Fakfak's of 2025."""
    base = samples.kabkota()
    promises = tuple(
        Promise(
            code=row["code"],
            sasaran=row["sasaran"],
            text=row["text"],
            target="90 %" if row["code"] == "K1.2" else row["target_text"],
            section=row["section"],
            agreed=row["code"] == "K1.2",
        )
        for row in samples.TABLE["indicators"]
        if row["duties"] == "kabkota"
    )
    return AgreementSnapshot(
        code=base.code,
        url=base.url,
        number="800.1.3.3/12/Disdukcapil",
        revision=1,
        issued_on="2025-01-14",
        synthetic=False,
        development=True,
        issuer=Issuer(
            base.office.government, base.office.name.upper(), base.office.address, base.office.contact
        ),
        office=base.office,
        signer=FIRST,
        year=2025,
        place="Fakfak",
        second=base.signer,
        basis=SetText(base.basis.set_code, base.basis.set_number, base.basis.set_date),
        series="Ditjen Dukcapil 2025",
        promises=promises,
        programs=(
            Program("Program Pendaftaran Penduduk", 1_250_000_000, "APBD"),
            Program("Program Pencatatan Sipil", 875_500_000, ""),
        ),
    )


def hard() -> AgreementSnapshot:
    """A name of eighty letters, synthetic, ten programs."""
    programs = tuple(
        Program(f"Program {n} " + "yang panjang " * 8, 10**12 + n, "APBN " * 9) for n in range(10)
    )
    long = replace(FIRST, name=LONG_NAME[:80], post="Kepala " + "Dinas yang Panjang Namanya " * 4)
    return replace(agreement(), signer=long, synthetic=True, programs=programs)
