"""The five counts of an import, whose words are read whole in a small window."""

import pytest

from phonebank.gui.pages.importing.words import FATES
from phonebank.gui.widgets import fonts

ROOM = 133  # px of a card's line at 1024 px: rail, margins and gaps off, five cards, their insets


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("meaning", [said for words in FATES.values() for said in words[1:]])
def test_what_becomes_of_rows_is_not_cut(meaning: str) -> None:
    assert fonts.text_width(meaning, fonts.caption()) <= ROOM
