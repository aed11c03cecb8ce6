"""Has the window follow what others made of the contest, once nobody would lose anything by it.

A window is made for one contest, one role and one state of the campaign. Where another program
changes these it is made anew between two calls; until then a notice says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from phonebank.domain.changes import Topic
from phonebank.gui.widgets.notices import Notice
from phonebank.services.watching import Standing, standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from phonebank.gui.desk import Desk
    from phonebank.gui.watching import Watch

OFTEN = 250  # ms between two looks whether it can be now
ACTION = "Show it now"
ARCHIVED = "This campaign was archived on another computer."
TAKEN_UP = "This campaign was taken up again on another computer."
CHANGED = "The contest was changed on another computer."
WHO_YOU_ARE = "Who you are here was changed on another computer."
AFTER_THE_CALL = "What you see follows after this call."


class FollowNotice(Notice):
    """Hidden while the window is as the campaign is; `wanted` carries who sits here then.

    `why_not_now` says what somebody would lose, `is_free` that nobody is at anything.
    """

    wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        why_not_now: Callable[[], str],
        is_free: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._desk, self._why_not_now, self._is_free = desk, why_not_now, is_free
        self._shown = Standing(desk.contest, desk.facts.outcomes, desk.actor)
        self._name = desk.actor.name
        self._is_looking = self._is_to_look_again = False
        self._timer = QTimer(self, interval=OFTEN)
        self._timer.timeout.connect(self._try)
        self.acted.connect(self._press)
        self.hide()

    def heed(self, watch: Watch) -> None:
        """Follow what this tells, and what happened between signing in and its first look."""
        watch.changed.connect(self.look)
        watch.began.connect(self.look)

    def look(self, touched: Topic = Topic.CONTEST) -> None:
        """Others touched this: see whether the window is still as the campaign is."""
        if not touched & (Topic.CONTEST | Topic.CALLERS) or self._desk.jobs.is_closed:
            return
        if self._is_looking:
            self._is_to_look_again = True
            return
        self._is_looking = True
        job = self._desk.jobs.new()
        job.is_answered_here = True  # should it fail, the next change is looked at again
        job.succeeded.connect(self._compare)
        job.ended.connect(self._looked)
        job.read(standing, self._desk.actor)

    def stop(self) -> None:
        """The window is being left."""
        self._timer.stop()

    def _looked(self) -> None:
        """What was changed while it looked may not have been seen."""
        self._is_looking = False
        if self._is_to_look_again:
            self._is_to_look_again = False
            self.look()

    def _compare(self, now: Standing) -> None:
        self._name = now.actor.name
        if now == self._shown:
            self.stop()
            self.hide()
        elif not self._desk.jobs.is_closed:
            self.say(_what_changed(self._shown, now), AFTER_THE_CALL, ACTION)
            self._timer.start()
            self._try()

    def _try(self) -> None:
        """Now, if nobody is at anything; else let it be seen that something waits."""
        if self._is_free():
            self._go()
        else:
            self.show()

    def _press(self) -> None:
        """Somebody would rather have it now: the elector who came up is given back."""
        why_not = self._why_not_now()
        if why_not:
            self.say("Not yet.", why_not, ACTION)
        else:
            self._go()

    def _go(self) -> None:
        self.stop()
        self.hide()
        self.wanted.emit(self._name)


def _what_changed(before: Standing, now: Standing) -> str:
    if now.actor.is_archived != before.actor.is_archived:
        return ARCHIVED if now.actor.is_archived else TAKEN_UP
    is_contest = (now.contest, now.outcomes) != (before.contest, before.outcomes)
    return CHANGED if is_contest else WHO_YOU_ARE
