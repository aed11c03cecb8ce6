"""Questions about the contest and its outcomes, and the one place that stores a new one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any, cast

from sqlalchemy import Row, Table, func, select
from sqlalchemy.orm import Session

from phonebank.domain.bank_holidays import BankHolidays, holidays_in
from phonebank.domain.contest import (
    Affiliate,
    Candidate,
    Contest,
    PreviousChoice,
    Reason,
    Section,
    SectionSize,
)
from phonebank.domain.errors import CampaignUnusable, WrongUse
from phonebank.domain.hours import CallingHours, Hours
from phonebank.domain.outcomes import Disposition, Outcome, Outcomes, Suppresses
from phonebank.domain.queueing import CallingRules
from phonebank.domain.verdicts import Thresholds
from phonebank.locations import resource
from phonebank.store import call_schema
from phonebank.store import contest_schema as tables
from phonebank.store.pack_schema import Pack
from phonebank.store.schema import Base, CallList

EVERYBODY = "Everybody"
A_YEAR = 365 * 24 * 60


def add_contest(session: Session, contest: Contest, now: datetime, *, is_demo: bool) -> None:
    """Store a new campaign of this contest, and the list of everybody."""
    session.add(tables.Campaign(id=1, created_at=now, is_demo=is_demo))
    session.flush()
    session.add(
        tables.Contest(
            id=1,
            campaign_id=1,
            name=contest.name,
            title=contest.title,
            ballots_open=contest.ballots_open,
            ballots_close=contest.ballots_close,
            result_on=contest.result_on,
            thresholds={k: str(v) for k, v in asdict(contest.thresholds).items()},
        )
    )
    session.flush()
    for position, candidate in enumerate(contest.candidates):
        session.add(tables.Candidate(contest_id=1, position=position, **candidate._asdict()))
    for position, choice in enumerate(contest.previous):
        session.add(tables.PreviousChoice(position=position, **choice._asdict()))
    session.add_all(tables.Reason(**reason._asdict()) for reason in contest.reasons)
    session.add_all(tables.Affiliate(**affiliate._asdict()) for affiliate in contest.affiliates)
    _add_sections(session, contest.sections)
    session.add(CallList(name=EVERYBODY, rules=_rules_document(contest.calling)))


def _add_sections(session: Session, sections: Sequence[Section]) -> None:
    for section in sections:
        stored = tables.Section(name=section.name)
        session.add(stored)
        session.flush()
        session.add_all(
            tables.SectionSize(section_id=stored.id, **size._asdict()) for size in section.sizes
        )


def add_outcomes(session: Session, outcomes: Outcomes, cooldown_minutes: Mapping[str, int]) -> None:
    """Store the outcome rows, with the contest's own waits where it gives them."""
    for position, outcome in enumerate(outcomes.values()):
        minutes = cooldown_minutes.get(outcome.slug, _minutes(outcome.retry_after))
        session.add(
            call_schema.Outcome(
                slug=outcome.slug,
                position=position,
                name=outcome.name,
                reached=outcome.reached,
                disposition=outcome.disposition,
                disposition_unsaid=outcome.disposition_unsaid,
                retry_minutes=minutes,
                next_number_first=outcome.next_number_first,
                final=outcome.final,
                suppresses=outcome.suppresses,
                takes_answer=outcome.takes_answer,
                needs_organiser=outcome.needs_organiser,
                is_callback=outcome.is_callback,
                finishes_list=outcome.finishes_list,
            )
        )


