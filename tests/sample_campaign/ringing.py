"""The ringing itself: shift by shift, who is rung, and what comes of each call."""

from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random

from tests.sample_campaign import facts
from tests.sample_campaign.call_lists import Call, CallList, Track
from tests.sample_campaign.callers import Caller, Shift, make_shifts
from tests.sample_campaign.places import PLACES
from tests.sample_campaign.roll import Elector, draw

_SPOKE_SECONDS, _REACHED_SECONDS, _OTHER_SECONDS = (170, 460), (70, 200), (40, 130)
_ANSWERS_A_SHIFT, _AHEAD = 9, 4


def ring_all(electors: list[Elector]) -> list[CallList]:
    """Ring every place until as many electors have answered as its figures need."""
    rng = Random(f"{facts.SEED} ringing")
    lists = [CallList(rng, place, [e for e in electors if e.place is place]) for place in PLACES]
    room = _Room(rng, lists)
    queue = [(shift.start, n, shift) for n, shift in enumerate(make_shifts())]
    heapify(queue)
    while queue:
        now, n, shift = heappop(queue)
        after = room.ring_one(now, shift)
        if after is not None and after < shift.end:
            heappush(queue, (after, n, shift))
    return lists


class _Room:
    """Callers with their call lists: chooses a list for a shift, and makes its calls."""

    def __init__(self, rng: Random, lists: list[CallList]) -> None:
        self.rng = rng
        self.lists = {call_list.place.name: call_list for call_list in lists}
        self.at_work: dict[Shift, CallList] = {}

    def ring_one(self, now: datetime, shift: Shift) -> datetime | None:
        """Make one call of a shift; when the next may follow, or nothing if the shift is over."""
        call_list = self._call_list(now, shift)
        track = call_list.next_track(now, shift.caller.name) if call_list else None
        if call_list is None or track is None:
            self.at_work.pop(shift, None)
            return None
        self.at_work[shift] = call_list
        call = self._call(call_list, track, now, shift)
        call_list.add(track, call)
        return now + timedelta(seconds=self._length(call.outcome))

    def _call_list(self, now: datetime, shift: Shift) -> CallList | None:
        """The list the caller is at, or another once that is done or well ahead."""
        at = self.at_work.pop(shift, None)
        if at and not at.is_done and self._pace(now, at) > -_AHEAD:
            return at
        return self._choose(now, shift.caller)

    def _choose(self, now: datetime, caller: Caller) -> CallList | None:
        """The caller's place that is furthest behind its share of the time, if any is."""
        own = [self.lists[name] for name in caller.places if not self.lists[name].is_done]
        if not own:
            return None
        behind = {call_list: self._shortfall(now, call_list) for call_list in own}
        worst = max(own, key=lambda call_list: behind[call_list])
        return worst if behind[worst] > 0 else None

    def _pace(self, now: datetime, call_list: CallList) -> float:
        """Answers that a place lacks today, if all are to be in on the last day."""
        days = (now.date() - facts.FIRST_DAY).days + 1
        part = days / ((facts.LAST_DAY - facts.FIRST_DAY).days + 1)
        return call_list.place.answered * part - call_list.answered

    def _shortfall(self, now: datetime, call_list: CallList) -> float:
        """What is lacking beyond the answers that callers already at work may bring."""
        there = (shift for shift, at in self.at_work.items() if at is call_list)
        others = sum(shift.end > now for shift in there)
        return self._pace(now, call_list) - _ANSWERS_A_SHIFT * others

    def _length(self, outcome: str) -> int:
        if outcome == "spoke":
            return self.rng.randrange(*_SPOKE_SECONDS)
        reached = outcome in facts.REACHED
        return self.rng.randrange(*(_REACHED_SECONDS if reached else _OTHER_SECONDS))

    def _call(self, call_list: CallList, track: Track, now: datetime, shift: Shift) -> Call:
        numbers = call_list.usable(track.elector)
        number = numbers[track.turn % len(numbers)]
        is_known = number in call_list.good_numbers or bool(track.first_reached)
        outcome = self._outcome(call_list, track, shift.daytime, is_known)
        call = Call(track.elector, now, shift.caller.name, outcome, number)
        if outcome == "callback":
            self._promise(call)
        return call

    def _outcome(self, call_list: CallList, track: Track, daytime: bool, is_known: bool) -> str:
        chance = facts.CONTACT[track.elector.group] * call_list.place.ease
        chance *= facts.DAYTIME_CONTACT if daytime else 1
        if track.callback:
            chance = facts.CALLBACK_CONTACT
        if self.rng.random() < chance:
            return "not-eligible" if track.elector.has_left else self._said(track)
        weights = dict(facts.WHEN_NOT)
        if is_known:
            weights |= {"wrong-number": 0.0, "dead-number": 0.0, "deceased": 0.0}
        if not call_list.place.left:
            weights["deceased"] = 0.0
        return draw(self.rng, weights)

    def _said(self, track: Track) -> str:
        """What somebody who is reached does; nobody we know is promised a second callback."""
        weights = dict(facts.WHEN_REACHED)
        if track.first_reached:
            weights |= {"callback": 0.0, "language": 0.0, "unable": 0.0}
        return draw(self.rng, weights)

    def _promise(self, call: Call) -> None:
        """Agree a time: the same evening, the next, or, from 14 September, mostly the 19th."""
        last = datetime(2016, 9, 19, 18, 0, tzinfo=facts.BRITISH_SUMMER_TIME)
        quarters = self.rng.choice((0, 0, 1, 1, 2, 2, 3, 4, 5, 6))
        days = self.rng.choice((1, 1, 2, 3))
        if call.at >= last - timedelta(days=5) and self.rng.random() < 0.8:
            days = (last.date() - call.at.date()).days
        evening = last.replace(year=call.at.year, month=call.at.month, day=call.at.day)
        at = evening + timedelta(days=days, minutes=15 * quarters)
        if at.weekday() >= 5:
            at = at.replace(hour=at.hour - 4)
        call.callback_at = at
        call.callback_for = "me" if self.rng.random() < 0.3 else "anybody"
