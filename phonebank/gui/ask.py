"""Every question the program puts to a person in a dialog; tests answer with a fake."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


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

    def tell(self, title: str, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Information, title, sentence, parent=self.parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()
