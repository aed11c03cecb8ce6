"""The form of a list: its name, whom it rings with which script, when, by whom and by which rules.

What is half typed stays whatever is read meanwhile; what is wrong is said beside its field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain.lists import ListFacts
from phonebank.domain.segment_words import words
from phonebank.domain.usual_script import USUAL_NAME
from phonebank.gui.pages.lists.form_parts import CallerTicks, FormRow, MomentChoice
from phonebank.gui.pages.lists.rules_fields import RulesFields
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.fields import NumberField
from phonebank.gui.widgets.form import Form
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.ticks import Tick
from phonebank.services.lists import EVERYBODY, PRIORITIES
from phonebank.services.segmenting import LONGEST_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from phonebank.domain.contest import Contest
    from phonebank.domain.outcomes import Outcomes
    from phonebank.domain.segments import Tree

WHOLE_ROLL = "everybody on the roll"
THESE = "these conditions"
PICK_WIDEST = 320
WIDEST = 760
OF_EVERYBODY = f"The list “{EVERYBODY}” is of everybody, and keeps its name"


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: saved segments, names of scripts and of callers."""

    segments: Mapping[str, Tree] = field(default_factory=dict)
    scripts: Sequence[str] = ()
    callers: Sequence[str] = ()


class ListForm(Form):
    """`save_wanted` carries the facts, and a Tree where its segment is yet to be saved."""

    save_wanted = Signal(object, object)
    segment_wanted = Signal(object)  # the Tree to begin from, or None

    def __init__(self, contest: Contest, outcomes: Outcomes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contest = contest
        self._facts = ListFacts(name="")
        self._choices = Choices()
        self._where: Tree | None = None
        self._shown: Sequence[object] = ()
        self.heading, self.fault = ElidedLabel(role=fonts.title), SpacedText(tone="warn_text")
        self.name, self.segment, self.script = QLineEdit(), Pick("Segment"), Pick("Script")
        self.conditions = QuietButton("Conditions…", height=32)
        self.whom = SpacedText(role=fonts.caption, tone="text2")
        self.opens, self.closes = MomentChoice("Opens at"), MomentChoice("Closes at")
        self.priority = NumberField("Priority", PRIORITIES[0], PRIORITIES[-1])
        self.for_mp = Tick("Only MPs work this list")
        self.callers, self.rules = CallerTicks(), RulesFields(outcomes)
        self.keep = self.save = PrimaryButton("Save", "Ctrl+Enter", height=36)
        self.cancel = QuietButton("Cancel", "Esc", height=36)
        self._dress()
        self._lay_out()

    @property
    def before(self) -> str:
        """The name of the list that is changed, empty for a new one."""
        return self._facts.name

    @property
    def has_unsaved(self) -> bool:
        """Whether anything was changed since it was shown."""
        return self._written() != self._shown

    def show_new(self, now: datetime, name: str = "", where: Tree | None = None) -> None:
        """The form with the campaign's own rules, and else empty but for what is wanted."""
        self._show(ListFacts(name="", rules=self._contest.calling), "A new list", now)
        if where is not None:
            self.name.setText(name)
            self.name.selectAll()
            self.use_conditions(where)
            self._shown = self._written()  # nobody typed it, so nobody loses it

    def show_facts(self, facts: ListFacts, now: datetime) -> None:
        """The form with what was decided of this list."""
        self._show(facts, f"Edit “{facts.name}”", now)

    def offer(self, choices: Choices) -> None:
        """What can be chosen from now on; what is chosen stays."""
        self._choices = choices
        segment, script = self.segment.currentText(), self.script.currentText()
        self._fill(self.segment, self._segment_names(), segment)
        self._say_whom()
        self._fill(self.script, [USUAL_NAME, *choices.scripts], script)
        self.callers.offer(choices.callers)

    def use_conditions(self, tree: Tree | None) -> None:
        """Ring whom these find: a saved segment if they are one, else one named like the list."""
        saved = next((name for name, one in self._choices.segments.items() if one == tree), "")
        self._where = None if saved else tree
        wanted = saved or (THESE if tree is not None else WHOLE_ROLL)
        self._fill(self.segment, self._segment_names(), wanted)
        self._say_whom()

    def fields_at_fault(self) -> list[str]:
        """What is said beside the fields, from top to bottom."""
        rows = [self._name_row, self._time_row, *self.rules.faults()]
        return [row.fault.text() for row in rows if row.fault.text()]

    def _show(self, facts: ListFacts, heading: str, now: datetime) -> None:
        self._facts, self._where = facts, None
        self.heading.setText(heading)
        self.name.setText(facts.name)
        self._fill(self.segment, self._segment_names(), facts.segment or WHOLE_ROLL)
        self._say_whom()
        scripts = [USUAL_NAME, *self._choices.scripts]
        self._fill(self.script, scripts, facts.script or USUAL_NAME)
        self.opens.show_moment(facts.opens_at, now)
        self.closes.show_moment(facts.closes_at, self._contest.ballots_close)
        self.priority.setValue(facts.priority)
        self.for_mp.setChecked(facts.for_mp)
        self.callers.offer([*self._choices.callers])
        self.callers.show_names(facts.callers)
        self.rules.show_rules(facts.rules)
        self._settle(is_fixed=facts.name == EVERYBODY)

    def _settle(self, *, is_fixed: bool) -> None:
        for part in (self.name, self.segment, self.conditions):
            part.setEnabled(not is_fixed)
        self.name.setToolTip(OF_EVERYBODY if is_fixed else "Name of the list")
        for row in (self._name_row, self._time_row):
            row.tell("")
        self.tell("")
        self._shown = self._written()
        self._area.verticalScrollBar().setValue(0)

    def _written(self) -> Sequence[object]:
        """What stands in the fields, whether or not it can be a list."""
        return (
            self.name.text(),
            self._where,
            self.segment.currentText(),
            self.script.currentText(),
            self.opens.moment(),
            self.closes.moment(),
            self.priority.value(),
            self.for_mp.isChecked(),
            self.callers.names(),
            self.rules.written(),
        )

    def _segment_names(self) -> list[str]:
        these = [THESE] if self._where is not None else []
        own = self._facts.segment
        lost = [own] if own and own not in self._choices.segments else []
        return [WHOLE_ROLL, *these, *self._choices.segments, *lost]

    def _fill(self, pick: Pick, names: Sequence[str], wanted: str) -> None:
        with QSignalBlocker(pick):
            pick.clear()
            pick.addItems([*names, *([wanted] if wanted and wanted not in names else [])])
            pick.setCurrentText(wanted or names[0])
        pick.updateGeometry()
        pick.update()

    def _choose_segment(self) -> None:
        if self.segment.currentText() != THESE:
            self._where = None
        self._say_whom()

    def _say_whom(self) -> None:
        """The conditions in words, since the name of a segment hides them."""
        tree = self._where or self._choices.segments.get(self.segment.currentText())
        self.whom.setText(words(tree) if tree is not None else "")
        self.whom.setVisible(tree is not None)

    def _want_conditions(self) -> None:
        name = self.segment.currentText()
        self.segment_wanted.emit(self._where or self._choices.segments.get(name))

    def _want_save(self) -> None:
        """What cannot be a list is said here, before anything is written."""
        self.tell("")
        facts = self._told()
        if facts is not None:
            self.save_wanted.emit(facts, self._where)

    def _told(self) -> ListFacts | None:
        """What was filled in, or None; the keys then go to the first field at fault."""
        opens, closes, rules = self.opens.moment(), self.closes.moment(), self.rules.rules()
        name = " ".join(self.name.text().split())
        segment, script = self.segment.currentText(), self.script.currentText()
        is_backwards = opens is not None and closes is not None and closes <= opens
        self._name_row.tell("" if name else "A list needs a name.")
        self._time_row.tell("It would close before it opens." if is_backwards else "")
        wrong = [row for row in (self._name_row, self._time_row) if row.fault.text()]
        for row in [*wrong, *self.rules.faults()][:1]:
            self._area.ensureWidgetVisible(row)
            row.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if wrong or rules is None:
            return None
        return replace(
            self._facts,
            name=name,
            segment=None if segment in {WHOLE_ROLL, THESE} else segment,
            script=None if script == USUAL_NAME else script,
            rules=rules,
            priority=self.priority.value(),
            opens_at=opens,
            closes_at=closes,
            callers=self.callers.names(),
            for_mp=self.for_mp.isChecked(),
        )

    def _dress(self) -> None:
        self.name.setAccessibleName("Name of the list")
        self.name.setPlaceholderText("Affiliates who have not returned ballots")
        self.name.setMaxLength(LONGEST_NAME)
        for pick in (self.segment, self.script):
            pick.setMaximumWidth(PICK_WIDEST)
        self.conditions.set_hint("Put conditions together, or change those of the segment")
        self.priority.setToolTip("Where several lists are open, the highest is rung first")
        self.for_mp.setToolTip("It takes whom callers pass on, and the MPs’ own callbacks")
        self.fault.hide()
        self.segment.activated.connect(self._choose_segment)
        self.conditions.clicked.connect(self._want_conditions)
        self.save.clicked.connect(self._want_save)
        self.cancel.clicked.connect(self.cancelled)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 12, 8)
        rows.setSpacing(8)
        self._name_row = FormRow("Name", self.name)
        self._time_row = FormRow("Closes at", self.closes)
        everybody = ElidedLabel("Nobody ticked: everybody may work it", fonts.caption, "text2")
        for row in (
            self._name_row,
            FormRow("Rings", self.segment, self.conditions, beneath=self.whom),
            FormRow("Says", self.script),
            FormRow("Opens at", self.opens),
            self._time_row,
            FormRow("Priority", self.priority, ElidedLabel("highest first", tone="text2")),
            FormRow("MPs", self.for_mp),
            FormRow("Callers", self.callers),
            FormRow("", everybody),
            self.rules,
        ):
            rows.addWidget(row)
        rows.addStretch(1)
        self._area = scrolled(inside, "The list")
        self._stack_up()

    def _stack_up(self) -> None:
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addWidget(self.fault, 3)
        end.addStretch(1)
        end.addWidget(self.cancel)
        end.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self._area, 1)
        column.addLayout(end)
