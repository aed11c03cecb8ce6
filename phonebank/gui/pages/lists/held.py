"""Who holds whom on a list, since when and at which machine; freeing them, or giving them away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from phonebank.domain.figures import EM_DASH
from phonebank.gui.pages.lists.caller_pick import CallerPick
from phonebank.gui.pages.lists.lines import Line, LinesView, Told
from phonebank.gui.pages.lists.words import clock, several
from phonebank.gui.widgets.buttons import ActionButton

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.domain.floor_lines import LeaseLine

TITLES = ("Caller", "Holds", "Since", "Until", "Where")
TOLD = Told(
    "Leases by caller",
    TITLES,
    "Nobody is held",
    "When callers are served electors of this list, it stands here who holds them, since when and "
    "at which machine.",
    "caller",
)
IN_A_PACK = "in a pack"
HEIGHT = 32


class Holder(NamedTuple):
    """A caller, and whether what they hold is away in packs."""

    caller: str
    in_pack: bool


class HeldView(LinesView):
    """A line per caller. `released` carries a name; `given` a name, and to whom, None for all."""

    released = Signal(str)
    all_released = Signal()
    given = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TOLD, parent)
        self.release = ActionButton("Release", height=HEIGHT)
        self.to = CallerPick("Reassign to")
        self.give = ActionButton("Reassign", height=HEIGHT)
        self.release_all = ActionButton("Release all…", height=HEIGHT)
        self.release_all.set_hint("End every lease on this list; asks once more")
        for part in (self.release, self.to, self.give):
            self.bar.addWidget(part)
        self.bar.addStretch(1)
        self.bar.addWidget(self.release_all)
        self.release.clicked.connect(self._release)
        self.give.clicked.connect(self._give)
        self.release_all.clicked.connect(self.all_released)
        self.chosen.connect(self._show_state)
        self._show_state()

    def show_leases(self, leases: Sequence[LeaseLine], now: datetime) -> None:
        """Show who holds whom, the longest first."""
        self.show_lines(_by_holder(leases), lambda it: Line(it[0], _cells(*it, now)))
        self._show_state()

    def focus_bar(self) -> None:
        part = self.release if self.release.isEnabled() else self.release_all
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _holder(self) -> Holder | None:
        key = self.key()
        return key if isinstance(key, Holder) else None

    def _show_state(self) -> None:
        one = self._holder()
        name = one.caller if one else ""
        may = one is not None and not one.in_pack
        hint = "They are away in a pack: only recalling it frees them" if one else "Choose a caller"
        for button, words in (
            (self.release, "Free whoever {} holds on this list"),
            (self.give, ""),
        ):
            button.setEnabled(may)
            button.set_hint(words.format(name) if may else hint)
        if may:
            self.give.set_hint(f"Give what {name} holds, and their callbacks on this list, away")

    def _release(self) -> None:
        one = self._holder()
        if one is not None:
            self.released.emit(one.caller)

    def _give(self) -> None:
        one = self._holder()
        if one is not None:
            self.given.emit(one.caller, self.to.caller())


def _by_holder(leases: Sequence[LeaseLine]) -> list[tuple[Holder, list[LeaseLine]]]:
    """One for each caller, and another for what they have in packs; electors in order of time."""
    of_holder: dict[Holder, list[LeaseLine]] = {}
    for lease in sorted(leases, key=lambda one: one.since):
        of_holder.setdefault(Holder(lease.caller, lease.pack_id is not None), []).append(lease)
    return list(of_holder.items())


def _cells(holder: Holder, leases: Sequence[LeaseLine], now: datetime) -> tuple[str, ...]:
    held = leases[0].elector if len(leases) == 1 else several(len(leases), "elector")
    machines = dict.fromkeys(one.machine for one in leases if one.machine)
    where = IN_A_PACK if holder.in_pack else ", ".join(machines)
    until = max(one.until for one in leases)
    since = clock(leases[0].since, now)
    return holder.caller, held, since, clock(until, now), where or EM_DASH
