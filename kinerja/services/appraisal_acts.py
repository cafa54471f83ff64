"""Which acts a person may do on an appraisal now: the service that acts and the page that offers ask."""

from typing import Any

from django.utils.translation import gettext as _

from kinerja.models import Appraisal
from kinerja.relations import is_self, party_of
from kinerja.rules.acts import Act
from kinerja.rules.workflow import Party, appraisal_acts_in
from kinerja.services.acts import wrong_state
from kinerja.services.errors import NotPermitted, Refused


def available_acts(appraisal: Appraisal, user: Any) -> list[Act]:
    """The acts that a user may do to an appraisal in its present state, in the order of the table.

    What may still be missing for one of them is told by ``appraisal_preconditions.missing``.
    """
    rows = appraisal_acts_in(appraisal.state)
    return [row for row in rows if party_of(row, appraisal.state, user, appraisal)]


def check_party(row: Act, appraisal: Appraisal, actor: Any) -> Party:
    """As which party an actor does an act.

    Raises:
        NotPermitted: the actor may not do this act here, in this state or in any.
        Refused: the state is another one (somebody may have been faster); says which, and by whom.
    """
    party = party_of(row, appraisal.state, actor, appraisal)
    if party is not None:
        return party
    if not row.roles_in(appraisal.state) and any(
        party_of(row, state, actor, appraisal) for state in row.from_states
    ):
        raise Refused([wrong_state(row, appraisal)])
    raise NotPermitted([_not_permitted(row, appraisal, actor)])


def _not_permitted(row: Act, appraisal: Appraisal, actor: Any) -> str:
    if is_self.test(actor, appraisal) and Party.OFFICIAL not in row.roles:
        return _("Tidak seorang pun menilai dirinya sendiri.")
    if Party.ASSESSOR in row.roles:
        words = {"act": row.label, "post": appraisal.assessor_title or _("pejabat penilai")}
        return _("“%(act)s” adalah wewenang %(post)s yang menjabat hari ini, atau Plh-nya.") % words
    return _("Peran Anda tidak mencakup tindakan “%s” pada penilaian ini.") % row.label
