from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.gui.widgets.answers import (
    MARKS,
    OKABE_ITO,
    OURS,
    RIVAL,
    UNDECIDED,
    WORDS,
    answer_colours,
    grounds,
)
from phonebank.gui.widgets.colours import contrast, faded, mix
from phonebank.gui.widgets.palette import Appearance, Dress, apply, palette, stylesheet
from phonebank.gui.widgets.theme import DARK, LIGHT, Theme, current_theme, theme_now

TOKENS = [
    ("window", "#F3F5F6", "#11161A"),
    ("surface", "#FFFFFF", "#1A2126"),
    ("sunken", "#ECEFF1", "#232B31"),
    ("hover", "#F0F3F5", "#222A30"),
    ("line", "#DADFE3", "#323C43"),
    ("control", "#87939B", "#6F7D86"),
    ("text", "#172026", "#E9EDEF"),
    ("text2", "#47535B", "#B4BEC4"),
    ("text3", "#5B6870", "#98A4AB"),
    ("ink", "#1F3442", "#D5DEE4"),
    ("on_ink", "#FFFFFF", "#12191E"),
    ("ink_soft", "#E2E8EC", "#2C373F"),
    ("sel", "#E6EEF6", "#243342"),
    ("focus", "#1B62C4", "#79B0FF"),
    ("ours", "#0B6E6E", "#45B5AF"),
    ("ours_text", "#0B6E6E", "#5CC4BE"),
    ("ours_fill", "#0B6E6E", "#45B5AF"),
    ("on_ours", "#FFFFFF", "#06201F"),
    ("ours_soft", "#D3E8E7", "#1D4442"),
    ("rival", "#D1495B", "#E8707F"),
    ("rival_text", "#B4374A", "#F28E9B"),
    ("rival_fill", "#B4374A", "#E8808D"),
    ("on_rival", "#FFFFFF", "#2A0A10"),
    ("rival_soft", "#F8DDE1", "#4E2830"),
    ("und", "#7B848B", "#8C969D"),
    ("und_text", "#56616A", "#AEB8BE"),
    ("und_fill", "#56616A", "#AEB8BE"),
    ("on_und", "#FFFFFF", "#12191E"),
    ("und_soft", "#E4E7E9", "#343D43"),
    ("warn_bg", "#FFF4D9", "#3A2F14"),
    ("warn_line", "#D9A73A", "#A07C22"),
    ("warn_text", "#664700", "#F5D68A"),
    ("ok", "#2C6B3E", "#7CC893"),
]

GROUNDS = ("surface", "sel", "sunken")
WRITTEN = [
    *((words, ground) for words in ("text", "text2", "text3") for ground in ("surface", "sunken")),
    *((words, "window") for words in ("text", "text2", "text3")),
    *((words, "sel") for words in ("text", "text2", "text3")),
    *((f"{who}_text", on) for who in ("ours", "rival", "und") for on in GROUNDS),
    *((f"on_{who}", f"{who}_fill") for who in ("ours", "rival", "und")),
    *(("text", ground) for ground in ("ink_soft", "hover")),
    ("on_ink", "ink"),
    ("warn_text", "warn_bg"),
    ("ok", "surface"),
]  # fmt: skip
DRAWN = [
    *((who, on) for who in ("ours", "rival", "und") for on in GROUNDS),
    ("control", "surface"),
    ("focus", "surface"),
    ("focus", "window"),
]
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@pytest.mark.parametrize(("token", "light", "dark"), TOKENS)
def test_every_token_has_the_value_of_the_table(token: str, light: str, dark: str) -> None:
    assert LIGHT.tone(token) == QColor(light)
    assert DARK.tone(token) == QColor(dark)


def test_the_table_names_every_token() -> None:
    assert {name for name, *_ in TOKENS} == {field.name for field in fields(Theme)} - {"name"}


@both_themes
@pytest.mark.parametrize(("words", "ground"), WRITTEN)
def test_words_can_be_read(words: str, ground: str, theme: Theme) -> None:
    assert contrast(theme.tone(words), theme.tone(ground)) >= WORDS


@both_themes
@pytest.mark.parametrize(("mark", "ground"), DRAWN)
def test_marks_can_be_seen(mark: str, ground: str, theme: Theme) -> None:
    assert contrast(theme.tone(mark), theme.tone(ground)) >= MARKS


@both_themes
@pytest.mark.parametrize("colour", [OURS, RIVAL, UNDECIDED, *OKABE_ITO, "#FFFFFF", "#1B62C4"])
def test_a_candidates_own_colour_keeps_its_contrast(colour: str, theme: Theme) -> None:
    made = answer_colours(colour, theme)

    assert all(contrast(made.text, ground) >= WORDS for ground in grounds(theme))
    assert all(contrast(made.mark, ground) >= MARKS for ground in grounds(theme))
    assert contrast(made.on, made.fill) >= WORDS


def test_defaults_take_the_tabled_values_whatever_their_case() -> None:
    assert answer_colours("#d1495b", DARK).text == DARK.rival_text
    assert answer_colours(OURS, LIGHT).soft == LIGHT.ours_soft


def test_a_colour_that_is_readable_stays_as_it_is() -> None:
    assert answer_colours("#0072B2", LIGHT).mark == QColor("#0072B2")


def test_contrast_is_that_of_wcag() -> None:
    black, white = QColor("#000000"), QColor("#FFFFFF")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, QColor("#767676")) == pytest.approx(4.54, abs=0.01)
    assert mix(black, white, 0.5) == QColor(128, 128, 128)
    assert faded(black, 0.4).alphaF() == pytest.approx(0.4, abs=0.01)


@both_themes
def test_the_palette_is_made_of_the_theme(theme: Theme) -> None:
    made = palette(theme)
    assert made.color(QPalette.ColorRole.Window) == theme.window
    assert made.color(QPalette.ColorRole.Base) == theme.surface
    words = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert words == theme.text3


@both_themes
def test_the_stylesheet_stays_twelve_lines(theme: Theme) -> None:
    assert len(stylesheet(theme).strip().splitlines()) <= 12


def test_a_setting_wins_over_the_system_and_unknown_is_light(
    qapp: QApplication, qtbot: QtBot
) -> None:
    dress = Dress(qapp)
    with qtbot.waitSignal(current_theme.changed):
        dress.choose(Appearance.DARK)
    assert theme_now() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.window

    dress.choose(Appearance.SYSTEM)
    assert theme_now() is LIGHT
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme_now() is dress.theme()
    dress.deleteLater()


def test_a_widget_is_told_to_repaint(qapp: QApplication, qtbot: QtBot) -> None:
    painted = []

    class Wall(QWidget):
        def paintEvent(self, event: object) -> None:
            painted.append(theme_now().name)

    wall = Wall()
    qtbot.addWidget(wall)
    wall.show()
    qtbot.waitExposed(wall)
    apply(qapp, DARK)
    qtbot.waitUntil(lambda: painted[-1:] == ["dark"])
    apply(qapp, LIGHT)


def test_only_colours_are_tones() -> None:
    with pytest.raises(TypeError, match="name"):
        LIGHT.tone("name")
