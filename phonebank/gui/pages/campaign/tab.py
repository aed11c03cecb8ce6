"""What all tabs of the Campaign page have in common, and what is read for them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.changes import Done, Topic
from phonebank.domain.contest_edits import InUse, edit_of
from phonebank.services.callers import callers_now
from phonebank.services.campaigns import campaign_facts
from phonebank.services.contest_edits import archived_at, contest_in_use
from phonebank.services.lists import EVERYBODY, list_facts
from phonebank.services.serving import list_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from phonebank.domain.contest_edits import ContestEdit
    from phonebank.domain.lists import ListFacts
    from phonebank.domain.permits import Actor
    from phonebank.services.callers import CallerFacts
    from phonebank.store.database import Database

WIDEST = 1080
NOTHING_KNOWN = InUse({}, {}, {}, {}, {})


class CampaignNow(NamedTuple):
    """The campaign as it stands, and who is looking at it."""

    edit: ContestEdit
    used: InUse
    rules: ListFacts
    callers: Sequence[CallerFacts]
    lists: Sequence[str]
    archived_at: datetime | None


class Change(Protocol):
    """What Save does: one service, or several one after another."""

    def __call__(self, db: Database, actor: Actor, now: datetime) -> Done[Any]: ...


class Tab(QWidget):
    """Cards under each other in `column`; `changed` when something in them is typed."""

    changed = Signal()
    widest = WIDEST

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        inside.setMaximumWidth(self.widest)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside)
        self._before: object = None

    @property
    def has_unsaved(self) -> bool:
        """Whether something else stands in the fields than was shown in them."""
        return self._before is not None and self.typed() != self._before

    def show_now(self, now: CampaignNow) -> None:
        """The campaign as it is, in place of what was typed."""
        self._before = None
        self.fill(now)
        self._before = self.typed()
        self.changed.emit()

    def keep(self, typed: object) -> None:
        """This, which stood in the fields, was just saved."""
        self._before = typed

    def fill(self, now: CampaignNow) -> None:
        """Put it into the fields; each tab does so with its own."""

    def typed(self) -> object:
        """What stands in the fields, to be compared."""
        return ()

    def wanted(self, now: CampaignNow) -> Change:
        """What Save is to do; InputRefused for what cannot be, before anything is written."""
        return nothing

    def add(self, *cards: QWidget) -> None:
        """Cards at the end, the place below them left free."""
        for card in cards:
            self.column.addWidget(card)
        self.column.addStretch(1)


def nothing(db: Database, actor: Actor, now: datetime) -> Done[None]:
    """What Save does on a tab without fields."""
    return Done(None, Topic(0))


def read_now(db: Database, actor: Actor) -> CampaignNow:
    """All that the page shows; of an archived campaign without what only changing needs."""
    facts = campaign_facts(db)
    is_open = not actor.is_archived
    return CampaignNow(
        edit=edit_of(facts.contest),
        used=contest_in_use(db, actor) if is_open else NOTHING_KNOWN,
        rules=list_facts(db, actor, EVERYBODY),
        callers=callers_now(db, actor) if is_open else (),
        lists=list_names(db),
        archived_at=archived_at(db),
    )
