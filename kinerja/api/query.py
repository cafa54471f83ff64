"""What clients may ask for: declared parameters, each checked, unknown ones refused by name."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from kinerja.api.pagination import DEFAULT_SIZE, LARGEST_SIZE
from kinerja.models import Period, SemesterEvaluation
from kinerja.selectors.category import known_categories
from regions.models import Region, RegionCode
from regions.selectors import RegionError, region_by_code, why_not_valid

KINDS = [*Region.Kind.values, "kabkota"]
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)


class Query(serializers.Serializer[Any]):
    """The parameters of an operation; without a field of its own it takes none."""


class Moment(serializers.DateTimeField):
    """A moment; one at the edge of the calendar has no other zone, and DRF would stumble over it."""

    def to_internal_value(self, value: Any) -> datetime:
        """The moment, with its zone."""
        try:
            return super().to_internal_value(value)
        except OverflowError as error:
            raise serializers.ValidationError(_out_of_range(), code="range") from error


class ScoreQuery(Query):
    """Filters and page of ``GET /api/v1/scores/``; an empty text is no filter."""

    period = serializers.RegexField(
        r"^([0-9]{4}-[12])?$", required=False, default="", allow_blank=True, help_text="2025-1"
    )
    kind = serializers.ChoiceField(
        KINDS, required=False, default="", allow_blank=True, help_text="kabkota: kabupaten dan kota"
    )
    region = serializers.RegexField(
        r"^([0-9]{2}(\.[0-9]{2})?)?$",
        required=False,
        default="",
        allow_blank=True,
        help_text="Kode pada tanggal posisi periode; kode provinsi mencakup kabupaten/kotanya.",
    )
    kategori = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)
    status = serializers.ChoiceField(
        SemesterEvaluation.State.values, required=False, default="", allow_blank=True
    )
    updated_since = Moment(
        required=False, default=None, help_text="Hanya yang berubah pada saat ini atau sesudahnya."
    )
    page_size = serializers.IntegerField(
        required=False, default=DEFAULT_SIZE, min_value=1, max_value=LARGEST_SIZE
    )
    cursor = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=40, help_text="Dari next atau previous."
    )

    def validate_kategori(self, kategori: str) -> str:
        """One that some policy knows; a misspelt one would silently find nothing."""
        if kategori and kategori not in (known := known_categories()):
            words = {"given": kategori, "known": ", ".join(known)}
            raise serializers.ValidationError(
                _("Kategori “%(given)s” tidak dikenal; yang ada: %(known)s.") % words, code="unknown_kategori"
            )
        return kategori

    def validate_updated_since(self, moment: datetime | None) -> datetime | None:
        """A moment that a database can compare with."""
        if moment is not None and not EARLIEST <= moment <= LATEST:
            raise serializers.ValidationError(_out_of_range(), code="range")
        return moment

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A period that exists, and a region that had its code then (R5)."""
        period = Period.objects.filter(code=attrs["period"]).first() if attrs["period"] else None
        if attrs["period"] and period is None:
            raise serializers.ValidationError(
                {"period": [_("Periode %s belum dibuka.") % attrs["period"]]}, code="unknown_period"
            )
        if attrs["region"] and (reason := _why_no_region(attrs["region"], period)):
            raise serializers.ValidationError({"region": [reason]}, code="unknown_region")
        return attrs


def read_query(request: Request, query: type[Query]) -> dict[str, Any]:
    """The checked parameters of a request.

    Raises:
        ValidationError: unknown, repeated or bad ones, each by name.
    """
    declared = query().fields
    given = request.query_params
    errors = {
        name: [serializers.ErrorDetail(_unknown(name, declared), code="unknown_parameter")]
        for name in given
        if name not in declared
    }
    errors |= {
        name: [serializers.ErrorDetail(_("Sebutkan satu kali saja."), code="repeated_parameter")]
        for name, values in given.lists()
        if len(values) > 1 and name in declared
    }
    if errors:
        raise serializers.ValidationError(errors)
    checked = query(data=given.dict())
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)


def _out_of_range() -> str:
    return _("Waktu di luar jangkauan: tahun 2000 sampai 8999.")


def _why_no_region(code: str, period: Period | None) -> str:
    if period is None:
        known = RegionCode.objects.filter(code=code).exists()
        return "" if known else why_not_valid(code, timezone.localdate())
    try:
        region_by_code(code, period.cutoff)
    except RegionError as error:
        return str(error)
    return ""


def _unknown(name: str, declared: Any) -> str:
    if not declared:
        return _("Alamat ini tidak menerima parameter.")
    words = {"name": name, "known": ", ".join(declared)}
    return _("Parameter “%(name)s” tidak dikenal; yang ada: %(known)s.") % words
