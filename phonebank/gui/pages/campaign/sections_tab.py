"""The tab of sections with what is known of their sizes, and of affiliates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from phonebank.domain.contest import Affiliate, Section, SectionSize
from phonebank.domain.contest_edits import Edited
from phonebank.gui.pages.campaign.lines import Column, LineRow, LineRows, TextLine, note
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.pages.campaign.values import day_typed, day_words, whole_typed, whole_words
from phonebank.gui.pages.campaign.writing import keeping
from phonebank.gui.widgets.cards import Divider
from phonebank.gui.widgets.ticks import Option
from phonebank.gui.widgets.titled_card import TitledCard

if TYPE_CHECKING:
    from phonebank.domain.contest_edits import ContestEdit
    from phonebank.gui.pages.campaign.tab import CampaignNow, Change

SECTIONS = (Column("Section"),)
SIZES = (
    Column("Weigh by", 84),
    Column("Electors", 96),
    Column("According to"),
    Column("As of", 116),
)
AFFILIATES = (Column("Affiliate"), Column("Kind", 200))
ABOUT_SIZES = (
    "Sources seldom agree: give every size you know, and mark the one to weigh by in each section."
)


class SizeRow(LineRow):
    """How many electors a section has according to one source."""

    def __init__(self, size: SectionSize | None, used: QButtonGroup) -> None:
        super().__init__(None)
        self.is_used = Option("This one")
        self.value = TextLine("Electors", whole_words(size.value) if size else "", "343 500")
        self.source = TextLine("According to", size.source if size else "", "who said so", 300)
        self.as_of = TextLine("As of", day_words(size.as_of) if size else "", "22 Aug 2016", 40)
        used.addButton(self.is_used)
        self.is_used.setChecked(bool(size and size.used))
        self.is_used.setToolTip("Weigh this section by this size")
        fields = (self.is_used, self.value, self.source, self.as_of)
        self.lay_out(SIZES, *fields, counts=False)
        self.name_it("this size")

    def line(self) -> SectionSize:
        """As it is typed; InputRefused for what is no number or no day."""
        return SectionSize(
            value=whole_typed(self.value.text(), "the size of a section"),
            source=self.source.text().strip(),
            as_of=day_typed(self.as_of.text(), "the size of a section"),
            used=self.is_used.isChecked(),
        )


class SectionRow(LineRow):
    """One section, its sizes under it."""

    def __init__(self, section: Section, was: str | None, used: int) -> None:
        super().__init__(was, used)
        self._used_size = QButtonGroup(self)
        self.name = TextLine("Section", section.name, "full member")
        self.sizes = LineRows(SIZES, "Add a size", self._new_size, counts=False)
        self.sizes.setContentsMargins(24, 0, 0, 6)  # under the name they belong to
        self.sizes.show_rows([SizeRow(size, self._used_size) for size in section.sizes])
        self.sizes.changed.connect(self.changed)
        self.lay_out(SECTIONS, self.name)
        self.name_it(section.name)
        self.under(self.sizes)
        self.under(Divider())

    def line(self) -> Section:
        """As it is typed, with its sizes."""
        return Section(self.name.text().strip(), [row.line() for row in self.sizes.rows])

    def typed(self) -> object:
        return super().typed(), self.sizes.typed()

    def _new_size(self) -> SizeRow:
        row = SizeRow(None, self._used_size)
        row.is_used.setChecked(not self.sizes.rows)
        return row


class AffiliateRow(LineRow):
    """One trade union or society, and what kind it is."""

    def __init__(self, line: Affiliate, was: str | None, used: int) -> None:
        super().__init__(was, used)
        self.name = TextLine("Affiliate", line.name, "GMB")
        self.kind = TextLine("Kind", line.kind, "trade union")
        self.lay_out(AFFILIATES, self.name, self.kind)
        self.name_it(line.name)

    def line(self) -> Affiliate:
        """As it is typed."""
        return Affiliate(self.name.text().strip(), self.kind.text().strip())


class SectionsTab(Tab):
    """Save keeps sections and affiliates at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = LineRows(SECTIONS, "Add a section", _new_section)
        self.affiliates = LineRows(AFFILIATES, "Add an affiliate", _new_affiliate)
        sections, affiliates = TitledCard("Sections"), TitledCard("Affiliates")
        sections.body.addWidget(note(ABOUT_SIZES))
        sections.body.addWidget(self.sections)
        affiliates.body.addWidget(self.affiliates)
        self.sections.changed.connect(self.changed)
        self.affiliates.changed.connect(self.changed)
        self.add(sections, affiliates)

    def fill(self, now: CampaignNow) -> None:
        used = now.used
        self.sections.show_rows(
            [SectionRow(one, was, used.sections.get(one.name, 0)) for was, one in now.edit.sections]
        )
        affiliates = [
            AffiliateRow(line, was, used.affiliates.get(line.name, 0))
            for was, line in now.edit.affiliates
        ]
        self.affiliates.show_rows(affiliates)

    def typed(self) -> object:
        return self.sections.typed(), self.affiliates.typed()

    def wanted(self, now: CampaignNow) -> Change:
        return keeping(self._taken(now.edit))

    def _taken(self, edit: ContestEdit) -> ContestEdit:
        return replace(
            edit,
            sections=[Edited(row.was, row.line()) for row in self.sections.rows],
            affiliates=[Edited(row.was, row.line()) for row in self.affiliates.rows],
        )


def _new_section() -> SectionRow:
    return SectionRow(Section(""), None, 0)


def _new_affiliate() -> AffiliateRow:
    return AffiliateRow(Affiliate("", ""), None, 0)
