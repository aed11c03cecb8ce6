"""The words of the command that shows the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import values
from phonebank.cli.command import Command, campaign
from phonebank.domain.audit import AuditKind

if TYPE_CHECKING:
    import argparse

USUAL = 50


def _audit(parser: argparse.ArgumentParser) -> None:
    campaign(parser)
    add = parser.add_argument
    add("--by", metavar="NAME", help="only what this person did")
    add("--kind", choices=[kind.value for kind in AuditKind], help="only lines of this kind")
    add("--elector", metavar="TEXT", default="", help="only about electors whom this text finds")
    add("--limit", metavar="N", type=int, default=USUAL, help=f"the newest N lines ({USUAL})")
    told = "write all of it to a new file, .xlsx or .csv; needs --reason"
    add("--to", metavar="FILE", type=values.path, help=told)
    add("--reason", metavar="TEXT", default="", help="what the file is for; it is in the audit")


COMMANDS: dict[str, Command] = {
    "audit": Command(
        "show who changed what by hand, the newest first, or write it to a file",
        "phonebank audit mine.phonebank --by Ruth --limit 20 --json\n"
        "  phonebank audit mine.phonebank --kind lists --to lists.csv --reason 'review of rules'",
        _audit,
    ),
}
