"""A place's call list: who of its electors is due next, and what each call does to that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import log
from random import Random

from tests.sample_campaign import facts
from tests.sample_campaign.places import Place
from tests.sample_campaign.roll import Elector

BARRED_FROM = date(2016, 8, 17)
ASKED_AGAIN_FROM = date(2016, 9, 3)
_LONG_AGO = datetime(2016, 1, 1, tzinfo=UTC)


@dataclass(eq=False)
class Call:
    """One call as it will stand in calls.csv."""

    elector: Elector
    at: datetime
    caller: str
    outcome: str
    number: str
    intention: str = ""
    strength: str = ""
    previous_vote: str = ""
    reasons: tuple[str, ...] = ()
    ballot: str = ""
    note: str = ""
    callback_at: datetime | None = None
    callback_for: str = ""
    do_not_call: bool = False
    call_id: str = ""
    supersedes: str = ""


@dataclass(eq=False)
class Track:
    """An elector and all calls to them so far; `place` counts those of the list before them."""

    elector: Elector
    place: int
    calls: list[Call] = field(default_factory=list)
    turn: int = 0

    @property
    def spoken(self) -> list[Call]:
        return [call for call in self.calls if call.outcome == "spoke"]

    @property
    def first_reached(self) -> int:
        """The attempt at which the elector first spoke to us; 0 if never."""
        reached = (n for n, c in enumerate(self.calls, 1) if c.outcome in facts.REACHED)
        return next(reached, 0)

    @property
    def callback(self) -> Call | None:
        return self.calls[-1] if self.calls and self.calls[-1].outcome == "callback" else None

    def is_callback_due(self, now: datetime, caller: str) -> bool:
        """A promised time has come: for anybody, or mine, or another's and half a day old."""
        promised = self.callback
        if promised is None or promised.callback_at is None or promised.callback_at > now:
            return False
        mine = promised.callback_for == "anybody" or promised.caller == caller
        return mine or now - promised.callback_at > timedelta(hours=12)

    @property
    def retry_at(self) -> datetime | None:
        """When they may be tried again, where they may."""
        last = self.calls[-1]
        wait = facts.WAIT[last.outcome]
        if wait is None or last.outcome == "callback" or len(self.calls) >= facts.ATTEMPTS:
            return None
        return last.at + timedelta(minutes=wait)

    def is_retry_due(self, now: datetime) -> bool:
        return self.retry_at is not None and now >= self.retry_at

    @property
    def is_again_due(self) -> bool:
        """Spoke to us in the first weeks, and has not been asked a second time since."""
        last = self.calls[-1]
        if last.outcome != "spoke" or len(self.spoken) > 1 or not self.elector.eligible:
            return False
        return len(self.calls) <= 3 and last.at.date() < date(2016, 8, 27)


class CallList:
    """The electors of a place in the order in which they come up."""

    def __init__(self, rng: Random, place: Place, electors: list[Elector]) -> None:
        self.rng, self.place = rng, place
        self.tracks: list[Track] = []
        # By their place in the line, those of whom each question can come to yes.
        self._callbacks, self._retries, self._again = (dict[int, Track]() for _ in range(3))
        self.bad_numbers: set[str] = set()
        self.good_numbers: set[str] = set()
        self.answered = 0
        callable_ones = [e for e in electors if not e.do_not_call]
        self._fresh = sorted(callable_ones, key=self._place_in_line, reverse=True)

    @property
    def is_done(self) -> bool:
        return self.answered >= self.place.answered

    def _place_in_line(self, elector: Elector) -> float:
        """Exponential waiting times: those with twice the weight come up twice as early."""
        return -log(1 - self.rng.random()) / facts.ROLL_WEIGHT[elector.group]

    def usable(self, elector: Elector) -> list[str]:
        return [number for number in elector.numbers if number not in self.bad_numbers]

    def next_track(self, now: datetime, caller: str) -> Track | None:
        """Callbacks due, then now and then a second asking, a retry, or somebody new."""
        due = self._ready(now, self._callbacks, lambda it: it.is_callback_due(now, caller))
        if due:
            return min(due, key=_promised)
        if now.date() >= ASKED_AGAIN_FROM and self.rng.random() < 0.14:
            again = self._ready(now, self._again, lambda it: it.is_again_due)
            if again:
                return self.rng.choice(again)
        retries = self._ready(now, self._retries, lambda it: it.is_retry_due(now))
        if retries and (not self._fresh or self.rng.random() < 0.52):
            return min(retries, key=_fewest_and_longest_ago)
        return self._new_track(now)

    def _ready(
        self, now: datetime, those: Mapping[int, Track], is_due: Callable[[Track], bool]
    ) -> list[Track]:
        tracks = (those[place] for place in sorted(those))
        return [it for it in tracks if is_due(it) and self._may_ring(it.elector, now)]

    def _may_ring(self, elector: Elector, now: datetime) -> bool:
        is_barred = not elector.eligible and now.date() >= BARRED_FROM
        return not is_barred and bool(self.usable(elector))

    def _new_track(self, now: datetime) -> Track | None:
        while self._fresh:
            elector = self._fresh.pop()
            if self._may_ring(elector, now):
                self.tracks.append(Track(elector, len(self.tracks)))
                return self.tracks[-1]
        return None

    def add(self, track: Track, call: Call) -> None:
        """Keep a call, and what it tells about the number."""
        if call.outcome == "spoke" and not track.spoken and track.elector.eligible:
            self.answered += 1
        track.calls.append(call)
        if call.outcome in facts.BAD_NUMBER:
            self.bad_numbers.add(call.number)
        else:
            self.good_numbers.add(call.number)
        track.turn += call.outcome in facts.NEXT_NUMBER
        for those, is_among in (
            (self._callbacks, track.callback is not None),
            (self._retries, track.retry_at is not None),
            (self._again, track.is_again_due),
        ):
            those.pop(track.place, None)
            if is_among:
                those[track.place] = track


def _promised(track: Track) -> datetime:
    call = track.callback
    return call.callback_at if call and call.callback_at else _LONG_AGO


def _fewest_and_longest_ago(track: Track) -> tuple[int, datetime]:
    return len(track.calls), track.calls[-1].at
