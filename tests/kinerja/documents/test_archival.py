"""What PDF/A-3b and tagging ask for, as far as pikepdf and qpdf can see; no validator says more here."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kinerja.documents import render
from kinerja.documents.parts import Part
from kinerja.documents.produce import countersign, produce
from kinerja.documents.snapshot import FILE_NAME, Frozen, SignerText
from tests.kinerja.documents import appraisal_samples, recapitulation_samples, samples
from tests.kinerja.documents.agreement_samples import agreement
from tests.kinerja.documents.keys import a_signer
from tests.kinerja.documents.papers import run

KINDS = {
    "agreement": agreement,
    "unit_result": samples.kabkota,
    "appraisal": appraisal_samples.decided,
    "recapitulation": recapitulation_samples.province,
}
#: What no archive may hold, by key of a dictionary.
FORBIDDEN = ("/JS", "/JavaScript", "/Launch", "/RichMedia", "/Movie", "/Sound", "/OpenAction", "/Encrypt")


@pytest.fixture(scope="module", params=KINDS)
def made(request: pytest.FixtureRequest) -> tuple[Frozen, bytes]:
    """A document of each kind with two signatures."""
    snapshot, now = KINDS[request.param](), datetime.now(UTC)
    first = produce(snapshot.to_json(), a_signer(), now)
    return snapshot, countersign(
        first.pdf, Part.OFFICIAL, SignerText("", "Budi", "", ""), a_signer(), now
    ).pdf


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    found = [font for page in pdf.pages for font in page.get("/Resources", {}).get("/Font", {}).values()]
    assert found != []
    return found


def test_archival(made: tuple[Frozen, bytes]) -> None:
    snapshot, content = made
    with pikepdf.open(BytesIO(content)) as pdf:
        root = pdf.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("id", True)
        assert "/StructTreeRoot" in root
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        [intent] = root.OutputIntents
        assert (str(intent.S), "/DestOutputProfile" in intent) == ("/GTS_PDFA1", True)
        assert "/ID" in pdf.trailer
        for font in fonts(pdf):
            [below] = font.DescendantFonts
            assert [key for key in ("/FontFile2", "/FontFile3") if key in below.FontDescriptor] != []
            assert "/ToUnicode" in font
        with pdf.open_metadata() as words:
            assert (words["pdfaid:part"], words["pdfaid:conformance"]) == ("3", "B")
            info = pdf.docinfo
            assert words["dc:title"] == str(info["/Title"])
            assert list(words["dc:creator"]) == [str(info["/Author"])]
        raw = pdf.Root.unparse(resolved=True)
        assert [key for key in FORBIDDEN if key.encode() in raw] == []
        assert [key for key in ("/Encrypt",) if key in pdf.trailer] == []
        [file] = root.AF
        assert (str(file.AFRelationship), str(file.UF)) == ("/Data", FILE_NAME)
        stream = file.EF.F
        data = snapshot.to_json().encode()
        assert (str(stream.Subtype), stream.read_bytes()) == ("/application/json", data)
        assert int(stream.Params.Size) == len(data)
        assert bytes(stream.Params.CheckSum) == hashlib.md5(data).digest()
        fields = root.AcroForm.Fields
        assert [int(row.F) & 0b111 for row in fields] == [0b100, 0b100]
        assert [str(row.FT) for row in fields] == ["/Sig", "/Sig"]
        assert "/DR" not in root.AcroForm


def test_no_error_for_qpdf(made: tuple[Frozen, bytes], tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(made[1])
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", tmp_path / "made.pdf")


def test_equal_data_give_equal_pages() -> None:
    assert render.pdf(samples.kabkota()) == render.pdf(samples.kabkota())
