"""The commands that list imports and take one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.cli import documents, progress
from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.hours import local
from phonebank.services.imports import imports_done, undo_import

if TYPE_CHECKING:
    from argparse import Namespace

    from phonebank.cli.documents import Document
    from phonebank.services.imports import ImportLine, Undone

SHOWN = 20


def imports(args: Namespace) -> Answer:
    with opened(args) as it:
        lines = imports_done(it.db, it.actor)
    told = [_told(line) for line in lines] or ["Nothing was imported yet."]
    return Answer({"imports": [_document(line) for line in lines]}, told)


def undo(args: Namespace) -> Answer:
    title = f"Undoing import {args.id}"
    with opened(args) as it, progress.bar(title, hidden=args.json) as report:
        undone = undo_import(it.db, it.actor, args.id, it.now, report).value
    document = {"id": args.id, "removed": undone.removed, "restored": undone.restored}
    document |= {"calls_taken_back": undone.taken_back, "kept": undone.kept}
    return Answer(document, _told_undone(undone))


def _document(line: ImportLine) -> Document:
    return {
        "id": line.id,
        "kind": line.kind,
        "file": line.file_name,
        "read_as": line.read_as,
        "at": documents.time(line.at),
        "caller": line.caller,
        **line.counts,
        "undone_at": documents.time(line.undone_at),
    }


def _told(line: ImportLine) -> str:
    when = f"{local(line.at):%d %b %Y, %H:%M}"
    counts = ", ".join(f"{count} {fate}" for fate, count in line.counts.items() if count)
    undone = f", undone {local(line.undone_at):%d %b %Y}" if line.undone_at else ""
    return f"{line.id}  {when}  {line.kind}  {line.file_name} ({line.read_as}): {counts}{undone}"


def _told_undone(undone: Undone) -> list[str]:
    if undone.taken_back:
        return [f"{undone.taken_back} calls were taken back."]
    lines = [f"{undone.removed} electors removed, {undone.restored} put back as they were."]
    if undone.kept:
        more = f" and {len(undone.kept) - SHOWN} more" if len(undone.kept) > SHOWN else ""
        lines.append(f"{len(undone.kept)} kept: {'; '.join(undone.kept[:SHOWN])}{more}.")
    return lines
