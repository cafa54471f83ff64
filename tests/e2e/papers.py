"""Files as people have them: a small PDF to attach, and what poppler says of a signed one."""

import subprocess
from pathlib import Path

from weasyprint import HTML


def make_evidence(folder: Path) -> Path:
    """A real PDF, such as a scanned report."""
    file = folder / "rekap-akta.pdf"
    HTML(string="<h1>Rekapitulasi akta kelahiran</h1>").write_pdf(str(file))
    return file


def pdfsig(file: Path) -> str:
    """What poppler's ``pdfsig`` says of the signature; it does not know our authority and is not asked."""
    command = ["pdfsig", "-nocert", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def with_one_byte_changed(file: Path) -> Path:
    """A copy whose content differs in a single byte, outside the signature itself."""
    data = bytearray(file.read_bytes())
    place = data.index(b"stream\n") + 20
    data[place] ^= 1
    changed = file.with_name("diubah.pdf")
    changed.write_bytes(data)
    return changed
