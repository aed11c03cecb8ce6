"""What every insight is asked with: the campaign, whom it is narrowed to, and as of when."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from phonebank.domain.canvass import By, narrowed_words
from phonebank.domain.hours import local
from phonebank.domain.insight_periods import edges
from phonebank.domain.outcomes import UNDECIDED
from phonebank.domain.permits import Actor, Right, require
from phonebank.services.leaving_cycles import cycles_left_alone
from phonebank.services.narrowing import chosen_by_answers, filter_of
from phonebank.store import contest, insight_counts, insight_said, insight_times
from phonebank.store.counts import are_kept, are_kept_of_all
from phonebank.store.insight_counts import Alike, Answers
from phonebank.store.insight_names import Names
from phonebank.store.insight_times import Moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.canvass import CanvassTable
    from phonebank.domain.contest import Contest
    from phonebank.store.counts import Filter
    from phonebank.store.database import Database
    from phonebank.store.insight_groups import Counts, Rows

T = TypeVar("T")
CHOSEN_BY_ANSWERS = " They were chosen by what our calls found, so they do not stand for others."


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Questions of the same electors within one transaction; what several ask is counted once.

    Where everything will be asked (`asks_all`), one count of much serves questions that alone would
    count less.
    """

    session: Session
    contest: Contest
    chosen: Filter
    where: Mapping[str, Sequence[str]]
    now: datetime
    asks_all: bool = False
    told: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, question: Callable[[Asked], T]) -> T:
        """What the question comes to, however often it is asked."""
        if question not in self.told:
            self.told[question] = question(self)
        told: T = self.told[question]
        return told

    def without(self, *fields: str) -> Asked:
        """The same question where these fields narrow nothing."""
        where = {name: values for name, values in self.where.items() if name not in fields}
        if len(where) == len(self.where):
            return self
        return replace(self, chosen=filter_of(self.session, where, self.now), where=where)

    @cached_property
    def who(self) -> tuple[str, ...]:
        return (*self.contest.shorts, UNDECIDED)

    @cached_property
    def names(self) -> Names:
        return Names(self.session)

    @property
    def edges(self) -> Sequence[date]:
        """Where the periods of joining begin."""
        return edges(local(self.contest.ballots_open).date())

    def facts(self, base: str, caveat: str) -> dict[str, Any]:
        """The fields that all findings share."""
        return {
            "as_of": self.now,
            "where": self.where,
            "ours": self.contest.ours,
            "candidates": self.contest.shorts,
            "base": base + self.narrowed,
            "caveat": caveat,
        }

    @cached_property
    def narrowed(self) -> str:
        """What is narrowed to, and whether it stands for others, in words that go after a base."""
        is_by_answers = chosen_by_answers(self.session, self.where)
        return narrowed_words(self.where) + (CHOSEN_BY_ANSWERS if is_by_answers else "")

    @cached_property
    def roll(self) -> int:
        """How many electors there are on it."""
        return insight_counts.roll_size(self.session, self.chosen)

    @cached_property
    def stated(self) -> int:
        """Electors who have stated, each once."""
        return sum(self.intentions.get(it, 0) for it in self.who)

    @cached_property
    def intentions(self) -> Mapping[str, int]:
        """Electors by their latest answer."""
        if self._counts_all:
            return dict(self.answers.by("intention"))
        return insight_counts.intentions(self.session, self.chosen)

    @cached_property
    def _counts_all(self) -> bool:
        """Whether everybody is counted at once, none of it being kept."""
        return self.asks_all and not are_kept(self.session, self.chosen)

    @cached_property
    def _of_roll(self) -> Counts:
        return insight_counts.whole_roll(self.session, self.chosen, self.edges)

    @cached_property
    def population(self) -> Sequence[Alike]:
        if self._counts_all:
            rows = self._of_roll.by("section", "period", "affiliate", "region")
            return [Alike._make(row) for row in rows]
        return insight_counts.population(self.session, self.chosen, self.edges)

    @cached_property
    def unreached(self) -> Rows:
        """(section, period, people) of electors nobody spoke to."""
        if self._counts_all:
            rows = self._of_roll.by("section", "period", "first_reached")
            return [(section, period, n) for section, period, first, n in rows if first is None]
        return insight_counts.unreached(self.session, self.chosen, self.edges)

    @cached_property
    def tries(self) -> Rows:
        """(attempts made, attempt of first contact or None, furthest disposition, people)."""
        if self._counts_all:
            return self._of_roll.by("attempts", "first_reached", "disposition")
        return insight_counts.tries(self.session, self.chosen)

    @cached_property
    def answers(self) -> Answers:
        """See `insight_counts.answers`."""
        return insight_counts.answers(self.session, self.chosen, self.edges)

    @cached_property
    def latest_by_day(self) -> Mapping[date, Mapping[str, int]]:
        """The latest answers by the day on which they were given; the table by day has them too."""
        table: CanvassTable | None = self.told.get(By.DAY)
        if table is None:
            return insight_times.latest_by_day(self.session, self.chosen)
        days = ((date.fromisoformat(row.place or ""), row.tally) for row in table.rows)
        return {day: {who: tally.people(who) for who in self.who} for day, tally in days}

    def moved(self, since: datetime, groups: Mapping[str, Any]) -> Moved:
        """Who has answered since, by these columns, or by more if they were counted so before."""
        known: Moved | None = self.told.get((Moved, since))
        if known is None or not groups.keys() <= known.groups.keys():
            known = self.told[Moved, since] = Moved(self.session, self.chosen, since, groups)
        return known

    def said(self, *names: str) -> Rows:
        """(*columns, people) by these of `insight_said.SAID`, of the latest answers."""
        if self.asks_all and not are_kept_of_all(self.session, self.chosen):
            return self._said.by(*names)
        return insight_said.said(self.session, self.chosen, names)

    @cached_property
    def _said(self) -> Counts:
        return insight_said.counted(self.session, self.chosen, insight_said.SAID)

    @cached_property
    def by_attempt(self) -> Rows:
        """(section, period, attempt of first contact, latest answer, people).

        Where the answers have been asked for, they tell it.
        """
        if not self.asks_all and "answers" not in vars(self):
            return insight_counts.by_attempt(self.session, self.chosen, self.edges)
        told = self.answers.by("section", "period", "first_reached", "intention")
        return [row for row in told if row[2] is not None]


@contextmanager
def asking(
    db: Database,
    actor: Actor,
    now: datetime,
    where: Mapping[str, Sequence[str]] | None = None,
    *,
    asks_all: bool = False,
) -> Iterator[Asked]:
    """Questions of the electors that `where` leaves (see narrowing.FIELDS), as of one moment."""
    require(actor, Right.SEE_FIGURES)
    with cycles_left_alone(), db.read() as session:
        yield Asked(
            session=session,
            contest=contest.contest(session),
            chosen=filter_of(session, where or {}, now),
            where=where or {},
            now=now,
            asks_all=asks_all,
        )
