"""Puts the window together; the only module that knows all its parts."""

from __future__ import annotations

import ctypes
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path, user_log_path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from phonebank.domain.clock import clock_for
from phonebank.gui import hooks
from phonebank.gui.ask import Ask
from phonebank.gui.desk import Desk
from phonebank.gui.jobs import Jobs
from phonebank.gui.main_window import CampaignView
from phonebank.gui.settings import Settings
from phonebank.gui.start_page import NamePage, StartPage
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.palette import Dress
from phonebank.locations import sample
from phonebank.services import campaigns, signing_in
from phonebank.services.demo import open_demo

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from phonebank.services.campaigns import CampaignFacts
    from phonebank.store.database import Database

CAMPAIGNS = "Campaigns (*.phonebank);;All files (*)"
CONTESTS = "Contests (*.toml);;All files (*)"
SMALLEST = 960, 540  # of a screen of 1024x600 its frame and a task bar take some
USUAL = 1280, 800
FRAME = 16, 48


class Window(QMainWindow):
    """From the start page to a campaign and back."""

    def __init__(self, settings: Settings, dress: Dress, ask: Ask | None = None) -> None:
        super().__init__()
        self.settings, self.dress = settings, dress
        self.ask = ask or Ask(self)
        self.jobs = Jobs(parent=self)
        self.db: Database | None = None
        self.start, self.names, self.rooms = StartPage(), NamePage(), QStackedWidget()
        self.view: CampaignView | None = None
        self.rooms.addWidget(self.start)
        self.rooms.addWidget(self.names)
        self.setCentralWidget(self.rooms)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        if not self.restoreGeometry(settings.geometry()):
            self._fit_screen()
        self._connect()
        self.show_start()

    def _fit_screen(self) -> None:
        """A first window is never larger than the screen has room for, its frame included."""
        room = self.screen().availableGeometry()
        if room.width() < USUAL[0] + FRAME[0] or room.height() < USUAL[1] + FRAME[1]:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def show_start(self) -> None:
        self._close_campaign()
        self.setWindowTitle("phonebank")
        self.start.show_recent(self.settings.recent())
        self.start.show_busy("")
        self.rooms.setCurrentWidget(self.start)

    def open(self, path: Path, passphrase: str | None = None) -> None:
        """Open a campaign on another thread, then ask who is there."""
        job = self.jobs.new()
        job.is_answered_here = True
        self.start.tell("")
        self.start.show_busy(f"Opening {path.name} …")
        job.succeeded.connect(self._ask_name)
        job.failed.connect(self._tell_at_start)
        job.run(_opened, path, passphrase)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.keep_geometry(self.saveGeometry())
        self._close_campaign()
        self.jobs.close()
        super().closeEvent(event)

    def _connect(self) -> None:
        self.start.open_wanted.connect(self.open)
        self.start.browse_wanted.connect(self._browse)
        self.start.new_wanted.connect(self._make_new)
        self.start.demo_wanted.connect(self._open_demo)
        self.names.name_given.connect(self._sign_in)
        self.names.back_wanted.connect(self.show_start)

    def _tell_at_start(self, error: Exception) -> None:
        self.start.tell(hooks.sentence_for(error))

    def _browse(self) -> None:
        path = self.ask.which_file("Open a campaign", Path.home(), CAMPAIGNS)
        if path is not None:
            self.open(path)

    def _make_new(self) -> None:
        contest = self.ask.which_file("Choose a contest file", sample("contest.toml"), CONTESTS)
        if contest is None:
            return
        suggested = Path.home() / f"{contest.stem}.phonebank"
        path = self.ask.where_to_save("Where to keep the campaign", suggested, CAMPAIGNS)
        if path is not None:
            self._open_by(_made, path, contest)

    def _open_demo(self) -> None:
        self._open_by(_demo, user_data_path("phonebank", appauthor=False) / "demo")

    def _open_by(self, making: object, *args: Path) -> None:
        job = self.jobs.new()
        job.is_answered_here = True
        self.start.tell("")
        self.start.show_busy("Making the campaign; this takes some seconds …")
        job.succeeded.connect(self._ask_name)
        job.failed.connect(self._tell_at_start)
        job.run(making, *args)  # type: ignore[arg-type]

    def _ask_name(self, opened: tuple[Database, CampaignFacts]) -> None:
        self.db, facts = opened
        self.settings.opened(facts.path)
        self.setWindowTitle(f"{facts.contest.name} - phonebank")
        self.names.tell("")
        self.names.show_callers(facts.contest.name, signing_in.caller_rows(self.db))
        self.rooms.setCurrentWidget(self.names)

    def _sign_in(self, name: str) -> None:
        assert self.db is not None
        job = self.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._begin)
        job.failed.connect(lambda error: self.names.tell(hooks.sentence_for(error)))
        job.run(signing_in.introduce, self.db, name)

    def _begin(self, actor: object) -> None:
        assert self.db is not None
        facts = campaigns.campaign_facts(self.db)
        clock = clock_for(is_demo=facts.is_demo, last_call_at=facts.last_call_at)
        desk = Desk(Jobs(self.db, self), self.ask, actor, clock, facts)  # type: ignore[arg-type]
        self.view = CampaignView(desk, self.settings)
        self.view.signed_out.connect(self._sign_out)
        self.view.help.appearance_chosen.connect(self.dress.choose)
        self.rooms.addWidget(self.view)
        self.rooms.setCurrentWidget(self.view)
        self.view.setFocus()

    def _sign_out(self) -> None:
        """Back to the names of the same campaign."""
        assert self.db is not None
        self._leave_view()
        facts = campaigns.campaign_facts(self.db)
        self._ask_name((self.db, facts))

    def _leave_view(self) -> None:
        if self.view is not None:
            self.view.close_desk()
            self.rooms.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None

    def _close_campaign(self) -> None:
        self._leave_view()
        if self.db is not None:
            self.db.close()
            self.db = None


def _opened(path: Path, passphrase: str | None) -> tuple[Database, CampaignFacts]:
    db = campaigns.open_campaign(path, passphrase)
    return db, campaigns.campaign_facts(db)


def _made(path: Path, contest: Path) -> tuple[Database, CampaignFacts]:
    db = campaigns.create_campaign(path, campaigns.read_contest(contest), datetime.now(UTC))
    return db, campaigns.campaign_facts(db)


def _demo(folder: Path) -> tuple[Database, CampaignFacts]:
    db = open_demo(folder)
    return db, campaigns.campaign_facts(db)


def open_window(campaign: Path | None = None, passphrase: str | None = None) -> int:
    """Show the window until it is closed; answers the program's status."""
    _check_plugin()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("phonebank")
    hooks.keep_log(user_log_path("phonebank", appauthor=False))
    fonts.load_bundled()
    settings, dress = Settings(), Dress(app)
    dress.choose(settings.appearance())
    window = Window(settings, dress)
    hooks.install(window.ask.tell)
    if campaign is not None:
        window.open(campaign, passphrase)
    window.show()
    return app.exec()


def _check_plugin() -> None:
    """Without an X11 library Qt would abort the process: say which one is missing instead."""
    plugins = Path(sys.modules["PySide6"].__file__ or "").parent / "Qt" / "plugins" / "platforms"
    plugin = plugins / "libqxcb.so"
    if plugin.exists():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            raise ImportError(str(error), path=str(plugin)) from error
