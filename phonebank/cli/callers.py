"""The command that lists callers and adds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.errors import WrongUse
from phonebank.domain.permits import Role
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.services import signing_in

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from phonebank.services.signing_in import CallerRow

COLUMNS = (
    Column("name", "Caller", Kind.TEXT),
    Column("role", "Role", Kind.TEXT),
    Column("mp", "MP", Kind.TEXT),
)


def callers(args: Namespace) -> Answer:
    _check_words(args)
    with opened(args) as campaign:
        if args.action == "add":
            role = Role(args.role or Role.VOLUNTEER.value)
            added = signing_in.add_caller(
                campaign.db, campaign.actor, args.name, role, is_mp=args.mp
            ).value
            return Answer(documents.caller(added), [f"Added {added.name}, {added.role.value}."])
        rows = signing_in.caller_rows(campaign.db)
    return Answer({"callers": [documents.caller(row) for row in rows]}, [_sheet(rows)])


def _check_words(args: Namespace) -> None:
    if args.action == "add" and args.name is None:
        raise WrongUse("“add” needs the name of the caller.")
    if args.action is None and (args.role or args.mp):
        raise WrongUse("--role and --mp go with “add”.")


def _sheet(rows: Sequence[CallerRow]) -> Sheet:
    cells = [Row((row.name, row.role.value, "yes" if row.is_mp else "")) for row in rows]
    return Sheet("Callers", "", COLUMNS, cells)
