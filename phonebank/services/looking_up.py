"""Finding electors by name or number, and all that is known of one."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.electors import ElectorColumn
from phonebank.domain.errors import InputRefused
from phonebank.domain.permits import Actor, Right, require
from phonebank.domain.queueing import REASON_NAMES, lasting_reason
from phonebank.store import contest, electors
from phonebank.store import elector_lines as electors_in_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.electors import ElectorCard, ElectorLine, FoundElector
    from phonebank.domain.segments import Tree
    from phonebank.store.database import Database

MOST = 50


def find_electors(
    db: Database, actor: Actor, text: str, limit: int = MOST
) -> Sequence[FoundElector]:
    """Electors of whom all of the text holds: parts of names in any order, without accents; four
    digits or more of a number; the postcode or its first half; or a membership number's beginning.
    """
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return electors_in_lines.found(session, text, limit)


def elector_ids(
    db: Database,
    actor: Actor,
    order: ElectorColumn = ElectorColumn.NAME,
    descending: bool = False,
    segment: Tree | None = None,
) -> array[int]:
    """Ids of the electors of a segment, or of all, in the order of a column and then by name.

    Whoever has nothing in that column comes last, whichever way it is sorted.
    """
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return electors_in_lines.ordered_ids(session, order, descending=descending, segment=segment)


def elector_lines(db: Database, actor: Actor, ids: Sequence[int]) -> list[ElectorLine]:
    """Rows of the table for these ids, in their order; an id that is gone has none."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        return electors_in_lines.lines(session, ids)


def elector_numbered(db: Database, actor: Actor, membership_number: str) -> ElectorCard:
    """The card of who has this membership number; InputRefused where nobody has."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        elector_id = electors.id_with_number(session, membership_number)
    if elector_id is None:
        raise InputRefused(
            f"There is no elector with membership number “{membership_number}”.",
            next_step="Check the number, or find them by name.",
        )
    return elector_card(db, actor, elector_id)


def elector_card(db: Database, actor: Actor, elector_id: int) -> ElectorCard:
    """Everything known of an elector, their history newest first; InputRefused if they are gone."""
    require(actor, Right.SEE_ELECTORS)
    with db.read() as session:
        if not electors.is_known(session, elector_id):
            raise InputRefused("This elector is no longer on file.", next_step="Find them again.")
        card = electors.whole_card(session, elector_id, contest.outcomes(session))
        rules = contest.rules(session, contest.EVERYBODY)
        reason = lasting_reason(electors.waiting(session, elector_id), rules)
    return replace(card, not_again=REASON_NAMES[reason].lower() if reason else "")