def _minutes(wait: timedelta | None) -> int | None:
    return None if wait is None else int(wait.total_seconds() // 60)


def outcomes(session: Session) -> Outcomes:
    """All outcome rows by slug, in their order."""
    rows = _rows(session, call_schema.Outcome, call_schema.Outcome.position)
    return {row.slug: _outcome(row) for row in rows}


def _rows(session: Session, of: type[Base], by: Any) -> Sequence[Row[Any]]:
    """Without the objects that SQLAlchemy would make of them: it takes several times as long."""
    table = cast(Table, of.__table__)
    return session.connection().execute(select(table).order_by(table.c[by.key])).all()


def _outcome(row: Row[Any]) -> Outcome:
    return Outcome(
        slug=row.slug,
        name=row.name,
        reached=row.reached,
        disposition=Disposition(row.disposition),
        disposition_unsaid=Disposition(row.disposition_unsaid),
        retry_after=None if row.retry_minutes is None else _wait(row.retry_minutes),
        next_number_first=row.next_number_first,
        final=row.final,
        suppresses=Suppresses(row.suppresses),
        takes_answer=row.takes_answer,
        needs_organiser=row.needs_organiser,
        is_callback=row.is_callback,
        finishes_list=row.finishes_list,
    )


def _wait(minutes: int) -> timedelta:
    """A stored wait; one that is out of all bounds becomes the nearest that is not."""
    return timedelta(minutes=min(max(minutes, 0), A_YEAR))


def contest(session: Session) -> Contest:
    """The contest of this campaign, whole."""
    return replace(
        contest_of_calls(session),
        sections=_sections(session),
        affiliates=_affiliates(session),
    )


def contest_of_calls(session: Session) -> Contest:
    """The contest without its sections and affiliates, for which no call asks."""
    stored = session.get_one(tables.Contest, 1)
    return Contest(
        name=stored.name,
        title=stored.title,
        ballots_open=stored.ballots_open,
        ballots_close=stored.ballots_close,
        result_on=stored.result_on,
        candidates=_candidates(session),
        previous=_previous(session),
        reasons=_reasons(session),
        thresholds=_thresholds(stored.thresholds),
        calling=rules(session, EVERYBODY),
    )


def _affiliates(session: Session) -> list[Affiliate]:
    rows = _rows(session, tables.Affiliate, tables.Affiliate.id)
    return [Affiliate(a.name, a.kind) for a in rows]


def _reasons(session: Session) -> list[Reason]:
    rows = _rows(session, tables.Reason, tables.Reason.id)
    return [Reason(r.name, r.key) for r in rows]


def _candidates(session: Session) -> list[Candidate]:
    rows = _rows(session, tables.Candidate, tables.Candidate.position)
    return [Candidate(c.short, c.name, c.key, c.colour, c.is_ours) for c in rows]


def _previous(session: Session) -> list[PreviousChoice]:
    rows = _rows(session, tables.PreviousChoice, tables.PreviousChoice.position)
    return [PreviousChoice(choice.short, choice.name) for choice in rows]


def _sections(session: Session) -> list[Section]:
    sizes: dict[int, list[SectionSize]] = {}
    for size in _rows(session, tables.SectionSize, tables.SectionSize.id):
        told = SectionSize(size.value, size.source, size.as_of, size.used)
        sizes.setdefault(size.section_id, []).append(told)
    stored = _rows(session, tables.Section, tables.Section.id)
    return [Section(section.name, sizes.get(section.id, ())) for section in stored]


def _thresholds(document: dict[str, Any]) -> Thresholds:
    with _making_sense("thresholds"):
        few = int(document["too_few_stated"])
        shares = {k: Fraction(v) for k, v in document.items() if k != "too_few_stated"}
        return Thresholds(too_few_stated=few, **shares)


def _rules_document(rules: CallingRules) -> dict[str, Any]:
    return {
        "weekdays": str(rules.hours.weekdays),
        "weekends": str(rules.hours.weekends),
        "attempts": rules.attempts,
        "kept_callbacks": rules.kept_callbacks,
        "lease_minutes": _minutes(rules.lease),
        "cap_per_caller": rules.cap_per_caller,
        "cooldown_minutes": {slug: _minutes(wait) for slug, wait in rules.cooldowns.items()},
        "rings_on_bank_holidays": rules.rings_on_bank_holidays,
        "again_after_minutes": None if rules.again_after is None else _minutes(rules.again_after),
        "widened_on": str(rules.hours.widened_on) if rules.hours.widened_on else None,
    }


def rules(session: Session, list_name: str) -> CallingRules:
    """The calling rules of a list."""
    return rules_in(session.scalars(select(CallList.rules).where(CallList.name == list_name)).one())


def rules_in(document: Mapping[str, Any]) -> CallingRules:
    """Calling rules as they are stored; what an older program did not write is as usual."""
    with _making_sense("calling rules"):
        cap = document["cap_per_caller"]
        waits: Mapping[str, Any] = document.get("cooldown_minutes", {})
        again = document.get("again_after_minutes")
        return CallingRules(
            hours=CallingHours(
                Hours.parse(document["weekdays"]),
                Hours.parse(document["weekends"]),
                date.fromisoformat(document["widened_on"]) if document.get("widened_on") else None,
            ),
            attempts=int(document["attempts"]),
            kept_callbacks=int(document["kept_callbacks"]),
            lease=_wait(int(document["lease_minutes"])),
            cap_per_caller=None if cap is None else int(cap),
            cooldowns={slug: _wait(int(minutes)) for slug, minutes in waits.items()},
            rings_on_bank_holidays=bool(document.get("rings_on_bank_holidays", False)),
            again_after=None if again is None else _wait(int(again)),
            holidays=bank_holidays(),
        )


@cache
def bank_holidays() -> BankHolidays:
    """Those that travel with the program."""
    return holidays_in(resource("bank_holidays.csv").read_text("utf-8"))


def set_rules(session: Session, list_name: str, rules: CallingRules) -> None:
    """Give a list other calling rules."""
    stored = session.scalars(select(CallList).where(CallList.name == list_name)).one()
    stored.rules = _rules_document(rules)
    session.flush()


@contextmanager
def _making_sense(what: str) -> Iterator[None]:
    """Say in a sentence that what is stored makes no sense."""
    try:
        yield
    except (WrongUse, KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise CampaignUnusable(
            f"The {what} stored in this campaign make no sense ({error}).",
            kept="The file was not changed.",
            next_step="Restore it from a backup, or make it anew.",
        ) from error


def campaign_state(session: Session) -> tuple[bool, datetime | None]:
    """Whether this is a demonstration, and when the last call was made.

    On the floor of a pack time has gone on at least to when the pack was issued.
    """
    campaign = session.get_one(tables.Campaign, 1)
    last = session.scalar(select(func.max(call_schema.Call.called_at)))
    if campaign.pack_id is None:
        return campaign.is_demo, last
    issued = session.scalar(select(Pack.issued_at).where(Pack.id == campaign.pack_id))
    known = [when for when in (last, issued) if when is not None]
    return campaign.is_demo, max(known, default=None)
