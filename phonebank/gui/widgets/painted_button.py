"""The button under all our buttons: it knows its state, its ring and its measure."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import AnswerColours, answer_colours
from phonebank.gui.widgets.faces import ButtonState, Face, Kind, face
from phonebank.gui.widgets.icons import NORMAL, paint_icon
from phonebank.gui.widgets.shapes import (
    CONTROL_RADIUS,
    cap_width,
    paint_box,
    paint_cap,
    paint_ring,
    paint_words,
)
from phonebank.gui.widgets.theme import Theme, theme_now

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_RETURNING = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_INNER_RADIUS = 5.0  # of a face with the ring round it


def is_ringed_after(reason: Qt.FocusReason, before: bool) -> bool:
    """Whether focus that came for `reason` is ringed; coming back to a window changes nothing."""
    return before if reason in _RETURNING else reason in _KEYBOARD


class PaintedButton(QAbstractButton):
    """A button of plain words, perhaps with an icon and the cap of its key; nothing moves in it."""

    icon_gap = 8
    cap_gap = 10
    is_cap_first = False
    is_strong = False  # in every state, whatever its kind

    def __init__(
        self,
        words: str,
        key: str = "",
        icon: str = "",
        kind: Kind = Kind.NEUTRAL,
        height: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._key, self._icon, self._kind = words, key, icon, kind
        self._height = height
        self._colour = ""
        self._hint = ""
        self._is_ringed = False
        self._is_receded = False
        self._measured: tuple[object, int] = (None, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name()

    def text(self) -> str:
        return self._words

    def setText(self, words: str) -> None:
        """Plain words: an ampersand is one, and makes no shortcut."""
        self._words = words
        self._name()
        self._remeasure()

    def key(self) -> str:
        """The key as it stands on the cap, empty if there is none."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show another key on the cap, or none."""
        self._key = key
        self._name()
        self._remeasure()

    def set_hint(self, hint: str) -> None:
        """What the tooltip says in place of the words, such as why the button is disabled."""
        self._hint = hint
        self._name()

    def set_height(self, height: int) -> None:
        """Height in px: 40 answers and primary, 36 in a small window, 32 details, 28 in cards."""
        self._height = height
        self._remeasure()

    def set_receded(self, is_receded: bool) -> None:
        """Paler words, for the other answers of a question that is answered."""
        self._is_receded = is_receded
        self.update()

    def state(self) -> ButtonState:
        """What the face is chosen by."""
        return ButtonState(
            is_enabled=self.isEnabled(),
            is_hovered=self.underMouse(),
            is_pressed=self.isDown(),
            is_ringed=self._is_ringed and self.hasFocus(),
            is_chosen=self.isChecked(),
            is_receded=self._is_receded,
        )

    def colours(self, theme: Theme) -> AnswerColours | None:
        """The colours of the answer that this button gives, None for all others."""
        return answer_colours(self._colour, theme) if self._colour else None

    def sizeHint(self) -> QSize:
        return QSize(self._measure(), self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = theme_now(), self.state()
        shown = face(self._kind, state, self.colours(theme), theme)
        painter = QPainter(self)
        box, radius = QRectF(self.rect()), CONTROL_RADIUS
        if state.is_ringed:
            box, radius = paint_ring(painter, box, theme), _INNER_RADIUS
        paint_box(painter, box, shown.fill, shown.border, shown.border_width, radius)
        self._paint_parts(painter, shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_ringed = is_ringed_after(event.reason(), self._is_ringed)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_ringed = False
        super().mousePressEvent(event)

    def _paint_parts(self, painter: QPainter, shown: Face) -> None:
        left: float = (self.width() - self._measure()) // 2 + self._lead()
        middle = self.height() / 2
        if self._key and self.is_cap_first:
            left = self._paint_key(painter, left, shown) + self.icon_gap
        if self._icon:
            box = QRectF(left, round(middle - NORMAL / 2), NORMAL, NORMAL)
            paint_icon(painter, box, self._icon, self._icon_colour(shown))
            left += NORMAL + self.icon_gap
        words = QRectF(left, 0, self._words_width() + 1, self.height())
        style = fonts.strong() if shown.is_strong else fonts.button()
        paint_words(painter, words, self._words, style, shown.words)
        if self._key and not self.is_cap_first:
            self._paint_key(painter, round(left + self._words_width() + self.cap_gap), shown)

    def _paint_key(self, painter: QPainter, left: float, shown: Face) -> float:
        if shown.cap is not None:
            paint_cap(painter, left, self.height() / 2, self._key, shown.cap, shown.cap_words)
        return left + cap_width(self._key)

    def _icon_colour(self, shown: Face) -> QColor:
        return shown.words

    def _measure(self) -> int:
        """Width in px, measured once for the same words: layouts ask dozens of times."""
        what = self._words, self._key, self._height, self.isCheckable()
        if self._measured[0] != what:
            self._measured = what, self._measured_width()
        return self._measured[1]

    def _measured_width(self) -> int:
        width: float = self._lead() + self._words_width() + self._tail()
        if self._icon:
            width += NORMAL + self.icon_gap
        if self._key:
            width += cap_width(self._key) + (self.icon_gap if self.is_cap_first else self.cap_gap)
        return round(width)

    def _words_width(self) -> float:
        width = fonts.text_width(self._words, fonts.button())
        if self.is_strong or self.isCheckable() or self._kind is Kind.PRIMARY:
            return max(width, fonts.text_width(self._words, fonts.strong()))
        return width

    def _lead(self) -> int:
        return 10 if (self._key and self.is_cap_first) or self._height <= 28 else 12

    def _tail(self) -> int:
        if self._key:
            return 14 if self.is_cap_first else 10
        return 10 if self._height <= 28 else 12

    def _name(self) -> None:
        super().setText(self._words.replace("&", "&&"))
        said = self._hint or self._words
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(f"{said}, key {self._key}" if self._key else self._hint)
        self.setToolTip(f"{said} ({self._key})" if self._key else said)

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
