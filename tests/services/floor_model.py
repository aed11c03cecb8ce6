"""What must hold of a call floor, reckoned from a list of calls alone and not by the program."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WAITS = {
    "not-now": 168 * HOUR,
    "broke-off": 168 * HOUR,
    "refused-by-other": 72 * HOUR,
    "no-answer": 3 * HOUR,
    "busy": 30 * MINUTE,
    "machine-message": 48 * HOUR,
    "machine": 24 * HOUR,
    "not-in": 24 * HOUR,
    "failed": HOUR,
}
CALLBACK, SPOKE = "callback", "spoke"
BARRING = frozenset({"do-not-call", "deceased"})
ENDING = BARRING | {"unable", "not-eligible"}
REACHED = frozenset({SPOKE, CALLBACK, "not-now", "do-not-call", "broke-off", "language", "unable"})
ON_NUMBER = frozenset({"wrong-number", "dead-number"})
OUTCOMES = (SPOKE, CALLBACK, "language", *sorted(ENDING), *sorted(ON_NUMBER), *WAITS)
PASSED_OVER = 12 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A call as whoever made it remembers it."""

    call_id: UUID
    elector: int
    caller: str
    list_name: str
    at: datetime
    outcome: str
    do_not_call: bool = False
    returned: bool = False
    callback_at: datetime | None = None
    callback_for: str | None = None
    supersedes: UUID | None = None


@dataclass(slots=True)
class Rules:
    """What a list is known to allow."""

    is_open: bool = True
    weekdays: tuple[float, float] = (9, 20.5)
    weekends: tuple[float, float] = (10, 18)
    attempts: int = 4
    waits: dict[str, timedelta] = field(default_factory=dict)
    electors: frozenset[int] | None = None
    for_mp: bool = False


class Book:
    """Every call that was said to be saved, and what else was said of electors."""

    def __init__(self, lists: dict[str, Rules]) -> None:
        self.lists = lists
        self.calls: dict[UUID, Told] = {}
        self.taken_back: set[UUID] = set()
        self.barred: set[int] = set()
        self.passed_on: dict[int, datetime] = {}
        self.ended: dict[UUID, tuple[int, datetime]] = {}
        self.away: dict[int, datetime] = {}
        self.on_paper: dict[int, datetime] = {}
        self.skipped: dict[tuple[str, int], datetime] = {}
        self.holds: dict[str, dict[int, datetime]] = {}

    def standing(self, elector: int | None = None) -> list[Told]:
        """Calls that nothing supersedes, the first first."""
        gone = self.taken_back | {call.supersedes for call in self.calls.values()}
        kept = (it for it in self.calls.values() if it.call_id not in gone)
        return sorted((it for it in kept if elector in {None, it.elector}), key=lambda it: it.at)

    def why_not(
        self, elector: int, caller: str, list_name: str, now: datetime, *, is_mp: bool
    ) -> str:
        """The first reason not to serve this elector; nothing where there is none."""
        rules, made = self.lists[list_name], self.standing(elector)
        reasons = (
            *_reasons_of_list(rules, elector),
            *self._reasons_of_calls(made, rules, caller, now, is_mp=is_mp, elector=elector),
        )
        return next((why for why, applies in reasons if applies), "")

    def _reasons_of_calls(
        self,
        made: list[Told],
        rules: Rules,
        caller: str,
        now: datetime,
        *,
        is_mp: bool,
        elector: int,
    ) -> Iterator[tuple[str, bool]]:
        last = made[-1] if made else None
        promised = last is not None and last.outcome == CALLBACK
        passed = elector in self.passed_on
        yield "not to be called", self.is_barred(elector)
        yield "at an end", any(call.outcome in ENDING for call in made)
        yield "has voted", any(call.returned for call in made)
        yield "passed on", passed and not (is_mp and rules.for_mp)
        to_mp = passed and is_mp and rules.for_mp
        answered = any(call.outcome == SPOKE for call in made)
        yield "answered", answered and not promised and not to_mp
        case = any(call.outcome == "language" for call in made)
        yield "an organiser's case", case and not promised and not to_mp
        allowed = rules.attempts + (2 if promised or to_mp else 0)
        yield "attempts", len(made) >= allowed
        yield "in a pack", self.away.get(elector, now) > now
        yield "on paper", self.on_paper.get(elector, now) > now
        skipped = self.skipped.get((caller, elector))
        yield "passed over", skipped is not None and skipped + PASSED_OVER > now
        yield "cooling", last is not None and self.due_at(last) > now
        others = last is not None and last.callback_for not in {None, caller}
        yield "promised by another", promised and others and not to_mp
        yield "hours", not is_open(rules, now, promised=promised)
        others_hold = (held for name, held in self.holds.items() if name != caller)
        yield "held", any(held.get(elector, now) > now for held in others_hold)

    def due_at(self, last: Told) -> datetime:
        if last.outcome == CALLBACK:
            return last.callback_at or last.at + 24 * HOUR
        waits = {**WAITS, **self.lists[last.list_name].waits}
        return last.at + waits.get(last.outcome, timedelta())

    def add(self, call: Told, *, by_mp: bool = False) -> None:
        """An MP's call that reached an elector ends the passing on; to correct it may undo that."""
        assert call.call_id not in self.calls
        self.calls[call.call_id] = call
        if call.supersedes is not None:
            self._pass_on_again(call.supersedes)
        if by_mp and call.outcome in REACHED and call.elector in self.passed_on:
            self.ended[call.call_id] = call.elector, self.passed_on.pop(call.elector)

    def take_back(self, call_ids: Iterable[UUID]) -> None:
        for call_id in call_ids:
            self.taken_back.add(call_id)
            self._pass_on_again(call_id)

    def _pass_on_again(self, call_id: UUID) -> None:
        if call_id in self.ended:
            elector, at = self.ended.pop(call_id)
            self.passed_on.setdefault(elector, at)

    def is_barred(self, elector: int) -> bool:
        return elector in self.barred or any(map(bars, self.standing(elector)))


def bars(call: Told) -> bool:
    return call.do_not_call or call.outcome in BARRING


def _reasons_of_list(rules: Rules, elector: int) -> Iterator[tuple[str, bool]]:
    yield "the list is not open", not rules.is_open
    yield "not on the list", rules.electors is not None and elector not in rules.electors


def is_open(rules: Rules, now: datetime, *, promised: bool) -> bool:
    """Whether an elector may be rung at that hour of London's clocks."""
    here = now.astimezone(UTC).astimezone(LONDON)
    hour = here.hour + here.minute / 60
    start, end = rules.weekends if here.weekday() >= 5 else rules.weekdays
    if promised:
        start, end = 8, 21
    return start <= hour < end
