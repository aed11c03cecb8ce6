"""Judges each call that came back from a pack: known already, to go in, or to be put by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from phonebank.domain.calls import BallotStatus, CallEntry, Strength, check_entry
from phonebank.domain.electors import FollowUpKind
from phonebank.domain.errors import PhonebankError
from phonebank.domain.outcomes import Suppresses
from phonebank.domain.packs import Breach, Terms, breach_of, too_fast
from phonebank.domain.records import document_from
from phonebank.services.calling import check_same, in_words_of
from phonebank.services.passing import end_reached
from phonebank.store import (
    beside_calls,
    callers,
    calls,
    contest,
    elector_edits,
    electors,
    merges,
    pack_merging,
    packs,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from phonebank.domain.outcomes import Outcome
    from phonebank.domain.pack_lines import CallLine
    from phonebank.store.call_schema import Call
    from phonebank.store.pack_schema import Pack


class Doubted(Exception):
    """A call that is not to go in as it is."""

    def __init__(self, breach: Breach) -> None:
        super().__init__(breach.value)
        self.breach = breach


class Intake:
    """The calls of one pack on their way in. What is judged stands in `rows` and `doubted`."""

    def __init__(self, session: Session, pack: Pack, now: datetime) -> None:
        self.session, self.pack, self.now = session, pack, now
        self.contest, self.outcomes = contest.contest(session), contest.outcomes(session)
        self.rows: dict[str, dict[str, Any]] = {}
        self.reasons: dict[str, Sequence[str]] = {}
        self.doubted: list[dict[str, Any]] = []
        self.barred: dict[int, str] = {}
        self._beside: list[CallLine] = []
        self.superseded: set[str] = set()
        self.known = 0

    @property
    def breaches(self) -> Counter[str]:
        return Counter(one["reason"] for one in self.doubted)

    @property
    def touched(self) -> list[int]:
        return sorted({row["elector_id"] for row in self.rows.values()} | self.barred.keys())

    def judge(self, told: Sequence[CallLine], terms: Terms) -> None:
        """Every call of a file, in the order they were recorded."""
        fast = too_fast(told)
        put_by = packs.told_of(self.session, self.pack.id)
        for call in told:
            document = document_from(call)
            earlier = put_by.setdefault(str(call.call_id), [])
            try:
                self._judge_one(call, terms, is_known=document in earlier, too_fast=fast)
            except Doubted as doubt:
                earlier.append(document)
                self._put_by(call, document, doubt.breach, terms)

    def _judge_one(
        self, call: CallLine, terms: Terms, *, is_known: bool, too_fast: set[UUID]
    ) -> None:
        if is_known or self.is_in(call):
            self.known += 1
            return
        breach = breach_of(call, terms, self.now)
        if breach is None and call.call_id in too_fast:
            breach = Breach.TOO_FAST
        if breach is not None:
            raise Doubted(breach)
        self.take(call)

    def take(self, call: CallLine) -> None:
        """Let a call in, if it can be; Doubted where it makes no sense here."""
        row, reasons = self._row(call)
        self._check_corrects(call)
        if not set(call.follow_ups) <= {kind.value for kind in FollowUpKind}:
            raise Doubted(Breach.CONTRADICTION)
        self.rows[str(call.call_id)], self.reasons[str(call.call_id)] = row, reasons
        self._beside.append(call)
        if call.supersedes is not None:
            self.superseded.add(str(call.supersedes))

    def write(self) -> None:
        """Add what was let in, in the order it was made, and what was noted together with it."""
        calls.add_all(self.session, list(self.rows.values()), self.reasons)
        for row in self.rows.values():
            if row["outcome"] and self.outcomes[row["outcome"]].reached:
                end_reached(self.session, row["elector_id"], row["caller_id"], row["called_at"])
        for call in self._beside:
            self._note_beside(call, self.rows[str(call.call_id)])

    def _note_beside(self, call: CallLine, row: Mapping[str, Any]) -> None:
        elector, caller, at = row["elector_id"], row["caller_id"], row["recorded_at"]
        for kind in call.follow_ups:
            elector_edits.add_follow_up(self.session, elector, kind, call.note, caller, at)
        if call.outcome is None and call.supersedes is not None:
            taken = calls.with_id(self.session, call.supersedes)
            if taken is not None and taken.recorded_at < at:  # it came in an earlier file
                beside_calls.take_back(self.session, elector, caller, taken.recorded_at, at)

    def _put_by(
        self, call: CallLine, document: dict[str, Any], breach: Breach, terms: Terms
    ) -> None:
        """Keep it; what it says of not ringing is in force until an organiser has judged it."""
        self.doubted.append(
            {"call_id": str(call.call_id), "told": document, "reason": breach.value}
        )
        outcome = self.outcomes.get(call.outcome or "")
        suppresses = outcome is not None and outcome.suppresses is Suppresses.ELECTOR
        if call.elector in terms.electors and (call.do_not_call or suppresses):
            kind = "do-not-call" if call.do_not_call else str(call.outcome)
            self.barred.setdefault(call.elector, kind)

    def is_in(self, call: CallLine) -> bool:
        """Whether this very call is in already; Doubted where another of its id is."""
        if str(call.call_id) in self.rows:
            if self.rows[str(call.call_id)] == self._row(call)[0]:
                return True
            raise Doubted(Breach.OTHER_CONTENT)
        stored = calls.with_id(self.session, call.call_id)
        if stored is None:
            return False
        if not self._is_same(stored, call):
            raise Doubted(Breach.OTHER_CONTENT)
        return True

    def _is_same(self, stored: Call, call: CallLine) -> bool:
        """The number is not compared, since the roll may have given it up since."""
        if call.outcome is None or stored.outcome is None:
            back = str(call.supersedes) if call.supersedes else None
            return (stored.outcome, stored.supersedes) == (call.outcome, back)
        try:
            entry, outcome = self._entry(call, with_number=False)
            check_same(self.session, stored, entry, outcome)
        except (PhonebankError, Doubted):
            return False
        return True

    def _row(self, call: CallLine) -> tuple[dict[str, Any], Sequence[str]]:
        """The columns of a call and the reasons given in it."""
        if call.outcome is None:
            return self._taking_back(call), ()
        entry, outcome = self._entry(call, with_number=True)
        row = calls.row_of(entry, outcome, call.called_at, self.now, self.pack.call_list_id)
        return row, entry.reasons

    def _entry(self, call: CallLine, *, with_number: bool) -> tuple[CallEntry, Outcome]:
        outcome = self.outcomes.get(call.outcome or "")
        if outcome is None:
            raise Doubted(Breach.UNKNOWN_OUTCOME)
        caller_id = self._caller(call)
        try:
            entry = CallEntry(
                call_id=call.call_id,
                elector_id=call.elector,
                caller_id=caller_id,
                outcome=outcome.slug,
                called_at=call.called_at,
                number_id=self._number(call) if with_number else None,
                intention=call.intention,
                strength=Strength(call.strength) if call.strength else None,
                previous_vote=call.previous_vote,
                reasons=tuple(call.reasons),
                ballot=BallotStatus(call.ballot) if call.ballot else None,
                note=call.note,
                callback_at=call.callback_at,
                callback_for=caller_id if call.callback_for_me else None,
                do_not_call=call.do_not_call,
                supersedes=call.supersedes,
                seconds=call.seconds,
                script_version_id=self._script_version(call),
            )
            entry = in_words_of(self.contest, entry)
            check_entry(entry, outcome)
        except (PhonebankError, ValueError):
            raise Doubted(Breach.CONTRADICTION) from None
        return entry, outcome

    def _caller(self, call: CallLine) -> int:
        if call.caller is None:
            return self.pack.caller_id
        known = callers.named(self.session, call.caller)
        if known is None:
            raise Doubted(Breach.OTHER_CALLER)
        return known.id

    def _number(self, call: CallLine) -> int | None:
        """The number rung, if the elector still has it or had it."""
        mine = electors.numbers(self.session, call.elector)
        theirs = [*mine, *electors.former_numbers(self.session, call.elector)]
        same = [number.id for number in theirs if number.e164 and number.e164 == call.dialled]
        return call.number if call.number in same else next(iter(same), None)

    def _script_version(self, call: CallLine) -> int | None:
        version = call.script_version
        known = version is not None and pack_merging.has_version(self.session, version)
        return version if known else None

    def _taking_back(self, call: CallLine) -> dict[str, Any]:
        if call.supersedes is None:
            raise Doubted(Breach.CONTRADICTION)
        return pack_merging.taking_back(
            {
                "call_id": str(call.call_id),
                "elector_id": call.elector,
                "caller_id": self._caller(call),
                "called_at": call.called_at,
                "recorded_at": self.now,
                "supersedes": str(call.supersedes),
            }
        )

    def _check_corrects(self, call: CallLine) -> None:
        """A correction needs its call: one of the same caller to the same elector that stands."""
        if call.supersedes is None:
            return
        earlier = str(call.supersedes)
        stored = calls.with_id(self.session, call.supersedes)
        if stored is not None:
            found = (stored.outcome, stored.elector_id, stored.caller_id)
        elif earlier in self.rows:
            row = self.rows[earlier]
            found = (row["outcome"], row["elector_id"], row["caller_id"])
        else:
            raise Doubted(Breach.CORRECTS_NOTHING)
        outcome, elector_id, caller_id = found
        same = elector_id in merges.whole(self.session, call.elector)
        gone = earlier in self.superseded or calls.is_superseded(self.session, earlier)
        if outcome is None or not same or caller_id != self._caller(call) or gone:
            raise Doubted(Breach.CORRECTS_NOTHING)
