"""Every question the program puts to a person in a dialog; tests answer with a fake."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget


class Ask:
    """Asks in dialogs over `parent`; None always means that the person thought better of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def where_to_save(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """A path to write to; the dialog has asked about replacing what is there."""
        chosen, _ = QFileDialog.getSaveFileName(self.parent, title, str(suggested), kinds)
        return Path(chosen) if chosen else None

    def which_file(self, title: str, folder: Path, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self.parent, title, str(folder), kinds)
        return Path(chosen) if chosen else None

    def which_of(self, title: str, question: str, options: Sequence[str]) -> str | None:
        chosen, agreed = QInputDialog.getItem(
            self.parent, title, question, list(options), editable=False
        )
        return chosen if agreed else None

    def text(self, title: str, question: str, suggested: str = "") -> str | None:
        typed, agreed = QInputDialog.getText(self.parent, title, question, text=suggested)
        return typed if agreed else None

    def agrees(self, title: str, question: str) -> bool:
        return self._box(QMessageBox.Icon.Question, title, question, with_no=True)

    def tell(self, title: str, sentence: str) -> None:
        self._box(QMessageBox.Icon.Information, title, sentence, with_no=False)

    def _box(self, icon: QMessageBox.Icon, title: str, text: str, *, with_no: bool) -> bool:
        box = QMessageBox(icon, title, text, parent=self.parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        box.setStandardButtons(yes | no if with_no else QMessageBox.StandardButton.Ok)
        return box.exec() == yes
