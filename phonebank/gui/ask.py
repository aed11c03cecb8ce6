"""Every question the program puts to a person in a dialog; tests answer with a fake."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from phonebank.gui.widgets.palette import wear

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Unsaved(Enum):
    """What becomes of changes that were not saved yet."""

    SAVE = "save"
    DISCARD = "discard"


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

    def which_printer(self, title: str) -> QPrinter | None:
        """A printer that is set up as the person wants it; what it needs is loaded only now."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self.parent)
        dialog.setWindowTitle(title)
        wear(dialog)
        return printer if dialog.exec() else None

    def passphrase(self, title: str, sentence: str) -> str | None:
        """The passphrase of what is encrypted; it is never shown and never kept."""
        dialog = QInputDialog(self.parent)
        dialog.setWindowTitle(title)
        dialog.setLabelText(sentence)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        wear(dialog)
        return dialog.textValue() if dialog.exec() else None

    def about_changes(self, title: str, sentence: str) -> Unsaved | None:
        """Before what was changed is left: save it, or drop it?"""
        box = QMessageBox(QMessageBox.Icon.Question, title, sentence, parent=self.parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answers = {buttons.Save: Unsaved.SAVE, buttons.Discard: Unsaved.DISCARD}
        return answers.get(buttons(box.exec()))

    def may_go_on(self, title: str, sentence: str, action: str) -> bool:
        """Before what many would notice: `action` are the words of the button that goes on."""
        box = QMessageBox(QMessageBox.Icon.Question, title, sentence, parent=self.parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        go_on = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is go_on

    def tell(self, title: str, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Information, title, sentence, parent=self.parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()
