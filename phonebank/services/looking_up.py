"""Finding electors by name or number, and all that is known of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.queueing import REASON_NAMES, lasting_reason
from phonebank.store import contest, electors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.electors import ElectorCard, FoundElector
    from phonebank.store.database import Database

MOST = 50


def find_electors(
    db: Database, actor: Actor, text: str, limit: int = MOST
) -> Sequence[FoundElector]:
    """Electors whose name has these parts, in any order and without accents, or this number."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return electors.found(session, text, limit)


def elector_card(db: Database, actor: Actor, elector_id: int) -> ElectorCard:
    """Everything known of an elector, their history newest first."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        card = electors.card(session, elector_id, contest.outcomes(session))
        rules = contest.rules(session, contest.EVERYBODY)
        reason = lasting_reason(electors.waiting(session, elector_id), rules)
    return replace(card, not_again=REASON_NAMES[reason].lower() if reason else "")
