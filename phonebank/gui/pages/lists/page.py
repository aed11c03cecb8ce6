"""The Lists page: the call lists as they stand, what frees those who wait, and the scripts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.errors import NotPermitted, PhonebankError
from phonebank.domain.hours import local
from phonebank.domain.permits import Right
from phonebank.gui.pages.lists.board import ListBoard
from phonebank.gui.pages.lists.doings import Doings
from phonebank.gui.pages.lists.form import Choices
from phonebank.gui.pages.lists.head import LISTS, SCRIPTS, Head
from phonebank.gui.pages.lists.live import Live
from phonebank.gui.pages.lists.script_editor import ScriptEditor
from phonebank.gui.pages.lists.view import ListsView
from phonebank.gui.pages.made import make_one
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.palette import wear
from phonebank.services.callers import callers_now
from phonebank.services.lists import change_list, new_list
from phonebank.services.scripts import scripts
from phonebank.services.segmenting import segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from phonebank.domain.lists import ListFacts
    from phonebank.domain.permits import Actor
    from phonebank.domain.segments import Tree
    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.lists.live import Floor
    from phonebank.services.lists import ListLine
    from phonebank.store.database import Database

MARGIN, MARGIN_NARROW = 24, 12
NARROW = 1100  # px
FIVE_SECONDS = 5_000
OFFERED = Topic.SCRIPTS | Topic.CALLERS | Topic.CONTEST | Topic.LISTS | Topic.ELECTORS


class ListsPage(QWidget):
    """`electors_wanted` carries a Tree of electors to be shown."""

    title = "Lists"
    icon_name = "lists"
    topics = Topic.LISTS | Topic.LEASES | Topic.CALLS | Topic.ELECTORS
    electors_wanted = Signal(object)
    packs_wanted = Signal()
    paper_wanted = Signal()

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, board: ListBoard | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: dict[str, ListLine] = {}
        self._name = ""
        self._is_offered = False
        self.head, self.empty = Head(), EmptyState()
        self.view = ListsView(desk, board or _board(desk))
        self.live = Live(desk, self)
        self.doings = Doings(desk, self.view.board)
        self._stack = QStackedWidget()
        self.ticks = QTimer(self, interval=FIVE_SECONDS)
        self._connect()
        self._lay_out()
        self._dress_head()

    @classmethod
    def bit_by_bit(cls, desk: Desk) -> Iterator[ListsPage | None]:
        """The page, after a None while its board is made."""
        board = _board(desk)
        yield None
        yield cls(desk, board=board)

    @cached_property
    def editor(self) -> ScriptEditor:
        """Made when it is first wanted."""
        made = ScriptEditor(self._desk)
        self._stack.addWidget(made)
        return made

    @property
    def _is_of_scripts(self) -> bool:
        return self.head.segments.current() == SCRIPTS

    def pieces(self) -> Sequence[QWidget]:
        """What wears a sheet and is shown."""
        return [self.editor] if self._is_of_scripts else self.view.pieces()

    def make_more(self) -> bool:
        """Make what is not seen at first ahead of its time; whether there was anything."""
        return self.view.make_more() or make_one(self, "editor")

    def refresh(self) -> None:
        """Read anew how the lists stand; the last figures stay until then."""
        self.live.read(self._name)
        if not self._is_offered:
            self._offer()

    def add_list(self) -> None:
        """The form of a new list."""
        if self._may_run():
            self.head.segments.choose(LISTS)
            self.view.open_new(self._desk.clock.now())
            self._offer()

    def add_list_of(self, place: str, whom: Tree) -> None:
        """The form of a new list that rings those electors of a place."""
        if self._may_run():
            self.head.segments.choose(LISTS)
            self.view.open_new_of(place, whom, self._desk.clock.now())
            self._offer()

    def edit_list(self) -> None:
        """The form of the chosen list."""
        if self._may_run():
            self.view.open_edit(self._desk.clock.now())
            self._offer()

    def _may_run(self) -> bool:
        return self._desk.actor.may(Right.RUN_CAMPAIGN)

    def _show_lines(self, lines: Sequence[ListLine]) -> None:
        self._lines = {line.facts.name: line for line in lines}
        self.view.list.show_lines(lines, self._name)

    def _choose(self, name: str) -> None:
        """Another list: its name at once, its figures when they are read."""
        if name != self._name:
            self._name = name
            self.view.board.show_line(self._lines[name], self._desk.clock.now())
            self.live.choose(name)

    def _show_floor(self, floor: Floor) -> None:
        if floor.told.facts.name == self._name:
            self.view.board.show_floor(floor)
            self.head.read_at.setText(f"Counted {local(floor.now):%H:%M:%S}")

    def _look_again(self) -> None:
        """Time goes on, and others ring too."""
        if self.isVisible() and not self._is_of_scripts:
            self.live.read(self._name)

    def _read_now(self) -> None:
        """F5: everything that is shown, at once."""
        self.view.board.reasons.put_in_order()
        self.live.read(self._name, at_once=True)
        self._offer()
        if self._is_of_scripts:
            self.editor.refresh()

    def _offer(self) -> None:
        """Read what the form lets choose from."""
        if self._may_run():
            self._is_offered = True
            job = self._desk.jobs.new()
            job.succeeded.connect(self._take_choices)
            job.read(_choices, self._desk.actor)

    def _take_choices(self, choices: Choices) -> None:
        self.view.offer(choices)

    def _follow(self, touched: Topic) -> None:
        if touched & OFFERED:
            self._is_offered = False
            if self.isVisible():
                self._offer()

    def _save(self, facts: ListFacts, where: Tree | None) -> None:
        form, now = self.view.form, self._desk.clock.now()
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show_saved)
        job.failed.connect(self._refuse_form)
        if form.before:
            job.write(change_list, self._desk.actor, form.before, facts, now, where)
        else:
            job.write(new_list, self._desk.actor, facts, now, where)

    def _show_saved(self, facts: ListFacts) -> None:
        self._name = facts.name
        self.view.close_form()
        self.live.read(self._name, at_once=True)

    def _forget(self) -> None:
        self._name = ""
        self.live.read("", at_once=True)

    def _refuse_form(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self.view.form.tell(error.sentence)
        else:
            self._desk.jobs.failed.emit(error)

    def _refuse(self, error: PhonebankError) -> None:
        """The lists cannot be read, or the chosen one is gone."""
        if isinstance(error, NotPermitted):
            self.empty.say("Lists are not shown", error.sentence)
            self._stack.setCurrentWidget(self.empty)
            self.head.add.hide()
        else:
            self.view.board.tell(error.message, error.next_step)

    def _turn(self) -> None:
        """Lists or scripts."""
        if self._is_of_scripts:
            self.editor.refresh()
        for piece in self.pieces():
            wear(piece)
        self._stack.setCurrentWidget(self.editor if self._is_of_scripts else self.view)
        self._dress_head()
        self.refresh()

    def _dress_head(self) -> None:
        """One solid button at a time: the form and the scripts have their own."""
        is_of_lists = self.head.segments.current() == LISTS
        is_at_rest = is_of_lists and not self.view.is_form_open
        self.head.add.setVisible(is_at_rest and self._may_run())
        self.head.read_at.setVisible(is_at_rest)
        for way in (self.head.packs, self.head.paper):
            way.setVisible(is_at_rest and self._may_run())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = MARGIN_NARROW if self.width() < NARROW else MARGIN
        self._head_place.setContentsMargins(margin, MARGIN_NARROW, margin, 0)
        view = self.view.layout()
        assert view is not None
        view.setContentsMargins(margin, MARGIN_NARROW, margin, MARGIN_NARROW)

    def _connect(self) -> None:
        view = self.view
        self.live.lines_read.connect(self._show_lines)
        self.live.floor_read.connect(self._show_floor)
        self.live.refused.connect(self._refuse)
        self.doings.electors_wanted.connect(self.electors_wanted)
        self.doings.removed.connect(self._forget)
        self.head.segments.chosen.connect(self._turn)
        self.head.add.clicked.connect(self.add_list)
        self.head.packs.clicked.connect(self.packs_wanted)
        self.head.paper.clicked.connect(self.paper_wanted)
        view.list.chosen.connect(self._choose)
        view.board.head.edit_wanted.connect(self.edit_list)
        view.save_wanted.connect(self._save)
        view.form_toggled.connect(self._dress_head)
        self._desk.jobs.changed.connect(self._follow)
        self.ticks.timeout.connect(self._look_again)
        self.ticks.start()
        for key, do in (("Ctrl+N", self.add_list), ("F2", self.edit_list), ("F5", self._read_now)):
            QShortcut(QKeySequence(key), self).activated.connect(do)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._head_place = QVBoxLayout()
        self._head_place.addWidget(self.head)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head_place)
        whole.addWidget(self._stack, 1)


def _board(desk: Desk) -> ListBoard:
    return ListBoard(is_read_only=not desk.actor.may(Right.RUN_CAMPAIGN))


def _choices(db: Database, actor: Actor) -> Choices:
    return Choices(
        segments={line.name: line.tree for line in segments(db, actor)},
        scripts=[line.newest.name for line in scripts(db, actor)],
        callers=[one.name for one in callers_now(db, actor) if not one.has_left],
    )
