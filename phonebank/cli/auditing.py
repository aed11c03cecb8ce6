"""The command that shows who changed what by hand, or writes it to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli.answers import Answer
from phonebank.cli.documents import time
from phonebank.cli.opening import opened
from phonebank.domain.audit import Asked, AuditKind, sheet_of_audit
from phonebank.domain.errors import WrongUse
from phonebank.domain.figures import count
from phonebank.services.auditing import audit_page, export_audit
from phonebank.unfinished import refuse_taken

if TYPE_CHECKING:
    from argparse import Namespace

    from phonebank.cli.documents import Document
    from phonebank.domain.audit import AuditEntry


def audit(args: Namespace) -> Answer:
    if args.limit < 1:
        raise WrongUse("--limit is a number from 1 on.")
    asked = Asked(args.by, AuditKind(args.kind) if args.kind else None, args.elector.strip())
    if args.to is not None:
        return _write(args, asked)
    with opened(args) as it:
        page = audit_page(it.db, it.actor, asked, limit=args.limit)
    document = {"audit": [_line(one) for one in page.entries], "total": page.total}
    if not page.entries:
        return Answer(document, ["Nothing of that kind was changed by hand."])
    told = f"The newest {count(len(page.entries))} of {count(page.total)} lines."
    return Answer(document, [sheet_of_audit(page.entries, told)])


def _write(args: Namespace, asked: Asked) -> Answer:
    refuse_taken(args.to)
    with opened(args) as it:
        lines = export_audit(it.db, it.actor, args.to, asked, args.reason, it.now).value
    return Answer({"file": str(args.to), "lines": lines}, [f"{args.to}: {count(lines)} lines."])


def _line(one: AuditEntry) -> Document:
    return {
        "id": one.id,
        "at": time(one.at),
        "by": one.by,
        "action": one.action,
        "what": one.words,
        "membership_number": one.membership_number or None,
        "elector": one.elector or None,
        "before": dict(one.before),
        "after": dict(one.after),
    }
