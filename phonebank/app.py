"""Puts the window together; the only module that knows all its parts."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path, user_log_path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from phonebank.domain.errors import KeyNeeded
from phonebank.gui import hooks, opening
from phonebank.gui.ask import Ask
from phonebank.gui.breath import after_a_breath
from phonebank.gui.desk import Desk
from phonebank.gui.jobs import Jobs
from phonebank.gui.rubbish import Rubbish
from phonebank.gui.settings import Settings
from phonebank.gui.start_page import NamePage, StartPage
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.palette import Dress, wear
from phonebank.gui.widgets.theme import current_theme
from phonebank.locations import sample

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from phonebank.domain.addresses import CampaignAddress
    from phonebank.gui.jobs import Job
    from phonebank.gui.main_window import CampaignView
    from phonebank.gui.opening import Opened, SignedIn
    from phonebank.store.database import Database

CAMPAIGNS = "Campaigns (*.phonebank);;All files (*)"
TO_OPEN = "Campaigns and packs (*.phonebank *.pack);;All files (*)"
CONTESTS = "Contests (*.toml);;All files (*)"
SMALLEST = 960, 540  # of a screen of 1024x600 its frame and a task bar take some
USUAL = 1280, 800
FRAME = 16, 48
# Seconds for which a reading thread keeps Python's lock while the window waits to paint. With the
# usual 0.005 each call of Qt's that hands the lock over may cost that: beside a busy thread a
# repaint took 51 ms at the median, and takes 31 so.
HAND_OVER = 0.0005
MAKING = "Making the campaign; this takes some seconds …"


class Window(QMainWindow):
    """From the start page to a campaign and back."""

    def __init__(self, settings: Settings, dress: Dress, ask: Ask | None = None) -> None:
        opening.make_classes()
        super().__init__()
        self.settings, self.dress = settings, dress
        self.ask = ask or Ask(self)
        self.jobs = Jobs(parent=self)
        self.rubbish = Rubbish(self)
        self.db: Database | None = None
        self.start, self.names, self.rooms = StartPage(), NamePage(), QStackedWidget()
        self.view: CampaignView | None = None
        self.desk_jobs: Jobs | None = None
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
        self._enter(self.start)

    def begin(self, campaign: CampaignAddress | None = None, passphrase: str | None = None) -> None:
        """Once the start page is seen: open the campaign that was named, import what follows."""
        if campaign is not None:
            self.open(campaign, passphrase)
        else:
            self.jobs.new().run(opening.import_the_rest)

    def open(self, address: CampaignAddress, passphrase: str | None = None) -> None:
        """Open a campaign on another thread, then ask who is there."""
        job = self._new_opening(f"Opening {address.name} …")
        job.failed.connect(lambda error: self._ask_passphrase(address, error))
        job.run(opening.open_at, address, passphrase)
        self.jobs.new().run(opening.import_the_rest)  # while somebody looks for their name

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.view is not None and self.view.turning.has_unsaved:
            event.ignore()  # and closed after all once it is saved or dropped
            self.view.turning.leave(self.close)
            return
        self.settings.keep_geometry(self.saveGeometry())
        self._close_campaign()
        self.jobs.close()
        self.rubbish.stop()
        super().closeEvent(event)

    def _enter(self, room: StartPage | NamePage) -> None:
        """A room that wears a sheet itself; of a campaign's view each page does."""
        wear(room)
        self.rooms.setCurrentWidget(room)

    def _dress_room(self) -> None:
        room = self.rooms.currentWidget()
        if isinstance(room, StartPage | NamePage):
            wear(room)

    def _connect(self) -> None:
        current_theme.changed.connect(self._dress_room)
        self.start.open_wanted.connect(self.open)
        self.start.browse_wanted.connect(self._browse)
        self.start.new_wanted.connect(self._make_new)
        self.start.demo_wanted.connect(self._open_demo)
        self.names.name_given.connect(self._sign_in)
        self.names.back_wanted.connect(self.show_start)

    def _tell_at_start(self, error: Exception) -> None:
        self.start.tell(hooks.sentence_for(error))

    def _ask_passphrase(self, address: CampaignAddress, error: Exception) -> None:
        """Again and again until it fits, or until somebody thinks better of it."""
        if isinstance(error, KeyNeeded) and isinstance(address, Path):
            told = f"{error.message} Its passphrase:"
            passphrase = self.ask.passphrase(f"Open {address.name}", told)
            if passphrase:
                self.open(address, passphrase)

    def _browse(self) -> None:
        path = self.ask.which_file("Open a campaign", Path.home(), TO_OPEN)
        if path is not None:
            self.open(path)

    def _make_new(self) -> None:
        contest = self.ask.which_file("Choose a contest file", sample("contest.toml"), CONTESTS)
        if contest is None:
            return
        suggested = Path.home() / f"{contest.stem}.phonebank"
        path = self.ask.where_to_save("Where to keep the campaign", suggested, CAMPAIGNS)
        if path is not None:
            self._new_opening(MAKING).run(opening.make_at, path, contest)

    def _open_demo(self) -> None:
        folder = user_data_path("phonebank", appauthor=False) / "demo"
        self._new_opening(MAKING).run(opening.make_demo, folder)

    def _new_opening(self, busy: str) -> Job:
        """A job yet to be run that ends in an open campaign, or a sentence on the start page."""
        job = self.jobs.new()
        job.is_answered_here = True
        self.start.tell("")
        self.start.show_busy(busy)
        job.succeeded.connect(self._ask_name)
        job.failed.connect(self._tell_at_start)
        return job

    def _ask_name(self, opened: Opened) -> None:
        self.db, facts, callers = opened
        self.settings.opened(facts.address)
        self.setWindowTitle(f"{facts.contest.name} - phonebank")
        self.names.tell("")
        self.names.show_callers(facts.contest.name, callers)
        after_a_breath(self, lambda: self._enter(self.names))

    def _sign_in(self, name: str) -> None:
        assert self.db is not None
        job = self.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._sit_down)
        job.failed.connect(lambda error: self.names.tell(hooks.sentence_for(error)))
        job.run(opening.sign_in, self.db, name)

    def _sit_down(self, signed_in: SignedIn) -> None:
        from phonebank.gui.main_window import CampaignView

        assert self.db is not None
        actor, facts, clock = signed_in
        self.desk_jobs = Jobs(self.db, self)
        desk = Desk(self.desk_jobs, self.ask, actor, clock, facts)
        self.view = CampaignView(desk, self.settings)
        self.view.signed_out.connect(self._sign_out)
        self.view.renewal_wanted.connect(self._sit_anew)
        self.view.appearance_chosen.connect(self.dress.choose)
        self.rooms.addWidget(self.view)
        self.rooms.setCurrentWidget(self.view)
        self.view.setFocus()

    def _sit_anew(self, name: str) -> None:
        """At a window made anew, because all of it shows what has just been changed."""
        before = self.view
        if before is None or self.db is None or self.desk_jobs is None:
            return
        before.setEnabled(False)
        before.leave_desk()
        job = self.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(lambda signed_in: self._go_on_from(before, signed_in))
        job.failed.connect(self._stand_up)
        job.run(opening.sign_in_again, self.desk_jobs, self.db, name)

    def _go_on_from(self, before: CampaignView, signed_in: SignedIn) -> None:
        """Where that window stood, unless it is left by now."""
        if self.view is not before:
            return
        self.setWindowTitle(f"{signed_in.facts.contest.name} - phonebank")
        self._sit_down(signed_in)
        self.view.stand_where(before)
        self.rooms.removeWidget(before)
        before.take_down()

    def _stand_up(self, error: Exception) -> None:
        """To the names, with why it is not possible to go on."""
        self._leave_view()
        self.names.tell(hooks.sentence_for(error))
        self._enter(self.names)

    def _sign_out(self) -> None:
        """Back to the names of the same campaign, read again once the last write is through."""
        assert self.db is not None
        assert self.desk_jobs is not None
        self._leave_view()
        self._enter(self.names)
        job = self.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._ask_again)
        job.failed.connect(lambda error: self.names.tell(hooks.sentence_for(error)))
        job.run(opening.once_through, self.desk_jobs, self.db)

    def _ask_again(self, opened: Opened) -> None:
        """Unless somebody has turned to another campaign meanwhile."""
        if opened.db is self.db and self.view is None:
            self._ask_name(opened)

    def _leave_view(self) -> None:
        if self.view is not None:
            self.view.leave_desk()
            self.rooms.removeWidget(self.view)
            self.view.take_down()
            self.view = None

    def _close_campaign(self) -> None:
        self._leave_view()
        if self.desk_jobs is not None:
            self.desk_jobs.wait()
            self.desk_jobs = None
        if self.db is not None:
            self.db.close()
            self.db = None


def open_window(campaign: CampaignAddress | None = None, passphrase: str | None = None) -> int:
    """Show the window until it is closed; answers the program's status."""
    _check_plugin()
    sys.setswitchinterval(HAND_OVER)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("phonebank")
    hooks.keep_log(user_log_path("phonebank", appauthor=False))
    fonts.load_bundled()
    settings, dress = Settings(), Dress(app)
    dress.choose(settings.appearance())
    window = Window(settings, dress)
    hooks.install(window.ask.tell)
    window.start.painted.connect(lambda: window.begin(campaign, passphrase))
    window.show()
    return app.exec()


def _check_plugin() -> None:
    """Without an X11 library Qt would abort the process: say which one is missing instead."""
    plugins = Path(sys.modules["PySide6"].__file__ or "").parent / "Qt" / "plugins" / "platforms"
    plugin = plugins / "libqxcb.so"
    if plugin.exists() and os.environ.get("QT_QPA_PLATFORM", "xcb").startswith("xcb"):
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            raise ImportError(str(error), path=str(plugin)) from error
