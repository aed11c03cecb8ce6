"""The commands that find electors and show all that is known of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents_of_roll
from phonebank.cli.answers import Answer
from phonebank.cli.lines import plain
from phonebank.cli.opening import opened
from phonebank.domain.errors import WrongUse
from phonebank.domain.phones import as_spoken
from phonebank.domain.sheet import Column, Kind, Row, Sheet, cell_text
from phonebank.services.editing import audit_of
from phonebank.services.looking_up import elector_numbered, find_electors

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from phonebank.domain.electors import (
        AuditRow,
        ElectorCard,
        FoundElector,
        NumberRow,
        PastCall,
    )

MOST = 1000
COLUMNS = (
    Column("name", "Name", Kind.TEXT),
    Column("membership_number", "Membership no", Kind.TEXT),
    Column("constituency", "Constituency", Kind.TEXT),
    Column("postcode", "Postcode", Kind.TEXT),
    Column("section", "Section", Kind.TEXT),
    Column("intention", "Answer", Kind.TEXT),
    Column("attempts", "Attempts", Kind.COUNT),
    Column("suppressed", "Not to be called", Kind.TEXT),
)


def find(args: Namespace) -> Answer:
    if not 1 <= args.limit <= MOST:
        raise WrongUse(f"--limit {args.limit} cannot be: give a number from 1 to {MOST}.")
    with opened(args) as it:
        rows = list(find_electors(it.db, it.actor, args.text, args.limit + 1))
    more, rows = len(rows) > args.limit, rows[: args.limit]
    document = documents_of_roll.found(rows, more=more)
    if not rows:
        return Answer(document, [f"Nobody on the roll is found by “{plain(args.text)}”."])
    told = [f"The first {len(rows)}; type more to find fewer."] if more else []
    return Answer(document, [_sheet(rows), *told])


def _sheet(rows: Sequence[FoundElector]) -> Sheet:
    cells = [
        Row(
            (
                row.name,
                row.membership_number,
                row.constituency,
                row.postcode,
                row.section or "",
                row.intention or "",
                row.attempts,
                row.suppressed,
            )
        )
        for row in rows
    ]
    return Sheet("Electors", "", COLUMNS, cells)


def elector(args: Namespace) -> Answer:
    with opened(args) as it:
        card = elector_numbered(it.db, it.actor, args.membership_number)
        audit = audit_of(it.db, it.actor, card.id)
    lines = [*_facts(card), *map(_number, card.numbers), *_work(card)]
    lines += [*map(_call, card.history), *map(_change, audit)]
    return Answer(documents_of_roll.elector(card, audit), [plain(line) for line in lines])


def _facts(card: ElectorCard) -> Iterator[str]:
    about = (card.constituency, card.section, card.affiliate)
    yield f"{card.name} ({card.membership_number}), {_joined(*about)}"
    if where := _joined(card.address, card.postcode, card.email):
        yield where
    if card.joined_on:
        yield f"Joined {cell_text(Kind.DATE, card.joined_on)}"
    if card.intention:
        told = _joined(card.intention, card.strength, cell_text(Kind.TIME, card.intention_at))
        yield f"Answer: {told}"
    if card.ballot:
        yield f"Ballot: {card.ballot.replace('-', ' ')}"
    if card.not_again:
        yield f"Not to be rung again: {card.not_again}"


def _number(row: NumberRow) -> str:
    if row.e164 is None:
        return f"Number as written, not to be rung: {row.written}"
    extension = f" extension {row.extension}" if row.extension else ""
    return f"Number: {as_spoken(row.e164)}{extension} ({_joined(row.kind, row.status)})"


def _work(card: ElectorCard) -> Iterator[str]:
    for row in card.suppressions:
        whom = as_spoken(row.e164) if row.e164 else "the elector"
        yield f"Suppressed, {whom}: {row.kind.replace('-', ' ')}, told by {row.source}"
    for one in card.follow_ups:
        state = "done" if one.done_at else "to do"
        yield f"Follow-up, {state}: {_joined(one.kind.label.lower(), one.note)}"
    if card.tags:
        yield f"Tags: {', '.join(card.tags)}"
    if card.origin:
        came = f"import {card.origin.import_id}, {cell_text(Kind.TIME, card.origin.at)}"
        yield f"Came from {card.origin.file_name} ({came})"
    if card.merged:
        yield f"Merged with {', '.join(card.merged)}"
    if card.merged_into:
        yield f"Merged into {card.merged_into}, who is on the roll for them"


def _call(call: PastCall) -> str:
    said = _joined(call.outcome, call.intention, call.strength, call.note)
    taken_back = " (taken back)" if call.superseded else ""
    return f"{cell_text(Kind.TIME, call.called_at)}, {call.caller}: {said}{taken_back}"


def _change(row: AuditRow) -> str:
    facts = "; ".join(
        f"{fact.replace('_', ' ')} “{row.before.get(fact, '')}” to “{row.after.get(fact, '')}”"
        for fact in {**row.before, **row.after}
    )
    return f"{cell_text(Kind.TIME, row.at)}, {row.caller} {row.action}: {facts}"


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
