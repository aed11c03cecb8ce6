"""The command that lists what others say, and enters, changes and removes lines of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.cli.answers import Answer
from phonebank.cli.opening import opened
from phonebank.domain.errors import InputRefused, WrongUse
from phonebank.domain.report_entries import Report
from phonebank.domain.sheet import Column, Kind, Row
from phonebank.services import reported_edits as services

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from phonebank.cli.documents import Document
    from phonebank.cli.opening import Opened
    from phonebank.domain.report_entries import Entry, ReportList
    from phonebank.domain.sheet import Sheet


def reported(args: Namespace) -> Answer:
    """All entries of a kind as they are after what was asked for was done."""
    _check_words(args)
    report = Report(args.kind)
    with opened(args) as it:
        said = []
        if args.action:
            listed = services.report_list(it.db, it.actor, report, it.now)
            said = [_done(it, args, report, listed)]
        listed = services.report_list(it.db, it.actor, report, it.now)
    entries = [_document(entry) for entry in listed.entries]
    return Answer({"kind": report.value, "entries": entries}, [*said, _sheet(listed)])


def _check_words(args: Namespace) -> None:
    needs_id = args.action in {"change", "remove"}
    if needs_id and args.id is None:
        raise WrongUse(f"“{args.action}” needs the id of the entry.")
    if args.id is not None and not needs_id:
        raise WrongUse("An id goes with “change” and “remove”.")
    needs_fields = args.action in {"add", "change"}
    if needs_fields and not args.set:
        raise WrongUse(f"“{args.action}” needs --set, once per field.")
    if args.set and not needs_fields:
        raise WrongUse("--set goes with “add” and “change”.")


def _done(it: Opened, args: Namespace, report: Report, listed: ReportList) -> str:
    if args.action == "add":
        texts = _texts(args, listed)
        entry = services.enter_report(it.db, it.actor, report, texts, it.now).value
        return f"Added {report.noun} {entry.id}."
    entry = _entry(args.id, listed)
    if args.action == "remove":
        services.remove_report(it.db, it.actor, report, entry, it.now)
        return f"Removed {report.noun} {entry.id}."
    texts = {**entry.cells, **_texts(args, listed)}
    kept = services.change_report(it.db, it.actor, report, entry, texts, it.now).value
    return f"Changed {report.noun} {kept.id}."


def _texts(args: Namespace, listed: ReportList) -> dict[str, str]:
    names = {field.name.casefold(): field.name for field in listed.fields}
    unknown = next((name for name, _ in args.set if name.casefold() not in names), None)
    if unknown is not None:
        known = ", ".join(names.values())
        raise WrongUse(f"There is no field “{unknown}”.", next_step=f"Known: {known}.")
    return {names[name.casefold()]: text for name, text in args.set}


def _entry(wanted: int, listed: ReportList) -> Entry:
    for entry in listed.entries:
        if entry.id == wanted:
            return entry
    raise InputRefused(
        f"There is no {listed.report.noun} {wanted}.", next_step="List them without an action."
    )


def _document(entry: Entry) -> Document:
    fields: Mapping[str, str] = entry.cells
    return {"id": entry.id, "fields": dict(fields)}


def _sheet(listed: ReportList) -> Sheet:
    """The sheet with the id by which an entry is changed before each row; none is of our calls."""
    sheet, entries = listed.sheet, listed.entries
    rows = [Row((entry.id, *row.cells)) for row, entry in zip(sheet.rows, entries, strict=True)]
    return replace(sheet, columns=[Column("id", "Id", Kind.COUNT), *sheet.columns], rows=rows)
