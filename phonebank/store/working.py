"""A caller at work: which lists are open to them, who of those comes next, and holding them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from phonebank.domain.hours import midnight
from phonebank.domain.queueing import reason_not_now
from phonebank.store import calls, queue, waiting
from phonebank.store.floor import Floor, OnFloor
from phonebank.store.picking import Asked, Found, Kind, next_found, of_everybody
from phonebank.store.queue import Held
from phonebank.store.schema import Elector
from phonebank.store.server_logins import hold_at_number

HAS_LEFT = "An organiser noted that you have left."
Pick = tuple[OnFloor, int]


@dataclass(frozen=True, slots=True)
class Worked:
    """One caller's work in one transaction; without a list `asked`, on any that is open to them."""

    session: Session
    floor: Floor
    caller_id: int
    now: datetime
    seat: str | None
    asked: OnFloor | None

    @property
    def is_mp(self) -> bool:
        return self.caller_id in self.floor.mps

    @property
    def has_left(self) -> bool:
        return self.caller_id in self.floor.left

    def why_not(self, one: OnFloor) -> str:
        """Why this caller is not served from the list now; empty where they are."""
        if self.has_left:
            return HAS_LEFT
        return one.why_not(self.caller_id, self.now, is_mp=self.is_mp)

    def open_lists(self) -> Sequence[OnFloor]:
        """The lists to serve from, in their order."""
        lists = [self.asked] if self.asked else self.floor.in_order()
        return [one for one in lists if not self.why_not(one)]

    def is_capped(self, one: OnFloor, under_way: int = 0) -> bool:
        """Whether the caller has made as many calls today as this list lets one make."""
        cap = one.rules.cap_per_caller
        if cap is None:
            return False
        return (
            queue.calls_since(self.session, self.caller_id, midnight(self.now)) + under_way >= cap
        )

    def next_found(self, under_way: int = 0) -> Pick | None:
        """Who comes next, and on which list; `under_way` calls are not yet counted for the cap."""
        lists = [one for one in self.open_lists() if not self.is_capped(one, under_way)]
        if len(lists) == 1 and self.asked:
            found = self._found(lists[0], tuple(Kind))
            return (lists[0], found.elector_id) if found else None
        return self._of_any(lists)

    def _of_any(self, lists: Sequence[OnFloor]) -> Pick | None:
        return (
            self._promised(lists)
            or self._first(lists, Kind.PASSED_ON)
            or self._soonest(lists)
            or self._first(lists, Kind.READY)
            or self._first(lists, Kind.AGAIN)
        )

    def _promised(self, lists: Sequence[OnFloor]) -> Pick | None:
        """The caller's own callbacks are kept whatever list they are of, if any is open to them."""
        for one in lists:
            asked = self._asked(one)
            found = of_everybody(self.session, asked, asked.kinds((Kind.MINE,)))
            if found is not None:
                return self.list_last_rung_under(found.elector_id), found.elector_id
        return None

    def _first(self, lists: Sequence[OnFloor], kind: Kind) -> Pick | None:
        for one in lists:
            if found := self._found(one, (kind,)):
                return one, found.elector_id
        return None

    def _soonest(self, lists: Sequence[OnFloor]) -> Pick | None:
        """Anybody's callback that has been due for longest, whichever list it is on."""
        promised: list[tuple[Found, OnFloor]] = []
        for one in lists:
            if found := self._found(one, (Kind.ANYBODYS,)):
                promised.append((found, one))
        if not promised:
            return None
        found, one = min(promised, key=lambda pair: pair[0])
        return one, found.elector_id

    def _found(self, one: OnFloor, kinds: Sequence[Kind]) -> Found | None:
        listed = one.id if one.segment_id is not None else None
        return next_found(self.session, self._asked(one), listed, kinds)

    def _asked(self, one: OnFloor) -> Asked:
        return Asked(one.rules, self.caller_id, self.now, one.told.for_mp, one.id)

    def list_last_rung_under(self, elector_id: int) -> OnFloor:
        """The list of the elector's last call where it is open to the caller, or the first that is.

        The oldest of all where none is.
        """
        lists = self.open_lists() or [min(self.floor.lists.values(), key=lambda one: one.id)]
        last = calls.last_list(self.session, elector_id)
        return next((one for one in lists if one.id == last), lists[0])

    def lists_to_ring_on(self, elector_ids: Sequence[int]) -> dict[int, str]:
        """Those of these electors whom the caller may ring now, and the first such list of each."""
        found: dict[int, str] = {}
        for one in self.open_lists() if elector_ids else ():
            if self.is_capped(one):
                continue
            listed = waiting.of_listed(self.session, one, self.caller_id, self.now, elector_ids)
            for elector_id, state in listed:
                if reason_not_now(state, one.rules, self.caller_id, self.now) is None:
                    found.setdefault(elector_id, one.told.name)
        return found

    def held_at_number(self, elector_id: int) -> tuple[OnFloor, Elector] | None:
        """Who else is at a number of this elector in hand, held from now on for a few minutes.

        Under a caller's own login, which sees nobody else there but whom it then holds.
        """
        for one in self.open_lists():
            asked = self._asked(one)
            values = {**asked.values, "list": one.id, "closed": sorted(asked.closed)}
            kinds = [int(kind) for kind in asked.kinds(tuple(Kind))]
            told = {**values, "kinds": kinds, "elector": elector_id}
            if not self.is_capped(one) and (found := hold_at_number(self.session, told)):
                return one, self.session.get_one(Elector, found)
        return None

    def hold(self, one: OnFloor, elector_id: int) -> Held:
        lease = one.rules.lease
        return queue.lease(
            self.session, elector_id, self.caller_id, one.id, self.now, lease, seat=self.seat
        )
