"""Every colour of the window by name, light and dark, and which of the two is on the screen now."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor


@dataclass(frozen=True, eq=False)
class Theme:
    """One column of colours. Never change a colour in place: copy it with `colours.faded`."""

    name: str
    window: QColor
    surface: QColor
    sunken: QColor
    hover: QColor
    line: QColor
    control: QColor
    text: QColor
    text2: QColor
    text3: QColor
    ink: QColor
    on_ink: QColor
    ink_soft: QColor
    sel: QColor
    focus: QColor
    ours: QColor
    ours_text: QColor
    ours_fill: QColor
    on_ours: QColor
    ours_soft: QColor
    rival: QColor
    rival_text: QColor
    rival_fill: QColor
    on_rival: QColor
    rival_soft: QColor
    und: QColor
    und_text: QColor
    und_fill: QColor
    on_und: QColor
    und_soft: QColor
    warn_bg: QColor
    warn_line: QColor
    warn_text: QColor
    ok: QColor

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def tone(self, name: str) -> QColor:
        """The colour of a token by its name, as in `theme.tone("text2")`."""
        colour = getattr(self, name)
        if not isinstance(colour, QColor):
            raise TypeError(f"{name} is no colour of the theme")
        return colour


LIGHT = Theme(
    name="light",
    window=QColor("#F3F5F6"),
    surface=QColor("#FFFFFF"),
    sunken=QColor("#ECEFF1"),
    hover=QColor("#F0F3F5"),
    line=QColor("#DADFE3"),
    control=QColor("#87939B"),
    text=QColor("#172026"),
    text2=QColor("#47535B"),
    text3=QColor("#5B6870"),
    ink=QColor("#1F3442"),
    on_ink=QColor("#FFFFFF"),
    ink_soft=QColor("#E2E8EC"),
    sel=QColor("#E6EEF6"),
    focus=QColor("#1B62C4"),
    ours=QColor("#0B6E6E"),
    ours_text=QColor("#0B6E6E"),
    ours_fill=QColor("#0B6E6E"),
    on_ours=QColor("#FFFFFF"),
    ours_soft=QColor("#D3E8E7"),
    rival=QColor("#D1495B"),
    rival_text=QColor("#B4374A"),
    rival_fill=QColor("#B4374A"),
    on_rival=QColor("#FFFFFF"),
    rival_soft=QColor("#F8DDE1"),
    und=QColor("#7B848B"),
    und_text=QColor("#56616A"),
    und_fill=QColor("#56616A"),
    on_und=QColor("#FFFFFF"),
    und_soft=QColor("#E4E7E9"),
    warn_bg=QColor("#FFF4D9"),
    warn_line=QColor("#D9A73A"),
    warn_text=QColor("#664700"),
    ok=QColor("#2C6B3E"),
)

DARK = Theme(
    name="dark",
    window=QColor("#11161A"),
    surface=QColor("#1A2126"),
    sunken=QColor("#232B31"),
    hover=QColor("#222A30"),
    line=QColor("#323C43"),
    control=QColor("#6F7D86"),
    text=QColor("#E9EDEF"),
    text2=QColor("#B4BEC4"),
    text3=QColor("#98A4AB"),
    ink=QColor("#D5DEE4"),
    on_ink=QColor("#12191E"),
    ink_soft=QColor("#2C373F"),
    sel=QColor("#243342"),
    focus=QColor("#79B0FF"),
    ours=QColor("#45B5AF"),
    ours_text=QColor("#5CC4BE"),
    ours_fill=QColor("#45B5AF"),
    on_ours=QColor("#06201F"),
    ours_soft=QColor("#1D4442"),
    rival=QColor("#E8707F"),
    rival_text=QColor("#F28E9B"),
    rival_fill=QColor("#E8808D"),
    on_rival=QColor("#2A0A10"),
    rival_soft=QColor("#4E2830"),
    und=QColor("#8C969D"),
    und_text=QColor("#AEB8BE"),
    und_fill=QColor("#AEB8BE"),
    on_und=QColor("#12191E"),
    und_soft=QColor("#343D43"),
    warn_bg=QColor("#3A2F14"),
    warn_line=QColor("#A07C22"),
    warn_text=QColor("#F5D68A"),
    ok=QColor("#7CC893"),
)


class CurrentTheme(QObject):
    """The theme on the screen. `changed` is for whoever made a picture of it, such as a `QIcon`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT

    def show(self, theme: Theme) -> None:
        """Paint with `theme` from now on; the repainting itself is asked for by `palette.apply`."""
        if theme is not self.theme:
            self.theme = theme
            self.changed.emit()


current_theme = CurrentTheme()


def theme_now() -> Theme:
    """The theme to paint with. Ask while painting and keep nothing of it."""
    return current_theme.theme
