"""What a pack takes along: of the contest, the list and each elector the few columns needed."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from phonebank.domain.outcomes import Outcome, Outcomes
from phonebank.domain.pack_lines import (
    ContestLine,
    EarlierCall,
    ElectorLine,
    ListLine,
    NumberLine,
    ScriptLine,
)
from phonebank.store import contest, kept, merges, packs
from phonebank.store.call_schema import Call
from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.floor_schema import Script, ScriptVersion, SettledCase
from phonebank.store.schema import (
    RETIRED,
    Caller,
    CallList,
    Constituency,
    Elector,
    PhoneNumber,
)


def contest_line(session: Session, outcomes: Outcomes) -> ContestLine:
    told = contest.contest(session)
    return ContestLine(
        name=told.name,
        title=told.title,
        ballots_open=told.ballots_open,
        ballots_close=told.ballots_close,
        result_on=told.result_on,
        candidates=told.candidates,
        previous=told.previous,
        reasons=told.reasons,
        sections=[section.name for section in told.sections],
        affiliates=told.affiliates,
        waits={slug: _minutes(outcome) for slug, outcome in outcomes.items()},
    )


def _minutes(outcome: Outcome) -> int | None:
    wait = outcome.retry_after
    return None if wait is None else int(wait.total_seconds()) // 60


def list_line(session: Session, one: CallList, caller: Caller) -> ListLine:
    return ListLine(
        name=one.name,
        for_mp=one.for_mp,
        rules=dict(one.rules),
        caller=caller.name,
        is_mp=caller.is_mp,
    )


def script_lines(session: Session, one: CallList) -> Sequence[ScriptLine]:
    """The newest version of the list's script; none where it has the usual one."""
    newest = select(Script, ScriptVersion).join(ScriptVersion)
    newest = newest.where(Script.id == one.script_id).order_by(ScriptVersion.number.desc())
    return [
        ScriptLine(
            script=script.id,
            name=script.name,
            version=version.id,
            number=version.number,
            words=version.words,
        )
        for script, version in session.execute(newest.limit(1))
    ]


def elector_lines(
    session: Session, elector_ids: Sequence[int], caller_id: int, list_id: int
) -> list[ElectorLine]:
    """Each elector of a pack, in this order, in a handful of questions for all of them."""
    gathered = _Gathered(session, elector_ids, caller_id, list_id)
    return [gathered.line(one) for one in elector_ids]


class _Gathered:
    """What is known of several electors, and of whoever was merged into them."""

    def __init__(
        self, session: Session, elector_ids: Sequence[int], caller_id: int, list_id: int
    ) -> None:
        self.session, self.caller_id, self.list_id = session, caller_id, list_id
        self.people = merges.persons(session, elector_ids)
        self.same = merges.same_numbers(session, self.people)
        self.facts = {row[0].id: row for row in session.execute(_FACTS, {"ids": elector_ids})}
        self.notes = packs.notes_of_passing(session, elector_ids)
        self.numbers = self._usable_numbers(elector_ids)
        self.made = self._calls({it for one in elector_ids for it in self.people.whole(one)})

    def _usable_numbers(self, elector_ids: Sequence[int]) -> dict[int, list[PhoneNumber]]:
        alone = [one for one in elector_ids if self.people.whole(one) == [one]]
        listed = select(PhoneNumber).where(
            PhoneNumber.elector_id.in_(alone), PhoneNumber.position < RETIRED
        )
        rows = self.session.scalars(listed.order_by(PhoneNumber.position, PhoneNumber.id)).all()
        found: dict[int, list[PhoneNumber]] = {one: [] for one in elector_ids}
        for row in rows:
            found[row.elector_id].append(row)
        for one in set(elector_ids) - set(alone):
            found[one] = merges.listed_numbers(self.session, one)
        ids = [row.id for those in found.values() for row in those]
        barred = set(self.session.scalars(kept.barred_among(PhoneNumber.id.in_(ids))))
        return {
            one: [it for it in those if it.e164 and not it.status and it.e164 not in barred]
            for one, those in found.items()
        }

    def _calls(self, electors: Collection[int]) -> dict[int, list[tuple[Call, bool]]]:
        """The calls that still count, the first made first, and whether a case was settled."""
        found: dict[int, list[tuple[Call, bool]]] = {one: [] for one in electors}
        for call, is_settled in self.session.execute(_CALLS, {"ids": list(electors)}):
            found[call.elector_id].append((call, is_settled))
        return found

    def line(self, elector_id: int) -> ElectorLine:
        elector, ons_code, section, affiliate = self.facts[elector_id]
        numbers = [
            NumberLine(it.id, it.e164 or "", it.written, it.kind, it.extension)
            for it in self.numbers[elector_id]
        ]
        return ElectorLine(
            id=elector_id,
            title=elector.title,
            first_name=elector.first_name,
            last_name=elector.last_name,
            constituency=ons_code,
            section=section,
            affiliate=affiliate,
            previous_vote=elector.previous_vote,
            passed_on=self.notes.get(elector_id),
            numbers=numbers,
            calls=self._earlier(elector_id, {it.id for it in numbers}),
        )

    def _earlier(self, elector_id: int, known: Collection[int]) -> list[EarlierCall]:
        """Earlier calls to the whole person; only the last brings its note."""
        made = [it for one in self.people.whole(elector_id) for it in self.made[one]]
        made.sort(key=lambda it: (it[0].called_at, it[0].call_id))
        last = made[-1][0] if made else None
        return [
            self._told(call, is_settled, known, call.note if call is last else "")
            for call, is_settled in made
        ]

    def _told(self, call: Call, is_settled: bool, known: Collection[int], note: str) -> EarlierCall:
        number = self.same.get(call.number_id or 0, call.number_id)
        return EarlierCall(
            call_id=UUID(call.call_id),
            called_at=call.called_at,
            outcome=call.outcome or "",
            of_list=call.call_list_id == self.list_id,
            settled=is_settled,
            number=number if number in known else None,
            callback_at=call.callback_at,
            callback_for_me=call.callback_for == self.caller_id,
            ballot=call.ballot,
            note=note,
        )


_ASKED: BindParameter[int] = bindparam("ids", expanding=True)
_FACTS = (
    select(Elector, Constituency.ons_code, Section.name, Affiliate.name)
    .join(Constituency, Constituency.id == Elector.constituency_id)
    .outerjoin(Section, Section.id == Elector.section_id)
    .outerjoin(Affiliate, Affiliate.id == Elector.affiliate_id)
    .where(Elector.id.in_(_ASKED))
)
_LATER = aliased(Call)
_CALLS = (
    select(Call, exists().where(SettledCase.call_id == Call.call_id))
    .where(Call.elector_id.in_(_ASKED), Call.outcome.is_not(None))
    .where(~exists().where(_LATER.supersedes == Call.call_id))
    .order_by(Call.called_at, Call.call_id)
)


def last_list(session: Session, elector_id: int) -> int | None:
    """The list under which somebody was rung last, whose wait they then have."""
    made = select(Call.call_list_id).where(Call.elector_id.in_(merges.whole(session, elector_id)))
    made = made.where(Call.outcome.is_not(None)).order_by(Call.called_at.desc(), Call.id.desc())
    return session.scalar(made.limit(1))
