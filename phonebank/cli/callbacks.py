"""The commands that list promised callbacks and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents_of_lists as documents
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.electors import FollowUpKind
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.services import callbacks as promises
from phonebank.services import follow_ups as work

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from phonebank.domain.floor_lines import CallbackLine, FollowUpLine

PROMISED = (
    Column("due_at", "When", Kind.TIME),
    Column("overdue", "Overdue", Kind.TEXT),
    Column("name", "Elector", Kind.TEXT),
    Column("membership_number", "Membership no", Kind.TEXT),
    Column("constituency", "Constituency", Kind.TEXT),
    Column("for", "For", Kind.TEXT),
    Column("promised_by", "Promised by", Kind.TEXT),
    Column("list", "List", Kind.TEXT),
)
TO_DO = (
    Column("id", "Id", Kind.COUNT),
    Column("kind", "What", Kind.TEXT),
    Column("name", "Elector", Kind.TEXT),
    Column("membership_number", "Membership no", Kind.TEXT),
    Column("constituency", "Constituency", Kind.TEXT),
    Column("at", "Since", Kind.TIME),
    Column("caller", "Noted by", Kind.TEXT),
    Column("note", "Note", Kind.TEXT),
)


def callbacks(args: Namespace) -> Answer:
    with opened(args) as it:
        lines = promises.callbacks(it.db, it.actor, it.now, args.caller)
    document = {"callbacks": [documents.callback(one) for one in lines]}
    return Answer(document, [_promised(lines)] if lines else ["No callback is promised."])


def _promised(lines: Sequence[CallbackLine]) -> Sheet:
    rows = [
        Row(
            (
                one.due_at,
                "yes" if one.overdue else "",
                one.elector,
                one.membership_number,
                one.constituency,
                one.for_caller or "anybody",
                one.caller,
                one.list_name,
            )
        )
        for one in lines
    ]
    return Sheet("Callbacks", "", PROMISED, rows)


def follow_ups(args: Namespace) -> Answer:
    """What is to be done, or was, after one was said to be done."""
    kind = FollowUpKind(args.kind) if args.kind else None
    with opened(args) as it:
        if args.finish is not None:
            work.finish_follow_up(it.db, it.actor, args.finish, it.now)
        lines = work.follow_ups(it.db, it.actor, kind, done=args.done)
    document = {"follow_ups": [documents.follow_up(one) for one in lines]}
    return Answer(document, [_to_do(lines)] if lines else ["Nothing is to be done."])


def _to_do(lines: Sequence[FollowUpLine]) -> Sheet:
    rows = [
        Row(
            (
                one.id,
                one.kind.label,
                one.elector,
                one.membership_number,
                one.constituency,
                one.at,
                one.caller,
                one.note,
            )
        )
        for one in lines
    ]
    return Sheet("Follow-ups", "", TO_DO, rows)
