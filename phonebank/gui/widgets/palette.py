"""Dressing the application: palette and stylesheet from the theme, following the system."""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme, current_theme

_Role = QPalette.ColorRole
_TOKENS = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "text",
    _Role.PlaceholderText: "text3",
    _Role.Light: "surface",
    _Role.Midlight: "hover",
    _Role.Mid: "control",
    _Role.Dark: "control",
    _Role.Shadow: "line",
    _Role.Highlight: "ink",
    _Role.HighlightedText: "on_ink",
    _Role.Link: "text",
    _Role.LinkVisited: "text2",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "text",
    _Role.Accent: "ink",
}
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Appearance(StrEnum):
    """What the setting may say."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def palette(theme: Theme) -> QPalette:
    """Qt's palette in the colours of `theme`, for everything that we do not paint ourselves."""
    made = QPalette()
    for role, token in _TOKENS.items():
        made.setColor(role, theme.tone(token))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.text3)
    for role in (_Role.Base, _Role.Button):
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.sunken)
    return made


def stylesheet(theme: Theme) -> str:
    """The few rules that Fusion and the palette cannot say."""
    surface, text = theme.surface.name(), theme.text.name()
    sunken, line, control = theme.sunken.name(), theme.line.name(), theme.control.name()
    ring, on_surface = f"border: 2px solid {theme.focus.name()};", f"background: {surface};"
    selection = f"selection-background-color: {theme.sel.name()}; selection-color: {text};"
    grip = "min-height: 32px; min-width: 32px;"
    parts = ("add-line", "sub-line", "add-page", "sub-page")
    arrows = ", ".join(f"QScrollBar::{part}" for part in parts)
    offered = "OfferedList::item { min-height: 24px; padding-left: 8px; }"
    header = f"border: none; border-bottom: 1px solid {control};"
    return f"""
QLineEdit, QPlainTextEdit {{ border: 1px solid {control}; border-radius: 6px; {on_surface} }}
QLineEdit {{ padding: 0 10px; min-height: 30px; }}
QLineEdit:focus {{ {ring} padding: 0 9px; min-height: 28px; }}
QPlainTextEdit {{ padding: 5px 7px; }}
QPlainTextEdit:focus {{ {ring} padding: 4px 6px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {sunken}; border-color: {sunken}; }}
QAbstractItemView {{ {on_surface} border: none; gridline-color: {line}; {selection} }}
QComboBox QAbstractItemView, OfferedList {{ border: 1px solid {control}; }} {offered}
QHeaderView::section {{ {on_surface} {header} padding: 0 8px; min-height: 35px; }}
QScrollBar {{ width: 8px; height: 8px; background: transparent; }}
QScrollBar::handle {{ background: {control}; border-radius: 4px; {grip} }}
{arrows} {{ width: 0; height: 0; background: none; }}
"""


def apply(app: QApplication, theme: Theme) -> None:
    """Show `theme` everywhere: palette, stylesheet, font, and a repaint of every widget."""
    current_theme.show(theme)
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    QToolTip.setPalette(palette(theme))
    app.setFont(fonts.body())
    for window in app.topLevelWidgets():
        window.update()


def wear(part: QWidget) -> bool:
    """Dress this part of a window in the sheet of the theme now; whether it wore another before.

    A sheet for each page, neither the window's nor the application's: Qt styles anew whatever is
    under a sheet that changes, half a second of a window with all its pages; and under an
    application's every widget each time that it or one above it is put into another.
    """
    sheet = stylesheet(current_theme.theme)
    if part.styleSheet() == sheet:
        return False
    part.setStyleSheet(sheet)
    return True


class Dress(QObject):
    """Keeps the application in the theme its setting asks for, or the system."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = Appearance.SYSTEM
        self._is_applying = False
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, appearance: Appearance) -> None:
        """Take the theme of `appearance` now, and remember it for when the system changes."""
        self._appearance = appearance
        # The frame round the window is the system's: it should know what we are about to paint.
        self._app.styleHints().setColorScheme(
            _SCHEMES.get(appearance.value, Qt.ColorScheme.Unknown)
        )
        self._follow()

    def theme(self) -> Theme:
        """What setting and system ask for together; a system that says nothing is light."""
        if self._appearance is Appearance.SYSTEM:
            is_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            is_dark = self._appearance is Appearance.DARK
        return DARK if is_dark else LIGHT

    def _follow(self) -> None:
        if self._is_applying:  # setting a palette may itself make the platform speak again
            return
        self._is_applying = True
        apply(self._app, self.theme())
        self._is_applying = False
