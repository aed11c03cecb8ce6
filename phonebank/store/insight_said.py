"""What was said with the latest answer: the vote before, and reasons."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from phonebank.store.contest_schema import Reason
from phonebank.store.counts import (
    ON_ROLL,
    Filter,
    answers_chosen,
    are_kept_of_all,
    roll_chosen,
)
from phonebank.store.insight_groups import Counts, Rows
from phonebank.store.kept_counts import BY_SAID, NOTHING
from phonebank.store.schema import Elector

SAID = ("previous_vote", "intention", "reasons")
"""The vote before is as the roll has it where nobody said; reasons are ids."""


def said(session: Session, chosen: Filter, columns: Sequence[str]) -> Rows:
    """Electors on the roll whose latest answer counts, how many by these of SAID:
    (*columns, people)."""
    if not are_kept_of_all(session, chosen):
        return counted(session, chosen, columns).by(*columns)
    kept = BY_SAID.table
    of = {**kept.c, "previous_vote": func.nullif(kept.c.previous_vote, NOTHING)}
    asked = select(*(of[it] for it in columns), func.sum(kept.c.people))
    return session.execute(asked.group_by(*(kept.c[it] for it in columns))).all()


def counted(session: Session, chosen: Filter, columns: Sequence[str]) -> Counts:
    """The same from one pass over them, which tells how many there are by any of these."""
    where = [ON_ROLL, *roll_chosen(chosen), answers_chosen(chosen)]
    return Counts(session, where, {it: getattr(Elector, it) for it in columns})


def reasons(session: Session, told: Rows) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Of (answer, reasons, people) the same with the reasons by name in order, none left out."""
    names = dict(session.execute(select(Reason.id, Reason.name)).all())
    for intention, given, n in told:
        yield intention, tuple(names[int(it)] for it in given.split(";") if it), n
