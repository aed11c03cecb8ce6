"""Every test of the controls begins in the light theme and leaves the application as it was."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from phonebank.gui.widgets.theme import LIGHT, current_theme


@pytest.fixture(autouse=True)
def plain(qapp: QApplication) -> Iterator[None]:
    current_theme.show(LIGHT)
    yield
    current_theme.show(LIGHT)
    qapp.setStyleSheet("")
