"""How commands name a period and a region: malformed is wrong usage, naming nothing is a refusal."""

import re

from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.models import Period
from kinerja.selectors.lookup import NothingFoundError, period_by_code
from kinerja.services.errors import Refused
from kinerja.services.period import parse_code

REGION = re.compile(r"\d{2}(\.\d{2})?")


def named_period(code: str) -> Period:
    """The open period of a code on the command line.

    Raises:
        WrongUsageError: no code of a period. RefusedError: the period was never opened.
    """
    try:
        parse_code(code)
        return period_by_code(code)
    except Refused as wrong:
        raise WrongUsageError(wrong) from wrong
    except NothingFoundError as none:
        raise RefusedError([none]) from none


def named_region(code: str) -> str:
    """A region's code on the command line, checked for its form; the type of an argument of argparse.

    Raises:
        WrongUsageError: it is not like 92 or 92.03.
    """
    if code and not REGION.fullmatch(code):
        raise WrongUsageError(_("Kode wilayah “%s” tidak dikenal; tulis misalnya 92 atau 92.03.") % code)
    return code
