"""The command that lists callers, adds them and changes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from phonebank.cli import documents
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.errors import WrongUse
from phonebank.domain.permits import Role, caller_key
from phonebank.domain.sheet import Column, Kind, Row, Sheet
from phonebank.services import signing_in
from phonebank.services.callers import CallerFacts, callers_now, change_caller

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from phonebank.cli.documents import Document
    from phonebank.cli.opening import Opened
    from phonebank.services.signing_in import CallerRow

COLUMNS = (
    Column("name", "Caller", Kind.TEXT),
    Column("role", "Role", Kind.TEXT),
    Column("mp", "MP", Kind.TEXT),
)


def callers(args: Namespace) -> Answer:
    """Everybody, or what became of the one who was added or changed."""
    _check_words(args)
    with opened(args) as campaign:
        if args.action == "add":
            return _add(campaign, args)
        if args.action == "change":
            return _change(campaign, args)
        rows = signing_in.caller_rows(campaign.db)
    return Answer({"callers": [documents.caller(row) for row in rows]}, [_sheet(rows)])


def _check_words(args: Namespace) -> None:
    if args.action and args.name is None:
        raise WrongUse(f"“{args.action}” needs the name of the caller.")
    told_of_both = args.role or args.mp is not None
    told_of_change = args.new_name is not None or args.has_left is not None or args.lists
    if args.action is None and told_of_both:
        raise WrongUse("--role and --mp go with “add” and “change”.")
    if args.action != "change" and told_of_change:
        raise WrongUse("--name, --left, --back and --list go with “change”.")
    if args.action == "change" and not (told_of_both or told_of_change):
        raise WrongUse("“change” needs --name, --role, --mp, --left, --back or --list.")


def _add(campaign: Opened, args: Namespace) -> Answer:
    role = Role(args.role or Role.VOLUNTEER.value)
    db, actor = campaign.db, campaign.actor
    added = signing_in.add_caller(db, actor, args.name, role, is_mp=bool(args.mp)).value
    return Answer(documents.caller(added), [f"Added {added.name}, {added.role.value}."])


def _change(campaign: Opened, args: Namespace) -> Answer:
    before = _named(campaign, args.name)
    wanted = replace(before, **_told(args))
    change_caller(campaign.db, campaign.actor, wanted, campaign.now)
    after = _named(campaign, wanted.name)
    return Answer(_document(after), [_sentence(after)])


def _told(args: Namespace) -> dict[str, Any]:
    """The facts that the options tell, and no others."""
    facts = {"name": args.new_name, "is_mp": args.mp, "has_left": args.has_left}
    told: dict[str, Any] = {fact: value for fact, value in facts.items() if value is not None}
    if args.role:
        told["role"] = Role(args.role)
    if args.lists:
        told["lists"] = tuple(name for name in args.lists if name.strip())
    return told


def _named(campaign: Opened, name: str) -> CallerFacts:
    rows = callers_now(campaign.db, campaign.actor)
    found = next((row for row in rows if caller_key(row.name) == caller_key(name)), None)
    if found is None:
        known = ", ".join(row.name for row in rows)
        raise WrongUse(f"There is no caller “{name}”.", next_step=f"Known: {known}.")
    return found


def _document(row: CallerFacts) -> Document:
    return {
        "name": row.name,
        "role": row.role.value,
        "mp": row.is_mp,
        "left": row.has_left,
        "lists": list(row.lists),
        "calls": row.calls,
    }


def _sentence(row: CallerFacts) -> str:
    mp = ", MP" if row.is_mp else ""
    lists = f", only {', '.join(row.lists)}" if row.lists else ""
    left = ", has left" if row.has_left else ""
    return f"Changed {row.name}: {row.role.value}{mp}{lists}{left}."


def _sheet(rows: Sequence[CallerRow]) -> Sheet:
    cells = [Row((row.name, row.role.value, "yes" if row.is_mp else "")) for row in rows]
    return Sheet("Callers", "", COLUMNS, cells)
