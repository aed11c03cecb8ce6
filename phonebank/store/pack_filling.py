"""Fills an empty campaign file with what a pack brought, so that its floor is worked as any."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from phonebank.domain.contest import Contest, Section
from phonebank.domain.electors import sorting_key
from phonebank.domain.outcomes import WONT_SAY, Outcomes
from phonebank.domain.pack_lines import (
    ContestLine,
    EarlierCall,
    ElectorLine,
    ListLine,
    PackHead,
    ScriptLine,
    only,
)
from phonebank.domain.permits import Role
from phonebank.domain.places import place_key
from phonebank.domain.script_documents import from_document
from phonebank.store import callers, contest, kept, places, search
from phonebank.store.call_schema import Call
from phonebank.store.contest_schema import Campaign
from phonebank.store.floor_schema import PassedOn, Script, ScriptVersion, SettledCase
from phonebank.store.pack_schema import Pack, PackElector
from phonebank.store.schema import Caller, CallList, Elector, PhoneNumber

OWN, OTHERS = 1, 2
"""The pack's own caller and list, and whoever made the calls from before the pack."""
SOMEBODY = "Another caller"


class Filling:
    """One pack on its way into an empty file; a number or an elector keeps the id it had."""

    def __init__(
        self, session: Session, head: PackHead, lines: Sequence[Any], outcomes: Outcomes
    ) -> None:
        self.session, self.head, self.lines, self.outcomes = session, head, lines, outcomes

    def fill(self, kept_keys: str, content_hash: str) -> None:
        """All of it; ValueError or LookupError where the lines do not hang together."""
        (told,), (listed,) = only(ContestLine, self.lines), only(ListLine, self.lines)
        contest.add_contest(
            self.session, _contest(told), self.head.issued_at, is_demo=self.head.is_demo
        )
        _with_waits(self.session, self.outcomes, told)
        callers.add(self.session, listed.caller, Role.VOLUNTEER, is_mp=listed.is_mp)
        others = Caller(
            name=SOMEBODY, key=f"\n{SOMEBODY}", role=Role.VOLUNTEER.value, has_left=True
        )
        self.session.add(others)
        self.session.flush()
        self._set_list(listed)
        self._add_pack(kept_keys, content_hash)
        for script in only(ScriptLine, self.lines):
            self._add_script(script)
        self._add_electors(only(ElectorLine, self.lines))

    def _set_list(self, listed: ListLine) -> None:
        """Its list is served until the pack expires."""
        own = self.session.get_one(CallList, OWN)
        own.rules, own.for_mp = dict(listed.rules), listed.for_mp
        own.closes_at = self.head.expires_at
        self.session.flush()
        contest.rules(self.session, own.name)  # refused here if they make no sense

    def _add_pack(self, kept_keys: str, content_hash: str) -> None:
        pack = Pack(
            id=str(self.head.pack),
            call_list_id=OWN,
            caller_id=OWN,
            issued_by=OTHERS,
            issued_at=self.head.issued_at,
            expires_at=self.head.expires_at,
            content_hash=content_hash,
            secret=kept_keys,
        )
        self.session.add(pack)
        self.session.flush()
        campaign = self.session.get_one(Campaign, 1)
        campaign.uid, campaign.pack_id = self.head.campaign, pack.id

    def _add_script(self, told: ScriptLine) -> None:
        from_document(told.words)  # refused here if nobody can say them
        self.session.add(Script(id=told.script, name=told.name))
        self.session.flush()
        version = ScriptVersion(
            id=told.version,
            script_id=told.script,
            number=told.number,
            at=self.head.issued_at,
            caller_id=OTHERS,
            words=dict(told.words),
        )
        self.session.add(version)
        self.session.get_one(CallList, OWN).script_id = told.script
        self.session.flush()

    def _add_electors(self, told: Sequence[ElectorLine]) -> None:
        found = (
            places.constituency_ids(self.session),
            places.section_ids(self.session),
            places.affiliate_ids(self.session),
        )
        rows = [_elector(one, place, *found) for place, one in enumerate(told, start=1)]
        numbers = [row for one in told for row in _numbers(one)]
        went = [{"pack_id": str(self.head.pack), "elector_id": one.id} for one in told]
        for table, made in ((Elector, rows), (PhoneNumber, numbers), (PackElector, went)):
            if made:
                self.session.execute(insert(table), made)
        self._add_calls(told)
        self.session.add_all(_passed_on(one, self.head.issued_at) for one in told if one.passed_on)
        search.fill(self.session)
        kept.refold(self.session, [one.id for one in told], contest.outcomes(self.session))

    def _add_calls(self, told: Sequence[ElectorLine]) -> None:
        made = [(one.id, call) for one in told for call in one.calls]
        rows = [self._call(elector, call) for elector, call in made]
        settled = [
            {
                "call_id": str(call.call_id),
                "caller_id": OTHERS,
                "at": self.head.issued_at,
                "note": "",
            }
            for _, call in made
            if call.settled
        ]
        for table, added in ((Call, rows), (SettledCase, settled)):
            if added:
                self.session.execute(insert(table), added)

    def _call(self, elector: int, told: EarlierCall) -> dict[str, Any]:
        """An answer that was given before stays at home: here they would not say."""
        takes_answer = self.outcomes[told.outcome].takes_answer
        return {
            "call_id": str(told.call_id),
            "elector_id": elector,
            "caller_id": OTHERS,
            "call_list_id": OWN if told.of_list else None,
            "number_id": told.number,
            "called_at": told.called_at,
            "recorded_at": self.head.issued_at,
            "outcome": told.outcome,
            "takes_answer": takes_answer,
            "intention": WONT_SAY if takes_answer else None,
            "ballot": told.ballot,
            "note": told.note,
            "callback_at": told.callback_at,
            "callback_for": OWN if told.callback_for_me else None,
        }


def _contest(told: ContestLine) -> Contest:
    return Contest(
        name=told.name,
        title=told.title,
        ballots_open=told.ballots_open,
        ballots_close=told.ballots_close,
        result_on=told.result_on,
        candidates=told.candidates,
        sections=[Section(name) for name in told.sections],
        affiliates=told.affiliates,
        previous=told.previous,
        reasons=told.reasons,
    )


def _with_waits(session: Session, outcomes: Outcomes, told: ContestLine) -> None:
    waits = {slug: minutes for slug, minutes in told.waits.items() if minutes is not None}
    contest.add_outcomes(session, outcomes, waits)


def _elector(
    told: ElectorLine,
    place: int,
    constituencies: dict[str, int],
    sections: dict[str, int],
    affiliates: dict[str, int],
) -> dict[str, Any]:
    """A row of the roll; its membership number stays at home, so it is its place in the pack."""
    return {
        "id": told.id,
        "membership_number": str(place),
        "title": told.title,
        "first_name": told.first_name,
        "last_name": told.last_name,
        "name_key": sorting_key(told.first_name, told.last_name),
        "constituency_id": constituencies[told.constituency.lower()],
        "section_id": sections[place_key(told.section)] if told.section else None,
        "affiliate_id": affiliates[place_key(told.affiliate)] if told.affiliate else None,
        "roll_previous_vote": told.previous_vote,
    }


def _numbers(told: ElectorLine) -> list[dict[str, Any]]:
    return [
        {**number._asdict(), "elector_id": told.id, "position": position}
        for position, number in enumerate(told.numbers)
    ]


def _passed_on(told: ElectorLine, at: datetime) -> PassedOn:
    return PassedOn(
        elector_id=told.id, to_caller_id=OWN, caller_id=OTHERS, note=told.passed_on, at=at
    )
