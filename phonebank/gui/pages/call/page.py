"""The Call page: it moves the call in hand between keys, screen and services."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.hours import local
from phonebank.gui.pages.call import choices
from phonebank.gui.pages.call.call_in_hand import BY_KEY, CallInHand
from phonebank.gui.pages.call.entries import entry_of, missing, new_draft
from phonebank.gui.pages.call.keyboard import listen
from phonebank.gui.pages.call.switchboard import Switchboard
from phonebank.gui.pages.call.views import Views

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.call.entries import Draft
    from phonebank.services.serving import Dry, Served

COMPACT_UNDER = 624  # px of the page, which is a window of 700
SMALLEST = QSize(860, 460)
LOOK_AGAIN = timedelta(minutes=1)  # another caller may have given somebody back
SLOW = 150  # ms after which waiting is said
NOT_SAVED, NOT_SKIPPED = "This call is not saved.", "This elector is not skipped."
STILL_SAVING = "The last call is still being saved: try again in a moment."
HALF_ENTERED = ("This call is half entered.", "Save it first; then Undo takes that one back.")
NO_TELEPHONE = ("No program here opens telephone links.", "Ring the number on your own telephone.")
TRY_AGAIN = "Try again"


class CallPage(QWidget):
    """One elector at a time, for volunteers and organisers alike."""

    status = Signal(str)

    title = "Call"
    icon_name = "call"
    topics = Topic.CALLS | Topic.ELECTORS | Topic.LEASES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._later: list[Draft] = []  # calls that a failed write of another one put aside
        self._is_error_shown = False
        self.in_hand = CallInHand(desk.contest, desk.clock, self)
        self.switchboard = Switchboard(desk, self)
        self.views = Views(desk, self.in_hand.tree, self)
        self._due = QTimer(self, singleShot=True)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._due.timeout.connect(self._look_again)
        self._slow.timeout.connect(self.views.say_waiting)
        self._connect_services()
        self._connect_controls()
        self._connect_keys()
        self._show_nobody()

    def refresh(self) -> None:
        """Count again, and look for somebody to ring where nobody is on the screen."""
        self.switchboard.count()
        self._look_again()

    def minimumSizeHint(self) -> QSize:
        return SMALLEST  # not what the widest text asks for: rows wrap and words are cut

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.views.fit(self.width(), is_compact=self.height() < COMPACT_UNDER)

    def _show_elector(self, served: Served) -> None:
        self._bring_up(new_draft(served))
        self.switchboard.hold_ahead(served.card.id)

    def _show_dry(self, dry: Dry) -> None:
        now = self._desk.clock.now()
        self._show_nobody()
        self.views.show_dry(dry, now)
        wait = min(dry.next_due_at - now, LOOK_AGAIN) if dry.next_due_at else LOOK_AGAIN
        self._due.start(max(1, round(wait.total_seconds() * 1000) + 1))

    def _show_taken_back(self, served: Served) -> None:
        self._show_elector(served)
        name = served.card.spoken_name
        self._tell(f"The call to {name} was taken back.", "Log it anew.")

    def _bring_back(self, draft: Draft, sentence: str) -> None:
        self._put_before(draft)
        self._tell(NOT_SAVED, sentence, TRY_AGAIN, is_error=True)

    def _stay_with(self, draft: Draft, sentence: str) -> None:
        self._put_before(draft)
        self._tell(NOT_SKIPPED, sentence, is_error=True)

    def _put_before(self, draft: Draft) -> None:
        """Show this call before the one in hand, which waits its turn."""
        if self.in_hand.draft is not None:
            self._later.append(self.in_hand.draft)
        self._bring_up(draft)

    def _bring_up(self, draft: Draft) -> None:
        self._slow.stop()
        self._due.stop()
        self.in_hand.take_up(draft)
        self.views.show_draft(draft, self.in_hand.tree, self._desk.clock.now())
        self._tell("")
        self._show_said(BY_KEY)
        self.status.emit(f"Held for you until {local(draft.served.lease_until):%H:%M}")

    def _show_nobody(self) -> None:
        self.in_hand.put_down()
        self._slow.stop()
        self.views.show_nobody()
        self._tell("")
        self.status.emit("")

    def _show_refused(self, sentence: str) -> None:
        self._slow.stop()
        self._tell(sentence, "", "" if self.in_hand.draft else TRY_AGAIN, is_error=True)

    def _look_again(self) -> None:
        if self.in_hand.draft is None and not self.switchboard.is_occupied:
            self._slow.start()
            self.switchboard.ask_next()

    def _press(self, key: str) -> None:
        footer = self.views.questions.footer
        if footer.is_skipping:
            self._skip(footer.reason_for(key))
        elif key == "Q" and self.in_hand.draft is not None:
            footer.ask_why_to_skip(True)
        else:
            self.in_hand.press(key)

    def _enter(self) -> None:
        """Enter leaves the note, and elsewhere presses what the ring is on."""
        ringed = self.focusWidget()
        if self.views.questions.note.hasFocus():
            self._step_out()
        elif isinstance(ringed, QAbstractButton) and ringed.isVisible():
            ringed.click()
        else:
            self._save()

    def _save(self) -> None:
        draft = self.in_hand.draft
        if draft is None or self.switchboard.is_busy:
            return
        now = draft.called_at or self._desk.clock.now()
        wanted = missing(self.in_hand.tree, draft.said, now)
        if wanted:
            self._tell(wanted)
            self._put_focus(BY_KEY)
            return
        draft = replace(draft, called_at=now)
        entry = entry_of(self.in_hand.tree, draft, self._desk.actor.caller_id, now)
        self.in_hand.put_down()
        is_next_shown = self.switchboard.save(draft, entry, goes_on=not self._later)
        if self._later:
            self._bring_up(self._later.pop())
        elif not is_next_shown:
            self._wait()

    def _undo(self) -> None:
        if self.in_hand.is_half_entered:
            self._tell(*HALF_ENTERED)
        elif self.switchboard.is_saving:
            self._tell(STILL_SAVING)
        elif not self.switchboard.is_busy:
            self.switchboard.undo()

    def _skip(self, why: str) -> None:
        draft = self.in_hand.draft
        if draft is not None and why and not self.switchboard.is_occupied:
            self._wait()
            self.switchboard.pass_over(draft, why)

    def _try_again(self) -> None:
        if self.in_hand.draft is None:
            self._look_again()
        else:
            self._save()

    def _wait(self) -> None:
        self._show_nobody()
        self._slow.start()

    def _step_out(self) -> None:
        """Escape: out of a field, out of the reasons to skip, out of the previous vote."""
        self.views.questions.footer.ask_why_to_skip(False)
        self.in_hand.close_previous()
        if self.in_hand.wants_a_time:
            self.views.questions.footer.save.setFocus(BY_KEY)
        else:
            self._put_focus(BY_KEY)

    def _show_change(self, reason: Qt.FocusReason) -> None:
        if not self._is_error_shown:
            self._tell("")
        self._show_said(reason)

    def _show_said(self, reason: Qt.FocusReason) -> None:
        if self.in_hand.draft is not None:
            self.views.show_said(self.in_hand.draft, self.in_hand.tree)
            self._put_focus(reason)

    def _put_focus(self, reason: Qt.FocusReason) -> None:
        """The keyboard to whatever is to be answered now."""
        if self.in_hand.wants_a_time:
            self.views.questions.moment.setFocus(reason)
        elif self.in_hand.draft is not None:
            self.views.questions.focus_on(self.in_hand.tree.asked(self.in_hand.said), reason)

    def _tell(
        self, wrong: str, rest: str = "", action: str = "", *, is_error: bool = False
    ) -> None:
        self._is_error_shown = is_error
        self.views.tell(wrong, rest, action)

    def _connect_services(self) -> None:
        self.switchboard.served.connect(self._show_elector)
        self.switchboard.dried.connect(self._show_dry)
        self.switchboard.taken_back.connect(self._show_taken_back)
        self.switchboard.not_saved.connect(self._bring_back)
        self.switchboard.not_skipped.connect(self._stay_with)
        self.switchboard.refused.connect(self._show_refused)
        self.switchboard.counted.connect(self.views.head.show_ladder)

    def _connect_controls(self) -> None:
        questions, footer = self.views.questions, self.views.questions.footer
        self.in_hand.changed.connect(self._show_change)
        questions.chosen.connect(self.in_hand.choose)
        questions.key_pressed.connect(self._press)
        questions.first_changed.connect(self.in_hand.change_first)
        questions.note_typed.connect(self.in_hand.write_note)
        questions.time_picked.connect(self.in_hand.pick_time)
        questions.notice.acted.connect(self._try_again)
        footer.undo_wanted.connect(self._undo)
        footer.skip_wanted.connect(lambda: self._press("Q"))
        footer.callback_wanted.connect(lambda: self._press("K"))
        footer.save_wanted.connect(self._save)
        footer.skipped.connect(self._skip)
        footer.stay_wanted.connect(self._step_out)
        self.views.dry.undo_wanted.connect(self._undo)
        self.views.elector.number_chosen.connect(self.in_hand.ring_other)
        self.views.elector.not_opened.connect(lambda: self._tell(*NO_TELEPHONE))

    def _connect_keys(self) -> None:
        elector = self.views.elector
        commands = {
            "Ctrl+Return": self._save,
            "Ctrl+Enter": self._save,
            "Return": self._enter,
            "Enter": self._enter,
            "Escape": self._step_out,
            "Backspace": self.in_hand.change_first,
            "Ctrl+Z": self._undo,
            "Ctrl+C": elector.copy_number,
            "Ctrl+D": elector.open_number,
            "Alt+N": elector.ring_other,
            "Alt+0": lambda: self.in_hand.press(choices.DO_NOT_CALL),
            "/": self.views.go_to_note,
        }
        listen(self, self._press, commands)
