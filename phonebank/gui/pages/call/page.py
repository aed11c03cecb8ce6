"""The Call page: it hands keys, clicks and sizes to the way from call to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.hours import local
from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.call_in_hand import BY_KEY
from phonebank.gui.pages.call.course import Course
from phonebank.gui.pages.call.keyboard import listen
from phonebank.gui.pages.call.offer_line import KEY as GO_ON
from phonebank.gui.pages.call.sentences import NOT_HELD
from phonebank.gui.pages.call.views import PARTS, Views
from phonebank.gui.pages.made import one_after_another

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.call.detours import Choices
    from phonebank.gui.settings import Settings

COMPACT_UNDER = 624  # px of the page, which is a window of 700
LOOK_AFTER = 20  # seconds
SMALLEST = QSize(860, 460)
NO_TELEPHONE = ("No program here opens telephone links.", "Ring the number on your own telephone.")


class CallPage(QWidget):
    """One elector at a time, for volunteers and organisers alike."""

    status = Signal(str)

    title = "Call"
    icon_name = "call"
    topics = Topic.CALLS | Topic.ELECTORS | Topic.LEASES | Topic.LISTS

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, views: Views | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings: Settings | None = None
        self._held = ""
        self.views = views or Views(desk)
        self.views.lay_out_on(self)
        self.course = Course(desk, self.views, self)
        self.in_hand, self.switchboard = self.course.in_hand, self.course.board
        self._connect_controls()
        self._connect_detours()
        self._connect_keys()

    @classmethod
    def bit_by_bit(cls, desk: Desk) -> Iterator[CallPage | None]:
        """The page, after a None for each of its parts that is made before it."""
        views = Views(desk)
        yield from one_after_another(views, *PARTS)
        yield cls(desk, views=views)

    def refresh(self) -> None:
        """Count again, and look for somebody to ring where nobody is on the screen."""
        self.course.refresh()

    def remember_by(self, settings: Settings) -> None:
        """Work the list of last time, and remember the one of now."""
        self._settings = settings
        name = settings.list_of(self._whose_list())
        self.switchboard.work_list(name)
        self.views.head.offer_lists([], name)

    def minimumSizeHint(self) -> QSize:
        return SMALLEST  # not what the widest text asks for: rows wrap and words are cut

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.views.fit(self.width(), is_compact=self.height() < COMPACT_UNDER)

    def _press(self, key: str) -> None:
        footer = self.views.questions.footer
        if self.views.is_draft_offered:
            self.views.draft_offer.press(key)
        elif self.views.is_asking_who_rings:
            return
        elif footer.is_beside_open:
            footer.beside.press(key)
        elif footer.is_skipping:
            self.course.once_saved.skip(footer.reason_for(key))
        elif key == "Q" and self.in_hand.draft is not None:
            footer.ask_why_to_skip(True)
        elif key == GO_ON and not self.in_hand.is_half_entered:
            self.course.go_on_with_offer()
        else:
            self._answer(key)

    def _answer(self, key: str) -> None:
        """A digit that leads to a time of one's own is the first of its hour."""
        had_a_time = self.in_hand.wants_a_time
        self.in_hand.press(key)
        if key.isdigit() and self.in_hand.wants_a_time and not had_a_time:
            self.views.questions.moment.begin_with(key)

    def _enter(self) -> None:
        """Enter leaves the note, and elsewhere presses what the ring is on."""
        ringed = self.focusWidget()
        if self.views.questions.note.hasFocus():
            self._step_out()
        elif self.views.ring_back.field.hasFocus():
            self.views.ring_back.choose_first()
        elif isinstance(ringed, QAbstractButton) and ringed.isVisible():
            ringed.click()
        else:
            self.course.save()

    @property
    def is_between_calls(self) -> bool:
        """Whether nobody is on the line, and nothing waits to be said or saved.

        Whoever has turned to another page without having begun is doing something else.
        """
        if not self.course.is_at_rest or self.switchboard.is_going_on:
            return False
        mine = self.in_hand
        return mine.draft is None or mine.is_fresh or (mine.is_untouched and not self.isVisible())

    def _step_out(self) -> None:
        """Escape: out of a field, out of whatever took the place of the foot or of the call."""
        if self.views.is_asking_who_rings:
            self.course.stay()
            return
        self.views.questions.footer.ask_why_to_skip(False)
        self.in_hand.close_previous()
        if self.in_hand.wants_a_time:
            self.views.questions.footer.save.setFocus(BY_KEY)
        else:
            self.course.put_focus(BY_KEY)

    def _if_call_shown(self, act: Callable[[], object]) -> Callable[[], None]:
        """The command, where it means what is to be seen."""

        def do() -> None:
            if self.in_hand.draft is not None and self.views.is_call_shown:
                act()

        return do

    def _tell_held(self, words: str) -> None:
        self._held = words
        self.status.emit(words)

    def _tell_kept(self, at: datetime) -> None:
        if self._held:
            self.status.emit(f"Draft of this call kept {local(at):%H:%M:%S}  ·  {self._held}")

    def _look_after(self) -> None:
        """Whom others may ring by now, nobody begins to ring from here."""
        draft = self.in_hand.draft
        if draft is None or not self.in_hand.is_untouched:
            return
        if draft.served.lease_until <= self._desk.clock.now():
            self.course.work_list(self.switchboard.list_name)
        elif draft.so_far % LOOK_AFTER == 0:
            self.switchboard.look_after()

    def _ring(self) -> None:
        """The call begins when the number is handed over."""
        self.in_hand.begin_anew()
        self.views.elector.open_number()

    def _offer_choices(self, told: Choices) -> None:
        """The lists of now; one that was removed is chosen no longer."""
        name = self.switchboard.list_name
        if name and name not in told.lists:
            name = ""
            self._work_list(name)
        self.views.head.offer_lists(told.open_lists, name)
        self.views.questions.footer.beside.offer_mps(told.mps)

    def _work_list(self, name: str) -> None:
        if self._settings is not None:
            self._settings.keep_list(self._whose_list(), name)
        self.course.work_list(name)
        self.course.put_focus(BY_KEY)

    def _whose_list(self) -> str:
        """A caller of one campaign, without their name."""
        return f"{self._desk.facts.address.name}-{self._desk.actor.caller_id}"

    def _connect_controls(self) -> None:
        questions, footer, course = self.views.questions, self.views.questions.footer, self.course
        course.status.connect(self._tell_held)
        course.keeper.kept.connect(self._tell_kept)
        questions.chosen.connect(self.in_hand.choose)
        questions.key_pressed.connect(self._press)
        questions.first_changed.connect(self.in_hand.change_first)
        questions.note_typed.connect(self.in_hand.write_note)
        questions.time_picked.connect(self.in_hand.pick_time)
        questions.notice.acted.connect(course.try_again)
        footer.undo_wanted.connect(course.once_saved.undo)
        footer.skip_wanted.connect(lambda: self._press("Q"))
        footer.callback_wanted.connect(lambda: self._press("K"))
        footer.save_wanted.connect(course.save)
        footer.skipped.connect(course.once_saved.skip)
        footer.stay_wanted.connect(self._step_out)
        self.views.dry.undo_wanted.connect(course.once_saved.undo)
        self.views.elector.number_chosen.connect(self.in_hand.ring_other)
        self.views.elector.not_opened.connect(lambda: course.tell(*NO_TELEPHONE))
        self.views.elector.call.clicked.connect(self.in_hand.begin_anew)
        self.views.head.elapsed.ticked.connect(self._look_after)

    def _connect_detours(self) -> None:
        course, views = self.course, self.views
        beside = views.questions.footer.beside
        beside.offered.connect(self.in_hand.offer_help)
        beside.passed.connect(self.in_hand.pass_to)
        beside.closed.connect(self._step_out)
        views.questions.offer.taken.connect(course.go_on_with_offer)
        views.dry.offer_wanted.connect(course.go_on_with_offer)
        views.dry.ring_back_wanted.connect(course.ask_who_rings)
        views.draft_offer.go_on_wanted.connect(course.go_on_with_draft)
        views.draft_offer.drop_wanted.connect(course.drop_draft)
        views.ring_back.typed.connect(course.detours.look_for)
        views.ring_back.chosen.connect(course.detours.answer_ring)
        views.ring_back.left.connect(course.stay)
        views.head.list_chosen.connect(self._work_list)
        course.detours.chosen_from.connect(self._offer_choices)
        course.detours.not_taken_up.connect(
            lambda sentence: views.draft_offer.tell(NOT_HELD, sentence)
        )
        course.detours.not_answered.connect(views.ring_back.show_wrong)
        course.detours.found.connect(
            lambda found: views.ring_back.show_found(found, self._desk.clock.now())
        )

    def _connect_keys(self) -> None:
        elector, if_shown = self.views.elector, self._if_call_shown
        save = if_shown(self.course.save)
        commands = {
            "Ctrl+Return": save,
            "Ctrl+Enter": save,
            "Return": self._enter,
            "Enter": self._enter,
            "Escape": self._step_out,
            "Backspace": if_shown(self.in_hand.change_first),
            "Ctrl+Z": self.course.once_saved.undo,
            "Ctrl+C": elector.copy_number,
            "Ctrl+D": if_shown(self._ring),
            "Ctrl+R": self.course.ask_who_rings,
            "Alt+A": if_shown(self.views.questions.footer.open_beside),
            "Alt+N": elector.ring_other,
            "Alt+0": if_shown(lambda: self.in_hand.press(choices.DO_NOT_CALL)),
            "/": self.views.go_to_note,
        }
        listen(self, self._press, commands)
