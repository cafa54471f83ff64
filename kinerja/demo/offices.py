"""Example offices: one for each region that has none.

DKI Jakarta keeps the province's set of indicators although UU 24/2013 Pasal 7 ayat (2) lets it do the work of
its kota: the figure published for 2018 is the province's, and its six Suku Dinas report as kab/kota do. Staff
may give it the other set in ``WorkUnit.duties`` before a period is opened.
"""

from django.utils import timezone

from kinerja.demo import EXAMPLE
from kinerja.demo.names import office_name
from kinerja.demo.seed import choose, pick
from officials.models import WorkUnit
from regions.models import Region
from regions.selectors import RegionOnDay, regions_on

STREETS = ("Merdeka", "Pahlawan", "Diponegoro", "Sudirman", "Kartini", "Pemuda", "Veteran")
#: Most offices have all posts of facts.md 4: with these shares they are some 10,000.
TYPES = "AAAAAABC"
#: Where an account of the demonstration signs in to a bidang that is not merged.
WHOLE = {"92.02", "51.71", "34.71"}


def add_offices() -> int:
    """Make the offices that are missing; returns how many."""
    without = regions_on(timezone.localdate()).filter(work_unit=None)
    return len(WorkUnit.objects.bulk_create(_office(region) for region in without))


def _office(region: RegionOnDay) -> WorkUnit:
    code, province = region.code, region.kind == Region.Kind.PROVINSI
    site = f"disdukcapil-{code.replace('.', '-')}.contoh.invalid"
    return WorkUnit(
        region=region,
        name=office_name(region, code),
        duties=WorkUnit.Duties.PROVINSI if province else WorkUnit.Duties.KABKOTA,
        type="A" if province or code in WHOLE else choose(TYPES, code, "type"),
        address=f"Jalan {choose(STREETS, code, 'street')} Nomor {pick(1, 99, code, 'door')} {EXAMPLE}",
        phone=f"(000) 000000 {EXAMPLE}",
        email=f"kantor@{site}",
        website=site,
        is_example=True,
    )
