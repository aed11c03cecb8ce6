"""Call lists: their states and moves, what is told of one, and what frees those who wait on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from phonebank.domain.contest_file import ATTEMPTS, CAPS, COOLDOWNS, KEPT_CALLBACKS, LEASES
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.outcomes import Outcomes, known_outcome
from phonebank.domain.queueing import CallingRules, Reason
from phonebank.domain.segments import NO, NONE, YES, Comparison, Condition, Field, Tree, all_of


class ListState(StrEnum):
    """Only an open list is served; the value is stored."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return self.capitalize()


MAY_BECOME: Mapping[ListState, frozenset[ListState]] = {
    ListState.DRAFT: frozenset({ListState.OPEN}),
    ListState.OPEN: frozenset({ListState.PAUSED, ListState.CLOSED}),
    ListState.PAUSED: frozenset({ListState.OPEN, ListState.CLOSED}),
    ListState.CLOSED: frozenset({ListState.OPEN}),
}
_WHY_NOT: Mapping[tuple[ListState, ListState], str] = {
    (ListState.DRAFT, ListState.PAUSED): "It was never open: leave it a draft, or open it.",
    (ListState.DRAFT, ListState.CLOSED): "It was never open: remove it, or open it.",
    (ListState.CLOSED, ListState.PAUSED): "A closed list is not worked anyway: open it first.",
}


def check_move(name: str, state: ListState, wanted: ListState) -> None:
    """InputRefused, with what to do instead, for a move that a list cannot make."""
    if wanted not in MAY_BECOME[state] and wanted is not state:
        raise InputRefused(
            f"The list “{name}” is {in_words(state)} and cannot be {wanted.value}.",
            next_step=_WHY_NOT[state, wanted],
        )


def in_words(state: ListState) -> str:
    return "a draft" if state is ListState.DRAFT else state.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """What an organiser decides of a list. Without `segment` it is of everybody, without `script`
    it has the usual one, without `callers` everybody may work it. Times are UTC.
    """

    name: str
    segment: str | None = None
    script: str | None = None
    rules: CallingRules = field(default_factory=CallingRules)
    state: ListState = ListState.DRAFT
    priority: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    callers: Sequence[str] = ()
    for_mp: bool = False

    def why_not_served(self, now: datetime) -> str:
        """A sentence, or nothing where it is served now."""
        if self.state is not ListState.OPEN:
            return f"The list “{self.name}” is {in_words(self.state)}."
        if self.opens_at and now < self.opens_at:
            return f"The list “{self.name}” is not open yet."
        if self.closes_at and now >= self.closes_at:
            return f"The list “{self.name}” was open until its closing time."
        return ""


def check_rules(rules: CallingRules, outcomes: Outcomes) -> None:
    """WrongUse for calling rules beyond what a list can have."""
    for slug in rules.cooldowns:
        known_outcome(outcomes, slug)
    again = rules.again_after or timedelta()
    waits = {f"minutes to wait after {slug}": wait for slug, wait in rules.cooldowns.items()}
    told: list[tuple[str, int, range]] = [
        ("attempts", rules.attempts, ATTEMPTS),
        ("callbacks beyond them", rules.kept_callbacks, KEPT_CALLBACKS),
        ("minutes of a lease", _minutes(rules.lease), LEASES),
        *((what, _minutes(wait), COOLDOWNS) for what, wait in waits.items()),
        ("minutes until those who answered are rung again", _minutes(again), COOLDOWNS),
    ]
    if rules.cap_per_caller is not None:
        told.append(("calls of a caller a day", rules.cap_per_caller, CAPS))
    for what, number, allowed in told:
        if number not in allowed:
            raise WrongUse(f"The {what} are from {allowed[0]} to {allowed[-1]}, not {number}.")


def _minutes(wait: timedelta) -> int:
    return int(wait.total_seconds() // 60)


class Remedy(StrEnum):
    """What an organiser can do at one press for those who wait on a list."""

    OPEN_LIST = "open-list"
    RELEASE_ALL = "release-all"
    RELEASE_CALLER = "release-caller"
    MOVE_CALLBACKS = "move-callbacks"
    WIDEN_HOURS = "widen-hours"
    RAISE_ATTEMPTS = "raise-attempts"
    SETTLE_CASES = "settle-cases"
    TAKE_BACK = "take-back"
    SHOW_ELECTORS = "show-electors"


REMEDY_LABELS: Mapping[Remedy, str] = {
    Remedy.OPEN_LIST: "Open the list",
    Remedy.RELEASE_ALL: "Release all",
    Remedy.RELEASE_CALLER: "Release one caller’s",
    Remedy.MOVE_CALLBACKS: "Give the callbacks to somebody else",
    Remedy.WIDEN_HOURS: "Ring from 8:00 to 21:00 today",
    Remedy.RAISE_ATTEMPTS: "Allow one attempt more",
    Remedy.SETTLE_CASES: "Settle the cases",
    Remedy.TAKE_BACK: "Take them back from the MP",
    Remedy.SHOW_ELECTORS: "Show these electors",
}

_BY_REASON: Mapping[str, Sequence[Remedy]] = {
    "suppressed": (Remedy.SHOW_ELECTORS,),
    "finished": (),
    "banked": (Remedy.SHOW_ELECTORS,),
    "needs-organiser": (Remedy.SETTLE_CASES,),
    "no-usable-number": (Remedy.SHOW_ELECTORS,),
    "attempts-used-up": (Remedy.RAISE_ATTEMPTS, Remedy.SHOW_ELECTORS),
    "callback-later": (Remedy.MOVE_CALLBACKS,),
    "leased": (Remedy.RELEASE_ALL, Remedy.RELEASE_CALLER),
    "outside-hours": (Remedy.WIDEN_HOURS,),
    "passed-on": (Remedy.TAKE_BACK,),
}


def remedies(reason: Reason) -> Sequence[Remedy]:
    """What helps those who cannot be rung for this reason; time alone helps where there is none."""
    return _BY_REASON.get(reason.value, ())


def not_asked_in(place: str, where: Mapping[str, Sequence[str]]) -> Tree:
    """Whoever can still settle a place: those on the roll there who have not answered.

    Of a canvass narrowed to sections or affiliates, they alone; other fields narrow nothing here.
    """
    there: dict[Field, tuple[str, ...]] = {Field.CONSTITUENCY: (place,)}
    there |= {it: tuple(where[it.value]) for it in _OF_THE_ROLL if it.value in where}
    there |= {Field.INTENTION: (NONE,)}
    return all_of([Condition(field, Comparison.IS, names) for field, names in there.items()])


_OF_THE_ROLL = (Field.SECTION, Field.AFFILIATE)


def electors_of(reason: Reason, rules: CallingRules, listed: Tree | None) -> Tree | None:
    """The segment of a list's electors of whom this is so, whatever else is; None for no such."""
    wanted: Mapping[Reason, Condition] = {
        Reason.SUPPRESSED: Condition(Field.SUPPRESSED, Comparison.IS, (YES,)),
        Reason.BANKED: Condition(Field.BALLOT, Comparison.IS, ("returned",)),
        Reason.NO_USABLE_NUMBER: Condition(Field.HAS_NUMBER, Comparison.IS, (NO,)),
        Reason.ATTEMPTS_USED_UP: Condition(Field.ATTEMPTS, Comparison.AT_LEAST, (rules.attempts,)),
    }
    if reason not in wanted:
        return None
    on_roll = Condition(Field.ON_ROLL, Comparison.IS, (YES,))
    return all_of([*([listed] if listed else []), on_roll, wanted[reason]])
