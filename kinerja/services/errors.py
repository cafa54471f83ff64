"""How a service says no: in sentences that a person can act on."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a failure of the program
    """The act was understood and refused; nothing was written.

    Args:
        reasons: every reason, in Indonesian, one sentence each.
    """

    def __init__(self, reasons: Iterable[object]) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__("\n".join(self.reasons))


class NotPermitted(Refused):
    """The actor may not do this here, whatever else is right (pages answer 403)."""


class FigureErrors(Refused):
    """Figures that cannot be stored, with the field at fault.

    Args:
        errors: indicator code ("" for what is no indicator's) -> field ("" for all of them) -> one
            Indonesian sentence.
    """

    def __init__(self, errors: dict[str, dict[str, str]]) -> None:
        self.errors = errors
        found = ((code, text) for code, fields in errors.items() for text in fields.values())
        super().__init__(f"{code}: {text}" if code else text for code, text in found)


#: What a refusal names at most.
NAMED = 5


def few(reasons: list[str]) -> list[str]:
    """The first of many reasons, and how many more there are."""
    more = len(reasons) - NAMED
    return [*reasons[:NAMED], *([_("Demikian pula %d lainnya.") % more] if more > 0 else [])]
