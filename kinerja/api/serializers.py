"""The shapes of answers, for the schema: the rows themselves come ready from the selectors."""

from typing import Any

from rest_framework import serializers

from kinerja.api.problems import TITLES
from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.rules.types import State
from regions.models import Region


def decimal_field(text: str) -> serializers.CharField:
    """A number as text: exact, with a point; null where there is none."""
    return serializers.RegexField(r"^-?[0-9]+(\.[0-9]+)?$", allow_null=True, help_text=text)


class Unit(serializers.Serializer[Any]):
    """A unit by the code and the name it bore at the cut-off."""

    code = serializers.RegexField(r"^[0-9]{2}(\.[0-9]{2})?$")
    name = serializers.CharField()
    kind = serializers.ChoiceField(Region.Kind.values)


class ScoreIndicator(serializers.Serializer[Any]):
    """One indicator of a score."""

    code = serializers.CharField()
    numerator = decimal_field("Pembilang")
    denominator = decimal_field("Penyebut")
    raw = decimal_field("Realisasi (%) sebelum dibagi target dan dibatasi")
    target = decimal_field("Target yang mengikat")
    completion = decimal_field("Capaian (%)")
    nilai = serializers.IntegerField(allow_null=True)
    kategori = serializers.CharField(allow_null=True)
    rules = serializers.ListField(child=serializers.CharField(), help_text="Kaidah pembacaan yang dipakai")
    # DRF takes declared fields out of the class, so a field may bear the name of an attribute of its own
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    state = serializers.ChoiceField([state.value for state in State])
    value = serializers.CharField(
        allow_null=True, help_text="Versi SIAK, atau jumlah kejadian yang dinyatakan"
    )
    synthetic = serializers.BooleanField()
    published_only = serializers.BooleanField(help_text="Tanpa pembilang/penyebut")
    stands_in = serializers.BooleanField(help_text="Angka terbitan provinsi menggantikan penjumlahan")
    decided_zero = serializers.CharField(allow_blank=True, help_text="Alasan penetapan nol")
    children_reported = serializers.IntegerField(allow_null=True)
    children_expected = serializers.IntegerField(allow_null=True)
    children_missing = serializers.ListField(child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField())
    red_flags = serializers.ListField(child=serializers.CharField())


class Score(serializers.Serializer[Any]):
    """A unit's score in a period."""

    period = serializers.RegexField(r"^[0-9]{4}-[12]$")
    unit = Unit()
    completion = decimal_field("Capaian (%)")
    nilai = serializers.IntegerField(allow_null=True, help_text="Kosong selama sementara atau di bawah tabel")
    kategori = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(SemesterEvaluation.State.values)
    provisional = serializers.BooleanField(help_text="Sementara: belum semua indikator dilaporkan")
    reported = serializers.IntegerField()
    required = serializers.IntegerField()  # type: ignore[assignment]  # see ScoreIndicator.source
    synthetic = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True, help_text="Mengapa tidak ada nilai")
    indicators = ScoreIndicator(many=True)
    warnings = serializers.ListField(child=serializers.CharField())
    red_flags = serializers.ListField(child=serializers.CharField())
    indicator_set = serializers.CharField()
    policy = serializers.CharField()
    updated_at = serializers.DateTimeField()
    document = serializers.URLField(allow_null=True)


class ScorePage(serializers.Serializer[Any]):
    """A page of scores."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = Score(many=True)


class Document(serializers.Serializer[Any]):
    """A signed document and what became of it."""

    id = serializers.UUIDField()
    code = serializers.CharField(help_text="Kode pada QR")
    kind = serializers.ChoiceField(SignedDocument.Kind.values)
    number = serializers.CharField(allow_blank=True)
    period = serializers.RegexField(r"^[0-9]{4}-[12]$")
    unit = Unit()
    revision = serializers.IntegerField()
    status = serializers.ChoiceField(SignedDocument.Status.values)
    superseded_by = serializers.URLField(allow_null=True)
    signer = serializers.CharField()
    issued_at = serializers.DateTimeField()
    size = serializers.IntegerField(help_text="Bita")
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")
    content = serializers.URLField()
    verification = serializers.URLField()


class FieldError(serializers.Serializer[Any]):
    """What is wrong with one parameter."""

    field = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    detail = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """An error by RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.ChoiceField(sorted(TITLES))
    code = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)
    errors = FieldError(many=True, required=False)  # type: ignore[assignment]  # see ScoreIndicator.source
