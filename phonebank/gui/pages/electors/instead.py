"""What stands where the electors would, when there are none to show: why, and what to do."""

from PySide6.QtWidgets import QWidget

from phonebank.gui.widgets.buttons import PrimaryButton
from phonebank.gui.widgets.empty_state import EmptyState

NO_ROLL = (
    "No electors yet",
    "Import the roll: a file of any spreadsheet program or database will do. Choose it here, or "
    "drop it anywhere on this window.",
)


class NoElectors(EmptyState):
    """Without a roll the way to import one; otherwise why nobody is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bring_in = PrimaryButton("Import a roll…", icon="file")
        self.add(self.bring_in)

    def say_no_roll(self) -> None:
        self._say(*NO_ROLL)
        self.bring_in.show()

    def say_not_found(self, text: str) -> None:
        said = f"Nobody on the roll has “{text}” in a name or number."
        self._say("Nobody found", f"{said} Type fewer letters of each name.")

    def say_nobody(self, segment: str) -> None:
        """Nobody meets the conditions, which are called `segment`."""
        self._say("Nobody there", f"There are no electors {segment or 'in this segment'}.")

    def say_refused(self, sentence: str) -> None:
        self._say("Electors are not shown", sentence)

    def _say(self, heading: str, sentence: str) -> None:
        self.bring_in.hide()
        self.say(heading, sentence)
