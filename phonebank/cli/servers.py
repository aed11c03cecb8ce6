"""The commands about servers: making a database ready, carrying a campaign there and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.cli import progress
from phonebank.cli.answers import Answer
from phonebank.cli.values import passphrase_in
from phonebank.domain.errors import WrongUse
from phonebank.domain.figures import count
from phonebank.domain.permits import Role
from phonebank.services import moving

if TYPE_CHECKING:
    from argparse import Namespace


def server(args: Namespace) -> Answer:
    if isinstance(args.campaign, Path):
        raise WrongUse(
            f"{args.campaign} is no server.",
            next_step="Write its URL like postgresql://NAME@SERVER/DATABASE.",
        )
    if args.action == "caller":
        return _let_in(args)
    if args.name or args.login:
        raise WrongUse("A caller and --login go with server caller, not with server init.")
    is_new, roles = moving.prepare(args.campaign)
    named = roles._asdict() if roles else None
    document = {"campaign": str(args.campaign), "prepared": is_new, "roles": named}
    said = "is ready for a campaign" if is_new else "was ready already"
    lines = [f"{args.campaign.name} {said}."]
    if roles:
        lines.append(f"Roles: {roles.organiser} owns it, {roles.caller} is for callers' logins.")
    else:
        lines.append(WITHOUT_ROLES)
    return Answer(document, [*lines, "Next: phonebank new, or move."])


WITHOUT_ROLES = (
    "This login may not make roles (CREATEROLE), so there are none: let no caller have a login of "
    "their own until server init was run by one that may."
)


def _let_in(args: Namespace) -> Answer:
    if not (args.name and args.login):
        raise WrongUse(
            "Whose login is it?", next_step="phonebank server caller URL NAME --login LOGIN."
        )
    role = moving.let_in(args.campaign, args.name, args.login)
    document = {
        "campaign": str(args.campaign),
        "caller": args.name,
        "login": args.login,
        "role": role.value,
    }
    sees = "all of it" if role is Role.ORGANISER else "no elector but those they hold"
    return Answer(document, [f"Who logs in as {args.login} is {args.name}, and sees {sees}."])


def move(args: Namespace) -> Answer:
    passphrase = passphrase_in(args.passphrase_file)
    with progress.bar("Moving the campaign", hidden=args.json) as report:
        tables = moving.move(args.campaign, args.to, passphrase, args.acting, report)
    rows = sum(table.rows for table in tables.values())
    document = {
        "from": str(args.campaign),
        "to": str(args.to),
        "rows": rows,
        "tables": {name: table._asdict() for name, table in tables.items()},
    }
    said = f"Carried {count(rows)} rows of {len(tables)} tables; all were compared and are equal."
    left = f"{args.campaign} is as it was: from now on, everybody opens {args.to}."
    return Answer(document, [said, left])
