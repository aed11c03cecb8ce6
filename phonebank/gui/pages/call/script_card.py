"""The script beside the call: what was said, what to say now, what comes next, and tips."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.scripts import filled
from phonebank.domain.usual_script import USUAL
from phonebank.gui.pages.call.choices import Question, capitalised, votes
from phonebank.gui.pages.call.flows import Flow
from phonebank.gui.pages.call.script_words import ScriptState, script_state
from phonebank.gui.pages.call.scrolling import Scrolling
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Divider
from phonebank.gui.widgets.faces import Face, Kind
from phonebank.gui.widgets.icons import NORMAL, paint_icon
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.shapes import paint_words
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.theme import theme_now

if TYPE_CHECKING:
    from phonebank.domain.contest import Contest
    from phonebank.domain.scripts import Script, Stage, Values
    from phonebank.gui.pages.call.key_tree import KeyTree, Said

CHIPS = 3
NO_VALUES: Values = {}


class DoneLine(PaintedButton):
    """A stage that was said: a tick, its name, and a chevron to read it again."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, kind=Kind.QUIET, height=28, parent=parent)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setCheckable(True)
        self.set_hint(f"Read again: {words}")

    def sizeHint(self) -> QSize:
        return QSize(160, 28)

    def _paint_parts(self, painter: QPainter, shown: Face) -> None:
        theme, top = theme_now(), (self.height() - NORMAL) // 2
        paint_icon(painter, QRectF(0, top, NORMAL, NORMAL), "check", theme.ok)
        words = QRectF(24, 0, self.width() - 60, self.height())
        paint_words(painter, words, self._words, fonts.body(), theme.text2)
        chevron = "chevron-down" if self.isChecked() else "chevron-right"
        box = QRectF(self.width() - NORMAL - 2, top, NORMAL, NORMAL)
        paint_icon(painter, box, chevron, theme.text2)


class PrivacyLine(QWidget):
    """The promise at the foot of the script, with its shield."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 0, 0)
        self.words = SpacedText(role=fonts.caption, tone="text2")
        row.addWidget(self.words)

    def paintEvent(self, event: object) -> None:
        box = QRectF(0, 0, NORMAL, NORMAL)
        paint_icon(QPainter(self), box, "shield", theme_now().text2)


class ScriptPanel(QWidget):
    """Goes along with the call; whoever holds it gives it a card and a title."""

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contest = contest
        self._answers = {choice.slug: choice.words for choice in votes(contest)}
        self._script, self._values = USUAL, NO_VALUES
        self._state: ScriptState | None = None
        self._reason = self._answer = ""
        self._lines = QVBoxLayout()
        self._chips = Flow(6)
        self.reasons: dict[str, ActionButton] = {}
        self.tip = SpacedText()
        self.privacy = PrivacyLine()
        self._lay_out()
        self.show_script(USUAL, NO_VALUES)

    def show_script(self, script: Script, values: Values) -> None:
        """The words to say from now on, and what is filled in."""
        self._script, self._values = script, values
        self.privacy.words.setText(self._filled(script.privacy))
        self.clear()

    def show_call(self, tree: KeyTree, said: Said) -> None:
        """Follow the call: the stage it has come to, and the reason or the answer last given."""
        self.show_state(script_state(tree, said))
        self._answer = said.to(Question.VOTE) if said.is_reached else ""
        self._offer_reasons(said.reasons)
        self.show_tip(said.reasons[-1] if said.reasons else self._reason)

    def show_state(self, state: ScriptState) -> None:
        """What was said, what to say now, and what comes next."""
        if state != self._state:
            self._state = state
            self._show_lines(state)

    def clear(self) -> None:
        self._state, self._reason, self._answer = None, "", ""
        self._empty_lines()
        self.show_tip("")

    def now(self) -> str:
        """What to say now."""
        return self._said_now.text() if self._state else ""

    def stage(self) -> str:
        """The caption over it, such as "Now: the ballot"."""
        return self._state.now.now if self._state else ""

    def show_tip(self, reason: str) -> None:
        """Say what to do about a reason; empty for what to do about the answer, if anything."""
        self._reason = reason
        for name, chip in self.reasons.items():
            chip.setChecked(name == reason)
        if reason:
            self.tip.setText(self._filled(self._script.tip_for_reason(reason)))
        else:
            self.show_answer_tip(self._answer)

    def show_answer_tip(self, answer: str) -> None:
        """Say what to do when they answer so, if there is anything to say."""
        self._answer = answer
        tip = self._filled(self._script.tip_for_answer(answer))
        named = f"{self._answers[answer]}. " if tip else ""
        self.tip.set_parts([(named, True), (tip or " ", False)])

    def _show_lines(self, state: ScriptState) -> None:
        self._empty_lines()
        for stage in state.done:
            self._add_done(stage)
        self._said_now = SpacedText(
            self._words(state.now), fonts.script, rule="ink", caption=state.now.now
        )
        self._lines.addSpacing(6)
        self._lines.addWidget(self._said_now)
        if state.later:
            later = SpacedText(
                self._words(state.later), tone="text2", rule="line", caption=state.later.heading
            )
            self._lines.addSpacing(10)
            self._lines.addWidget(later)

    def _add_done(self, stage: Stage) -> None:
        line, again = DoneLine(stage.heading), SpacedText(self._words(stage), tone="text2")
        again.setVisible(False)
        line.toggled.connect(again.setVisible)
        self._lines.addWidget(line)
        self._lines.addWidget(again)

    def _empty_lines(self) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _offer_reasons(self, given: tuple[str, ...]) -> None:
        names = [reason.name for reason in self._contest.reasons]
        wanted = [name for at, name in enumerate(names) if at < CHIPS or name in given]
        if wanted == list(self.reasons):
            return
        self._chips.clear()
        self.reasons = {}
        for name in wanted:
            chip = ActionButton(capitalised(name), height=28)
            chip.setCheckable(True)
            chip.set_hint(f"What to do when they say {name}")
            chip.clicked.connect(partial(self.show_tip, name))
            self.reasons[name] = chip
            self._chips.add(chip)

    def _words(self, stage: Stage) -> str:
        return self._filled(self._script.stages[stage])

    def _filled(self, words: str) -> str:
        return filled(words, self._values)

    def _lay_out(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(8)
        around.addWidget(Scrolling(self._script_and_tips()), 1)
        around.addWidget(self.privacy)
        self._offer_reasons(())

    def _script_and_tips(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._lines.setSpacing(6)
        column.addLayout(self._lines)
        column.addSpacing(4)
        if self._contest.reasons:
            column.addWidget(Divider())
            column.addWidget(ElidedLabel("When they say", role=fonts.button, tone="text2"))
            column.addWidget(self._chips)
        column.addWidget(self.tip)
        column.addStretch(1)
        return inner
