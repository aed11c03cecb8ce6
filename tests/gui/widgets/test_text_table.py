"""A table that must not scroll sideways takes room from the columns that have most."""

from pytestqt.qtbot import QtBot

from phonebank.gui.models.text_model import TextRow
from phonebank.gui.widgets.text_table import TextTable

TITLES = ["When", "Who", "What"]
ROW = TextRow(["19 Sep 2016, 18:30", "Priya", "A long sentence of what was changed and why it was"])

SPARE = 30  # px, whatever the font


def widths(qtbot: QtBot, wide: int) -> list[int]:
    table = TextTable("Lines", fits=True)
    qtbot.addWidget(table)
    table.resize(wide, 200)
    table.show()
    table.show_rows(TITLES, [ROW, ROW])
    assert sum(table.columnWidth(at) for at in range(3)) <= table.viewport().width()
    return [table.columnWidth(at) for at in range(3)]


def test_the_widest_column_gives_way_and_the_others_stay_whole(qtbot: QtBot) -> None:
    roomy = widths(qtbot, 900)
    narrow = widths(qtbot, 2 * roomy[0] + roomy[1] + SPARE)
    assert narrow[:2] == roomy[:2]
    assert narrow[2] < roomy[2]


def test_where_there_is_little_room_the_wide_ones_share_it(qtbot: QtBot) -> None:
    roomy = widths(qtbot, 900)
    narrow = widths(qtbot, roomy[0] + roomy[1] + SPARE)
    assert narrow[1] == roomy[1]
    assert narrow[0] < roomy[0]
    assert narrow[2] < roomy[2]
