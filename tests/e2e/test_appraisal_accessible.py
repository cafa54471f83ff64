"""The rules of WCAG 2.1 A and AA that axe knows, on the pages of appraisals, at a desk and on a phone."""

import pytest

from officials.models import User
from tests.e2e.conftest import Visit
from tests.e2e.steps import sign_in
from tests.e2e.test_accessible import violations
from tests.e2e.world import PASSWORD
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = ["/", "/penilaian/2025-1/pejabat/", "/pemberitahuan/", "/delegasi/"]
STAFF = ["/penilaian/2025-1/papan/", "/penilaian/2025-1/rekomendasi/"]
#: Whose pages; ``{kabid}`` stands for the appraisal of the Kepala Bidang, ``{kasi}`` for one still to rate.
PAGES = {
    "bupati": [*LISTS, *STAFF, "{kabid}", "/penilaian/2025-1/pejabat/bersama/"],
    "official": [*LISTS, "{kabid}", "{kasi}unsur-2/"],
    "admin": [*LISTS, *STAFF, "{kabid}"],
    "verifier": ["/klarifikasi/"],
    "enterer": ["/impor/?jenis=ratings"],
}


@pytest.fixture
def cast(live_server: object) -> Appraising:
    """Appraisals in several states: one to rate, one in review, one approved."""
    made = Appraising()
    made.bring("in_review", "kabid")
    made.bring("approved", "kasubag")
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return made


@pytest.mark.parametrize(
    ("who", "width"), [*((who, 1280) for who in PAGES), ("bupati", 390), ("official", 390)]
)
def test_pages_break_no_rule_of_wcag(visit: Visit, cast: Appraising, who: str, width: int) -> None:
    page = sign_in(visit(viewport={"width": width, "height": 900}), getattr(cast, who).username)
    of = {kind: f"/penilaian/2025-1/pejabat/{cast.office.appraisal(kind).pk}/" for kind in ("kabid", "kasi")}
    found: dict[str, list[str]] = {}
    for path in PAGES[who]:
        found |= violations(page, path.format(**of))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == {}
