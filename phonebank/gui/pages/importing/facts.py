"""Small parts of the side of a step: a fact under its caption, sentences under each other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.icon_label import IconLabel
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice
from phonebank.gui.widgets.spaced_text import SpacedText

CAPTION = 64


class StackedFact(QWidget):
    """A caption and what is known, which may take several lines."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = ElidedLabel(caption, tone="text3")
        self.caption.setFixedWidth(CAPTION)
        self.fact = SpacedText()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        column = QVBoxLayout()
        column.addWidget(self.caption)
        column.addStretch(1)
        row.addLayout(column)
        row.addWidget(self.fact, 1)

    def show_fact(self, words: str) -> None:
        self.fact.setText(words)


class Sentences(QWidget):
    """What is worth knowing of a file; without any there is no place for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)
        self._shown: list[QWidget] = []
        self._texts: list[str] = []

    def show_sentences(self, asked: Sequence[str], told: Sequence[str]) -> None:
        """`asked` are amber, for somebody must look at them; `told` are not."""
        for old in self._shown:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        notices = [Notice(*_in_two(sentence)) for sentence in asked]
        lines = [IconLabel("info", SpacedText(sentence, tone="text2")) for sentence in told]
        self._shown, self._texts = [*notices, *lines], [*asked, *told]
        for part in self._shown:
            self._column.addWidget(part)
        self.setVisible(bool(self._shown))

    def texts(self) -> list[str]:
        return self._texts


def _in_two(text: str) -> tuple[str, str]:
    """The first sentence, which is strong, and the rest."""
    end = max(text.find(". "), text.find("? "))
    return (text[: end + 1], text[end + 2 :]) if end > 0 else (text, "")


class Listed(QWidget):
    """Plain lines with a smaller one under each, such as columns that are not used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._shown: list[QWidget] = []
        self._texts: list[str] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Each is the words and the smaller words under them, which may be empty."""
        for old in self._shown:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown, self._texts = [], [words for words, _ in lines]
        for words, under in lines:
            self._shown.append(ElidedLabel(words))
            if under:
                self._shown.append(ElidedLabel(under, role=fonts.caption, tone="text3"))
        for part in self._shown:
            self._column.addWidget(part)

    def texts(self) -> list[str]:
        return self._texts
