"""Blocks one beneath the other on as many pages as they take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    Paint = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True)
class Block:
    """Something `height` px high. One that `holds` is never the last of a page, and `heading` is
    painted again where the block comes first on a page."""

    height: float
    paint: Paint
    holds: bool = False
    heading: Block | None = None


@dataclass(frozen=True)
class Section:
    """Blocks that begin on a page of their own; `foot` stands at the bottom of every page."""

    title: str
    blocks: Sequence[Block]
    foot: Sequence[str]
    is_wide: bool = False


class Placed(NamedTuple):
    """A block and how far from the top of the room it stands."""

    top: float
    block: Block


@dataclass
class _Filling:
    """The page that is being filled, and those that are full."""

    room: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    used: float = 0.0

    def add(self, run: Sequence[Block]) -> None:
        """Blocks that stay together, on the next page where this one has no room for them."""
        if self.pages[-1] and self.used + sum(block.height for block in run) > self.room:
            self._turn(run[0].heading)
        for block in run:
            self._place(block)

    def _turn(self, heading: Block | None) -> None:
        self.pages.append([])
        self.used = 0.0
        if heading is not None:
            self._place(heading)

    def _place(self, block: Block) -> None:
        self.pages[-1].append(Placed(self.used, block))
        self.used += block.height


def on_pages(blocks: Sequence[Block], room: float) -> list[list[Placed]]:
    """The blocks on pages with `room` px each; a block higher than a page has one to itself."""
    filling, run = _Filling(room), list[Block]()
    for block in blocks:
        run.append(block)
        if not block.holds:
            filling.add(run)
            run = []
    if run:
        filling.add(run)
    return filling.pages
