"""The way from call to call: who is on the page, what waits behind, and what is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from phonebank.domain.hours import local
from phonebank.gui.pages.call import sentences
from phonebank.gui.pages.call.call_in_hand import BY_KEY, CallInHand
from phonebank.gui.pages.call.detours import Detours
from phonebank.gui.pages.call.draft_keeper import DraftKeeper
from phonebank.gui.pages.call.entries import entry_of, missing, new_draft
from phonebank.gui.pages.call.kept_entry import draft_from
from phonebank.gui.pages.call.offers import offer_after
from phonebank.gui.pages.call.once_saved import OnceSaved
from phonebank.gui.pages.call.switchboard import Switchboard

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.call.entries import Draft
    from phonebank.gui.pages.call.offer_line import Offer
    from phonebank.gui.pages.call.views import Views
    from phonebank.services.drafts import KeptDraft
    from phonebank.services.serving import Dry, Served

LOOK_AGAIN = timedelta(minutes=1)  # another caller may have given somebody back
SLOW = 150  # ms after which waiting is said


class Course(QObject):
    """Decides who comes up in `views`; the page hands it keys, clicks and time."""

    status = Signal(str)

    def __init__(self, desk: Desk, views: Views, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self.views = desk, views
        self._later: list[Draft] = []  # calls put aside by a failed write, or by who rings back
        self._kept: KeptDraft | None = None
        self._offer: Offer | None = None
        self._is_error_shown = self._has_looked = False
        self.in_hand = CallInHand(desk.contest, desk.clock, self)
        self.board = Switchboard(desk, self)
        self.once_saved = OnceSaved(self.board, self.in_hand, self._may_undo, self)
        self.detours = Detours(desk, self.board, self)
        self.keeper = DraftKeeper(desk, self._to_keep, self)
        self._due = QTimer(self, singleShot=True)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._due.timeout.connect(self.look_again)
        self._slow.timeout.connect(self.views.say_waiting)
        self._connect()
        self._show_nobody()

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is to be said, saved or offered."""
        return not (self._later or self._offer or self._is_asking or self.board.is_occupied)

    def refresh(self) -> None:
        """Count again, and look for somebody to ring where nobody is on the screen."""
        self.board.count()
        self.detours.look_what_to_choose()
        if self._has_looked:
            self.look_again()
        else:
            self._has_looked = self.board.is_busy = True
            self._slow.start()
            self.keeper.look()

    def look_again(self) -> None:
        is_free = self.in_hand.draft is None and not self._is_asking
        if is_free and not self.board.is_occupied:
            self._slow.start()
            self.board.ask_next()

    def save(self) -> None:
        draft = self.in_hand.draft
        if draft is None or self.board.is_busy:
            return
        now = draft.called_at or self._desk.clock.now()
        wanted = missing(self.in_hand.tree, draft.said, now)
        if wanted:
            self.tell(wanted)
            self.put_focus(BY_KEY)
            return
        draft = replace(draft, called_at=now, seconds=draft.so_far)
        entry = entry_of(self.in_hand.tree, draft, self._desk.actor.caller_id, now)
        others = self.detours.others_at(entry.elector_id)
        self._offer = offer_after(draft, entry.outcome, others)
        self.in_hand.put_down()
        is_next_shown = self.board.save(draft, entry, goes_on=not self._later)
        if self._later:
            self._bring_up(self._later.pop())
        elif not is_next_shown:
            self._wait()

    def _may_undo(self) -> bool:
        """Whether nothing typed would be lost by it; the caller is told."""
        if self.in_hand.is_half_entered:
            self.tell(*sentences.HALF_ENTERED)
        return not (self._is_asking or self.in_hand.is_half_entered)

    def _pass_over(self, draft: Draft, why: str) -> None:
        self.keeper.forget(draft)
        self._wait()
        self.board.pass_over(draft, why)

    def try_again(self) -> None:
        (self.look_again if self.in_hand.draft is None else self.save)()

    def go_on_with_offer(self) -> None:
        """Whom the line over the foot offers, in the place of an elector not yet spoken of."""
        offer = self._offer
        if offer is None or self.in_hand.is_half_entered or self.board.is_busy:
            return
        self._offer = None
        self._wait()
        self.board.go_on_with(offer.elector_id)

    def go_on_with_draft(self) -> None:
        if self._kept is not None and not self.board.is_busy:
            self.detours.take_up(self._kept)

    def drop_draft(self) -> None:
        if self._kept is not None and not self.board.is_busy:
            self._kept = None
            self.keeper.drop()
            self._wait()
            self.look_again()

    def ask_who_rings(self) -> None:
        """Somebody rings back: the call in hand waits, unless one waits to be gone on with."""
        if self._kept is None:
            self.views.ask_who_rings()

    def stay(self) -> None:
        """Nobody rang after all."""
        self.views.back_to_the_call()
        self.put_focus(BY_KEY)
        self.look_again()

    def work_list(self, name: str) -> None:
        """From the next elector on; at once where nothing of this call is entered."""
        self.board.work_list(name)
        if not (self.in_hand.is_half_entered or self.board.is_occupied or self._kept):
            self._wait()
            self.board.ask_anew()

    def tell(self, wrong: str, rest: str = "", action: str = "", *, is_error: bool = False) -> None:
        self._is_error_shown = is_error
        self.views.tell(wrong, rest, action)

    def put_focus(self, reason: Qt.FocusReason) -> None:
        """The keyboard to whatever is to be answered now."""
        if self.views.questions.footer.is_beside_open:
            return
        if self.in_hand.wants_a_time:
            self.views.questions.moment.setFocus(reason)
        elif self.in_hand.draft is not None:
            self.views.questions.focus_on(self.in_hand.tree.asked(self.in_hand.said), reason)

    def _show_elector(self, served: Served) -> None:
        self._bring_up(new_draft(served))
        self.board.hold_ahead(served.card.id)

    def _show_dry(self, dry: Dry) -> None:
        now = self._desk.clock.now()
        self._show_nobody()
        self.views.show_dry(dry, now, self._offer)
        wait = min(dry.next_due_at - now, LOOK_AGAIN) if dry.next_due_at else LOOK_AGAIN
        self._due.start(max(1, round(wait.total_seconds() * 1000) + 1))

    def _show_taken_back(self, served: Served) -> None:
        self._show_elector(served)
        self.tell(f"The call to {served.card.spoken_name} was taken back.", "Log it anew.")

    def _show_withdrawn(self, elector_id: int) -> None:
        """Somebody else has them by now, or they said stop: the next comes, if no call began."""
        self._later = [
            it for it in self._later if it.served.card.id != elector_id or not it.said.is_blank
        ]
        draft = self.in_hand.draft
        if draft is None or draft.served.card.id != elector_id:
            return
        not_to_be_rung = sentences.not_to_be_rung(draft.served.card.spoken_name)
        if self.in_hand.is_fresh:
            self._wait()
            self.board.go_on()
            self.tell(not_to_be_rung)
        else:
            self.tell(not_to_be_rung, sentences.SKIP_THEM, is_error=True)

    def _show_found_draft(self, kept: KeptDraft | None) -> None:
        self.board.is_busy = False
        self._kept = kept
        if kept is None:
            self.look_again()
        else:
            self._slow.stop()
            self.views.offer_draft(kept, self._desk.clock.now())

    def _show_draft(self, kept: KeptDraft, served: Served) -> None:
        self._kept = None
        self._bring_up(draft_from(kept.entered, served))
        self.board.hold_ahead(served.card.id)

    def _show_who_rings(self, served: Served) -> None:
        before = self.in_hand.draft
        if before is not None and before.served.card.id == served.card.id:
            self.stay()  # it is the one who is being rung
            return
        if before is not None:
            self._later.append(before)
        self._bring_up(new_draft(served, rang_us=True))

    def _put_before(self, draft: Draft, wrong: str, sentence: str, action: str) -> None:
        """Show this call before the one in hand, which waits its turn, and say what went wrong."""
        if self.in_hand.draft is not None:
            self._later.append(self.in_hand.draft)
        self._offer = None
        self._bring_up(draft)
        self.tell(wrong, sentence, action, is_error=True)

    def _bring_up(self, draft: Draft) -> None:
        self._slow.stop()
        self._due.stop()
        self.in_hand.take_up(draft)
        if self._offer is not None and self._offer.elector_id == draft.served.card.id:
            self._offer = None
        self.views.show_draft(draft, self.in_hand.tree, self._desk.clock.now(), self._offer)
        self.views.head.elapsed.follow(self.in_hand.so_far)
        self.tell("")
        self._show_said(BY_KEY)
        self.status.emit(f"Held for you until {local(draft.served.lease_until):%H:%M}")

    def _show_nobody(self) -> None:
        self.in_hand.put_down()
        self._slow.stop()
        self.views.show_nobody()
        self.views.head.elapsed.follow(None)
        self.tell("")
        self.status.emit("")

    def _wait(self) -> None:
        self._show_nobody()
        self._slow.start()

    def _show_refused(self, sentence: str) -> None:
        self._slow.stop()
        self.tell(sentence, "", "" if self.in_hand.draft else sentences.TRY_AGAIN, is_error=True)

    def _show_change(self, reason: Qt.FocusReason) -> None:
        if not self._is_error_shown:
            self.tell("")
        if self.in_hand.is_half_entered:
            self._offer = None
            self.views.show_offer(None)
        self._show_said(reason)

    def _show_said(self, reason: Qt.FocusReason) -> None:
        draft = self.in_hand.draft
        if draft is not None:
            self.views.show_said(draft, self.in_hand.tree)
            if draft.said.has_somebody_on_the_line:
                self.detours.look_who_shares(draft.served)
            self.put_focus(reason)

    def _to_keep(self) -> Draft | None:
        """What the keeper keeps now: nothing while a save is on its way, which takes it along."""
        return None if self.board.is_saving else self.in_hand.draft

    @property
    def _is_asking(self) -> bool:
        """Whether the caller is to say first what becomes of a draft, or who rings."""
        return self._kept is not None or self.views.is_asking_who_rings

    def _connect(self) -> None:
        self.board.served.connect(self._show_elector)
        self.board.dried.connect(self._show_dry)
        self.board.taken_back.connect(self._show_taken_back)
        self.board.not_done.connect(self._put_before)
        self.board.refused.connect(self._show_refused)
        self.once_saved.waits.connect(self.tell)
        self.once_saved.skipped.connect(self._pass_over)
        self.board.withdrawn.connect(self._show_withdrawn)
        self.board.counted.connect(self.views.head.show_ladder)
        self.keeper.found.connect(self._show_found_draft)
        self.detours.taken_up.connect(self._show_draft)
        self.detours.answered.connect(self._show_who_rings)
        self.in_hand.changed.connect(self._show_change)
