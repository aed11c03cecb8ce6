"""What a person chooses on the steps goes into the draft; none of it needs a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.domain.dates import DateOrder
    from phonebank.gui.pages.importing.draft import Draft
    from phonebank.gui.pages.importing.frame import ImportFrame
    from phonebank.services.importing import ImportKind


class Choosing(QObject):
    """Tells `changed` after what may open or close the way on; `draft` answers the present one."""

    changed = Signal()

    def __init__(self, frame: ImportFrame, draft: Callable[[], Draft | None]) -> None:
        super().__init__(frame)
        self._frame, self._draft = frame, draft
        frame.file.kind_chosen.connect(self._choose_kind)
        frame.columns.chosen.connect(self._choose_columns)
        frame.columns.dates_chosen.connect(self._choose_dates)
        frame.check.take_off_chosen.connect(self._choose_take_off)
        frame.emptying_allowed.connect(self._allow_emptying)

    def _choose_kind(self, kind: ImportKind) -> None:
        if (draft := self._draft()) is not None:
            draft.kind = kind

    def _choose_columns(self, field: str, headers: Sequence[str]) -> None:
        if (draft := self._draft()) is not None:
            draft.choose_columns(field, headers)
            self._frame.columns.show_draft(draft)
            self.changed.emit()

    def _choose_dates(self, order: DateOrder) -> None:
        if (draft := self._draft()) is not None:
            draft.date_order = order
            self.changed.emit()

    def _choose_take_off(self, is_chosen: bool) -> None:
        if (draft := self._draft()) is not None:
            draft.take_missing_off = is_chosen

    def _allow_emptying(self) -> None:
        if (draft := self._draft()) is not None:
            draft.may_blank = True
            self.changed.emit()
