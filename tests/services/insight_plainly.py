"""The insights reckoned anew in plain Python from what was entered, to compare with."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

REACHED = {"spoke", "not-now", "broke-off"}
WHO = ("Smith", "Corbyn", "undecided")
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Said:
    """A call as it was entered."""

    call_id: UUID
    at: datetime
    caller: str
    outcome: str
    intention: str | None = None
    previous: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass
class Person:
    """Somebody on the roll with the calls that count."""

    place: str
    section: str | None
    recruiter: str
    roll_previous: str | None
    calls: list[Said] = field(default_factory=list)

    @property
    def in_order(self) -> list[Said]:
        return sorted(self.calls, key=lambda call: (call.at, str(call.call_id)))

    @property
    def answers(self) -> list[Said]:
        """Every answer that stood: "won't say" only as the first."""
        given = [call for call in self.in_order if call.intention]
        return [call for n, call in enumerate(given) if n == 0 or call.intention != "wont-say"]

    @property
    def latest(self) -> Said | None:
        return self.answers[-1] if self.answers else None

    @property
    def intention(self) -> str | None:
        return self.latest.intention if self.latest else None

    @property
    def previous(self) -> str:
        told = [call.previous for call in self.in_order if call.previous]
        return (told[-1] if told else self.roll_previous) or "not-asked"

    @property
    def first_reached(self) -> int | None:
        reached = [n for n, call in enumerate(self.in_order, 1) if call.outcome in REACHED]
        return reached[0] if reached else None

    def stood_at(self, when: datetime) -> str | None:
        before = [call.intention for call in self.answers if call.at < when]
        return before[-1] if before else None


def stated(people: Iterable[Person]) -> list[Person]:
    return [one for one in people if one.intention in WHO]


def by_day(people: Iterable[Person]) -> dict[date, Counter[str]]:
    """Every answer that stood, on the local day on which it was given."""
    days: dict[date, Counter[str]] = {}
    for one in people:
        for call in one.answers:
            if call.intention in WHO:
                day = call.at.astimezone(LONDON).date()
                days.setdefault(day, Counter())[call.intention or ""] += 1
    return days


def switched(people: Iterable[Person]) -> Counter[tuple[str, str]]:
    return Counter((one.previous, one.intention or "") for one in stated(people))


def moved(people: Iterable[Person], since: datetime) -> Counter[tuple[str, str]]:
    """(answer then, answer now) of those who answered since, and stated something then."""
    found: Counter[tuple[str, str]] = Counter()
    for one in people:
        then = one.stood_at(since)
        has_answered = one.latest is not None and one.latest.at >= since
        if has_answered and then in WHO and one.intention in (*WHO, "wont-vote"):
            found[then or "", one.intention or ""] += 1
    return found


def reasons(people: Iterable[Person], who: str) -> tuple[Counter[str], Counter[str]]:
    """People by reason they gave with their latest answer, and by the first they gave."""
    given = [one.latest.reasons for one in people if one.latest and one.intention == who]
    every = Counter(reason for told in given for reason in told)
    return every, Counter(told[0] for told in given if told)


def by_attempt(people: Iterable[Person]) -> dict[int, Counter[str]]:
    groups: dict[int, Counter[str]] = {}
    for one in stated(people):
        assert one.first_reached is not None
        groups.setdefault(min(4, one.first_reached), Counter())[one.intention or ""] += 1
    return groups


def tries(people: Sequence[Person]) -> dict[int, tuple[int, int]]:
    """By attempt: rung for that time and not reached before, and reached then."""
    found: dict[int, tuple[int, int]] = {}
    for attempt in range(1, max((len(one.calls) for one in people), default=0) + 1):
        rung = [
            one
            for one in people
            if len(one.calls) >= attempt and (one.first_reached or attempt) >= attempt
        ]
        reached = [one for one in people if one.first_reached == attempt]
        if rung:
            found[attempt] = len(rung), len(reached)
    return found


def rung(
    electors: Iterable[Sequence[Said]], label: Callable[[Said], str]
) -> dict[str, tuple[int, int, int, datetime]]:
    """Calls, electors rung, electors reached and the last call, by a label of calls."""
    calls: dict[str, list[tuple[int, Said]]] = {}
    for elector, made in enumerate(electors):
        for call in made:
            calls.setdefault(label(call), []).append((elector, call))
    return {
        of: (
            len(made),
            len({elector for elector, _ in made}),
            len({elector for elector, call in made if call.outcome in REACHED}),
            max(call.at for _, call in made),
        )
        for of, made in calls.items()
    }
