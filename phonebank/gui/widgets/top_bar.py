"""The bar over every page: campaign, days to the close of ballots, finding, who is here, help."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import IconButton
from phonebank.gui.widgets.cards import Bar, Divider
from phonebank.gui.widgets.faces import Kind
from phonebank.gui.widgets.icons import NORMAL, paint_icon
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.shapes import cap_width, paint_box, paint_cap, paint_ring, paint_words
from phonebank.gui.widgets.theme import theme_now

HEIGHT = 48
_FIELD_WIDTH = 288
_SMALL_FIELD = 240


class FindField(PaintedButton):
    """Looks like a field and opens the finder, which has the real one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = "Find an elector"
        super().__init__(words, "Ctrl+K", "search", Kind.QUIET, 32, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_FIELD_WIDTH, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(_SMALL_FIELD, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = theme_now(), self.state()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if state.is_ringed:
            box = paint_ring(painter, box, theme)
        border = theme.control if state.is_hovered or state.is_pressed else theme.line
        paint_box(painter, box, theme.window, border)
        paint_icon(painter, QRectF(10, 8, NORMAL, NORMAL), self._icon, theme.text2)
        cap = self.width() - cap_width(self._key) - 8
        words = QRectF(34, 0, cap - 8 - 34, self.height())
        paint_words(painter, words, self._words, fonts.body(), theme.text3)
        paint_cap(painter, cap, self.height() / 2, self._key, theme.sunken, theme.text2)


class TopBar(Bar):
    """48 px high. Empty words are left out with their place."""

    find_wanted = Signal()
    help_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Edge.BottomEdge, parent)
        self.setFixedHeight(HEIGHT)
        self.campaign = ElidedLabel(role=fonts.fact)
        self.close_in = ElidedLabel(role=fonts.button)
        self.close_at = ElidedLabel(tone="text3")
        self.finder = FindField()
        self.person = ElidedLabel(role=fonts.button)
        self.role = ElidedLabel(tone="text3")
        self.help = IconButton("help", "Help for this page", "F1", size=28)
        self.leave = IconButton("lock", "Sign out", "Ctrl+L", size=28)
        self.leave.clicked.connect(self.leave_wanted)
        self._divider = Divider(16)
        self.finder.clicked.connect(self.find_wanted)
        self.help.clicked.connect(self.help_wanted)
        self._lay_out()

    def show_campaign(self, name: str, close_in: str = "", close_at: str = "") -> None:
        """Name of the campaign, "Ballots close in 13 days", "Wed 21 Sep, 12:00"."""
        self._fill(self.campaign, name)
        self._fill(self.close_in, close_in)
        self._fill(self.close_at, close_at)
        self._divider.setVisible(bool(close_in))

    def show_person(self, name: str, role: str = "") -> None:
        """Who is signed in, and as what."""
        self._fill(self.person, name)
        self._fill(self.role, role)

    def set_compact(self, is_compact: bool) -> None:
        """In a small window the date of the close is only in the tooltip of the days."""
        self.close_at.setVisible(not is_compact and bool(self.close_at.text()))
        self.close_in.setToolTip(self.close_at.text())

    def _fill(self, label: ElidedLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.campaign)
        row.addWidget(self._divider)
        row.addWidget(self.close_in)
        row.addWidget(self.close_at)
        row.addStretch(1)
        row.addWidget(self.finder)
        row.addSpacing(4)
        row.addWidget(self.person)
        row.addWidget(self.role)
        row.addWidget(self.help)
        row.addWidget(self.leave)
