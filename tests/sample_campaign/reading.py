"""Reads sample_data back and folds its calls, knowing nothing of how they were made."""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"
STATED = ("Smith", "Corbyn", "undecided")
REACHED = {"spoke", "callback", "not-now", "do-not-call", "broke-off", "language", "unable"}
Row = dict[str, str]


@cache
def rows_of(name: str) -> list[Row]:
    """The lines of a file of sample_data by their headers."""
    with (SAMPLE_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def calls_by_elector() -> dict[str, list[Row]]:
    """Calls that were not put right by a later one, in order of time."""
    superseded = {row["supersedes"] for row in rows_of("calls.csv")}
    calls = defaultdict(list)
    for row in sorted(rows_of("calls.csv"), key=lambda row: (row["called_at"], row["call_id"])):
        if row["call_id"] not in superseded:
            calls[row["membership_number"]].append(row)
    return dict(calls)


@dataclass(frozen=True)
class Current:
    """What stands for one elector of the roll: the answer, who obtained it, the first contact."""

    elector: Row
    intention: str
    caller: str
    first_reached: int


def _standing(calls: list[Row]) -> Row | None:
    """The latest answer; won't say stands only where there was no other."""
    answers = [row for row in calls if row["intention"]]
    told = [row for row in answers if row["intention"] != "wont-say"]
    standing = told or answers
    return standing[-1] if standing else None


@cache
def current_answers() -> tuple[Current, ...]:
    """One row for everybody who is on the roll and has answered."""
    current = []
    for elector in on_roll():
        calls = calls_by_elector().get(elector["membership_number"], [])
        answer = _standing(calls)
        if answer is not None:
            attempts = (n for n, row in enumerate(calls, 1) if row["outcome"] in REACHED)
            first = next(attempts)
            current.append(Current(elector, answer["intention"], answer["caller"], first))
    return tuple(current)


@cache
def on_roll() -> tuple[Row, ...]:
    """Everybody who is neither barred nor was found to be no member any more."""
    gone = {
        number
        for number, calls in calls_by_elector().items()
        if any(row["outcome"] == "not-eligible" for row in calls)
    }
    return tuple(
        row
        for row in rows_of("roll.csv")
        if row["eligible"] != "no" and row["membership_number"] not in gone
    )


@dataclass
class Tally:
    """Answers of some electors."""

    roll: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def stated(self) -> int:
        return sum(self.counts[answer] for answer in STATED)

    @property
    def coverage(self) -> float:
        return self.stated / self.roll

    @property
    def lead(self) -> float:
        """Smith's share minus Corbyn's, in points of those who stated an intention."""
        return self.share("Smith") - self.share("Corbyn")

    @property
    def named(self) -> float:
        """Smith's part of those who named a candidate, in the hundred."""
        return 100 * self.counts["Smith"] / (self.counts["Smith"] + self.counts["Corbyn"])

    def share(self, answer: str) -> float:
        return 100 * self.counts[answer] / self.stated


def tally(answers: list[Current] | tuple[Current, ...], roll: int = 0) -> Tally:
    """Count current answers."""
    return Tally(roll, Counter(current.intention for current in answers))


def tally_of(*places: str) -> Tally:
    """The tally of one or several constituencies together."""
    there = [c for c in current_answers() if c.elector["constituency"] in places]
    return tally(there, sum(row["constituency"] in places for row in on_roll()))
