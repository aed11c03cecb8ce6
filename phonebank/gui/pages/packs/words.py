"""The words of the packs page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.figures import count
from phonebank.domain.packs import PackState
from phonebank.domain.sheet import Kind, cell_text
from phonebank.gui.models.text_model import TextRow
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from phonebank.services.merging import MergeAccounts
    from phonebank.services.packs import Issued, PackRow
    from phonebank.services.quarantine import PutByRow

PACK_TITLES = ("Caller", "List", "State", "Electors", "Calls", "Put by", "Until")
PACK_FIGURES = (3, 4, 5)
PUT_BY_TITLES = ("Elector", "Caller", "Rung", "Said", "Why it was put by")
STATES = {
    PackState.OUT: "out",
    PackState.EXPIRED: "expired",
    PackState.RECALLED: "recalled",
    PackState.RETURNED: "returned",
}
NO_PACKS = (
    "No pack was issued yet",
    "A pack is a slice of a list in one encrypted file, for a caller without a connection. Its "
    "electors are held until it comes back.",
)
NOTHING_PUT_BY = (
    "Nothing was put by",
    "A call from a pack that breaks a rule waits here until an organiser takes or leaves it.",
)


def pack_row(pack: PackRow) -> TextRow:
    """A pack as a row of the table."""
    figures = (pack.electors, pack.calls, pack.put_by)
    state, until = STATES[pack.state], time_of(pack.expires_at)
    return TextRow((pack.caller, pack.list_name, state, *map(count, figures), until))


def put_by_row(row: PutByRow) -> TextRow:
    """A call that waits, as a row of the table."""
    said = row.intention or row.outcome or ""
    elector = row.elector or "not on the roll"
    return TextRow((elector, row.caller, time_of(row.called_at), said, row.why), marked=4)


def pack_parts(pack: PackRow) -> Iterator[QWidget]:
    """What is known of a pack, under each other."""
    yield SpacedText(f"Pack {pack.id}", tone="text2")
    yield FactRow("List", pack.list_name)
    yield FactRow("Issued", time_of(pack.issued_at))
    yield FactRow("Until", time_of(pack.expires_at))
    yield FactRow("State", STATES[pack.state])
    for merge in pack.merges:
        told = f"{count(merge.added)} calls, {count(merge.quarantined)} put by"
        undone = ", undone" if merge.undone_at else ""
        yield FactRow("Came back", f"{time_of(merge.at)}: {told}{undone}")


def put_by_parts(row: PutByRow) -> Iterator[QWidget]:
    """What is known of a call that waits."""
    yield SpacedText(f"{row.why}.", tone="warn_text")
    yield FactRow("Member", row.membership_number)
    yield FactRow("Rung", time_of(row.called_at))
    yield FactRow("Outcome", row.outcome or "takes an earlier call back")
    if row.intention:
        yield FactRow("Intention", row.intention)
    if row.note:
        yield FactRow("Note", row.note)


def issued_words(issued: Issued) -> str:
    """What is told once of a pack that was written."""
    return (
        f"{issued.path.name} holds {count(issued.electors)} electors for {issued.caller}, until "
        f"{time_of(issued.expires_at)}. Give {issued.caller} the file and, by another way, this "
        "passphrase. It is kept nowhere and is not shown again:"
    )


def merged_words(told: MergeAccounts) -> str:
    """What became of a return."""
    if told.merge_id is None:
        return f"All {count(told.read)} calls of it were here already. Nothing was changed."
    put_by = f", {count(told.quarantined)} put by" if told.quarantined else ""
    known = f", {count(told.known)} here already" if told.known else ""
    passed_over = f" {count(told.skips)} passed over." if told.skips else ""
    taken_in = f"{count(told.read)} calls read: {count(told.added)} taken in"
    return f"{taken_in}{known}{put_by}.{passed_over}"


def time_of(at: datetime) -> str:
    return cell_text(Kind.TIME, at)
