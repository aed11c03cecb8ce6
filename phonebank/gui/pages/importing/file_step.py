"""The first step: what the file really is, how its text is to be read, and its first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from phonebank.domain.figures import count
from phonebank.domain.files import Question, Reading
from phonebank.gui.models.text_model import TextRow
from phonebank.gui.pages.importing import words
from phonebank.gui.pages.importing.encodings import EncodingChoice
from phonebank.gui.pages.importing.facts import Sentences, StackedFact
from phonebank.gui.pages.importing.split_card import SplitCard
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.text_table import TextTable
from phonebank.services.importing import ImportKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from phonebank.domain.files import FileLook
    from phonebank.gui.pages.importing.draft import Draft

HEADER_LINES = 15
MOST = 100  # columns that are shown; all of them may be chosen in the next step
NO_HEADERS = "none"
ASK_HEADER = "Is the right line taken for the headers? What stands above it is left out."
ASK_SHEET = "Is this the right sheet? There are several."


class FileStep(SplitCard):
    """Tells `reread` with the parts of a Reading that were chosen, and `kind_chosen`."""

    reread = Signal(object)
    kind_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: FileLook | None = None
        self.read_as = StackedFact("Read as")
        self.how_large = StackedFact("Size")
        self.kind = Pick("It holds")
        self.delimiter = Pick("Cells end at a")
        self.sheet = Pick("Sheet")
        self.header = Pick("Headers in line")
        self.encoding = EncodingChoice()
        self.notices = Sentences()
        self.table = TextTable("First rows of the file")
        self.about = ElidedLabel("First rows", role=fonts.strong)
        self._fill_kinds()
        self._lay_out()
        self.kind.activated.connect(self._tell_kind)
        self.delimiter.activated.connect(self._reread_delimiter)
        self.sheet.activated.connect(self._reread_sheet)
        self.header.activated.connect(self._reread_header)
        self.encoding.chosen.connect(lambda name: self._reread(encoding=name))

    def show_draft(self, draft: Draft) -> None:
        """Show the look of the draft; without one the file is being looked at."""
        self.kind.setCurrentIndex(list(words.KINDS).index(draft.kind))
        look = self._look = draft.look
        if look is None:
            return
        self.read_as.show_fact(words.sentence_case(look.read_as))
        self.how_large.show_fact(words.size(look.size))
        self._show_delimiter(look.reading)
        self._show_sheets(look)
        self._show_header(look.reading)
        self.encoding.show_look(look)
        self.notices.show_sentences(_asked(look), look.notices)
        self._show_rows(look)

    def _show_rows(self, look: FileLook) -> None:
        rows = [TextRow([words.visible(cell) for cell in cells[:MOST]]) for cells in look.samples]
        told = f"First {words.rows(len(rows))}" if rows else "No rows"
        wide = f", the first {MOST} of {count(len(look.headers))} columns"
        self.about.setText(told + (wide if len(look.headers) > MOST else ""))
        self.table.show_rows([words.visible(header) for header in look.headers[:MOST]], rows)

    def _show_delimiter(self, reading: Reading) -> None:
        self.delimiter.setVisible(bool(reading.delimiter))
        signs = dict(words.DELIMITERS)
        signs.setdefault(reading.delimiter, f"sign  {words.visible(reading.delimiter)}")
        _fill(self.delimiter, signs.values(), list(signs).index(reading.delimiter or ","))

    def _show_sheets(self, look: FileLook) -> None:
        self.sheet.setVisible(len(look.sheets) > 1)
        named = [_sheet_words(*sheet) for sheet in look.sheets]
        names = [sheet.name for sheet in look.sheets]
        if look.reading.sheet in names:
            _fill(self.sheet, named, names.index(look.reading.sheet))

    def _show_header(self, reading: Reading) -> None:
        taken = reading.header_line if reading.header_line is not None else 1
        lines = [NO_HEADERS, *(str(n) for n in range(1, max(HEADER_LINES, taken) + 1))]
        _fill(self.header, lines, taken)

    def _tell_kind(self, place: int) -> None:
        self.kind_chosen.emit(list(words.KINDS)[place])

    def _reread_delimiter(self, place: int) -> None:
        signs = list(words.DELIMITERS)
        if place < len(signs):
            self._reread(delimiter=signs[place])

    def _reread_sheet(self, place: int) -> None:
        assert self._look is not None
        self._reread(sheet=self._look.sheets[place].name)

    def _reread_header(self, place: int) -> None:
        self._reread(header_line=place)

    def _reread(self, **changes: str | int | None) -> None:
        self.reread.emit(changes)

    def _fill_kinds(self) -> None:
        self.kind.addItems(list(words.KINDS.values()))
        assert next(iter(words.KINDS)) is ImportKind.ROLL

    def _lay_out(self) -> None:
        self.side.addWidget(ElidedLabel("What this file is", role=fonts.question))
        self.side.addWidget(self.read_as)
        self.side.addWidget(self.how_large)
        for pick in (self.kind, self.sheet, self.delimiter, self.header):
            self.keep_left(pick)
        self.side.addWidget(self.encoding)
        self.side.addWidget(self.notices)
        head = QVBoxLayout()
        head.setContentsMargins(10, 4, 0, 0)
        head.addWidget(self.about)
        self.main.addLayout(head)
        self.main.addWidget(self.table, 1)


def _fill(pick: Pick, items: Iterable[str], chosen: int) -> None:
    pick.clear()
    pick.addItems(list(items))
    pick.setCurrentIndex(chosen)


def _sheet_words(name: str, number: int, is_hidden: bool) -> str:
    return f"{words.visible(name)}, {words.rows(number)}{', hidden' if is_hidden else ''}"


def _asked(look: FileLook) -> Sequence[str]:
    asked = ((Question.HEADER, ASK_HEADER), (Question.SHEET, ASK_SHEET))
    return [sentence for question, sentence in asked if question in look.questions]
