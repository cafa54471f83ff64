"""A scoring policy as a JSON file: version, name and the choices (``kinerja.rules.policy.KEYS``)."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinerja.exchange.reference_file import ReferenceFileError, read_object
from kinerja.models import ScoringPolicy
from kinerja.rules.policy import Policy

FIELDS = ("version", "name", "data")


def read_policy(path: Path) -> ScoringPolicy:
    """Read and check a policy; every key left out is filled with today's default, so it keeps its meaning.

    Args:
        path: a JSON file, UTF-8, such as ``fixtures/scoring_policies/1.json``.

    Returns:
        An unsaved policy.

    Raises:
        ReferenceFileError: not JSON, wrong keys, or a choice that the rules cannot read.

    Source: R1-R10.
    """
    data = read_object(path)
    if set(data) != set(FIELDS):
        raise ReferenceFileError([f"{path.name}: {_('kuncinya harus: %s.') % ', '.join(FIELDS)}"])
    policy = ScoringPolicy(**data)
    try:
        policy.clean_fields()
    except ValidationError as error:
        raise ReferenceFileError(f"{path.name}: {message}" for message in error.messages) from error
    policy.data = Policy.from_data(policy.data).to_data()
    return policy
