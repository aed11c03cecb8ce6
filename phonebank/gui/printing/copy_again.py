"""Writing a frozen copy to a file again, as workbook, CSV or one page for a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.gui.printing.html_page import SORTING, document, kept_words
from phonebank.gui.printing.markup import paragraph, safe, table
from phonebank.services.exporting import Exported, put, refuse_target
from phonebank.services.freezing import frozen_copy
from phonebank.services.gathering import occasion_of
from phonebank.services.refreezing import write_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from phonebank.domain.frozen import Frozen
    from phonebank.domain.permits import Actor
    from phonebank.services.gathering import Occasion
    from phonebank.store.database import Database

PAGE = ".html"


def write_again(db: Database, actor: Actor, path: Path, number: int) -> Exported:
    """The copy with this number as the file's name ends; no other copy is kept of it."""
    refuse_target(actor, path)
    if path.suffix.lower() != PAGE:
        return write_copy(db, actor, path, number)
    copy = frozen_copy(db, actor, number)
    occasion = occasion_of(db, actor, copy.given.as_of)
    return Exported(put(actor, path, page_of(occasion, copy).encode()), copy)


def page_of(occasion: Occasion, copy: Frozen) -> str:
    """Every table of the copy under each other, none of them counted anew."""
    return document(copy.given.title, _body(occasion, copy))


def _body(occasion: Occasion, copy: Frozen) -> Iterator[str]:
    campaign, when = occasion.heading(copy)
    yield f"<header><h1>{safe(campaign)}</h1>"
    yield paragraph(when, "when")
    yield "</header><main>"
    yield paragraph(SORTING, "note")
    for sheet in copy.given.sheets:
        yield f"<h2>{safe(sheet.title)}</h2>"
        yield paragraph(sheet.base, "base")
        yield table(sheet, sorts=True)
        yield from (paragraph(note, "note") for note in sheet.notes)
    yield "</main><footer>"
    yield from map(paragraph, kept_words(copy))
    yield "</footer>"
