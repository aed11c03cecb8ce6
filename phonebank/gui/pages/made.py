"""The pages by their titles, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from phonebank.gui.desk import Desk


class Titled(Protocol):
    """What a page must have to be found."""

    title: str


@runtime_checkable
class BitByBit(Protocol):
    """A kind of page that would take too long to make in one turn."""

    @classmethod
    def bit_by_bit(cls, desk: Desk) -> Iterator[Any]:
        """The page, after a None for each bit that is made before it."""


@runtime_checkable
class InParts(Protocol):
    """A page with parts that nobody sees at first."""

    def make_more(self) -> bool:
        """Make one of them ahead of its time; whether there was any."""


@runtime_checkable
class InPieces(Protocol):
    """A page of which each piece wears a sheet, so that what is hidden need not be dressed."""

    def pieces(self) -> Sequence[QWidget]:
        """Those that are shown; the page sees to it that another is dressed when it is shown."""


Page = TypeVar("Page", bound=Titled)


class Pages(Mapping[str, Page], Generic[Page]):
    """All that this caller may turn to, in order.

    `make` makes one of its kind: a None for each bit that is made before the page, then the page.
    """

    def __init__(
        self, kinds: Sequence[type[Page]], make: Callable[[type[Page]], Iterator[Page | None]]
    ) -> None:
        self._kinds = {kind.title: kind for kind in kinds}
        self._make = make
        self._begun: dict[str, Iterator[Page | None]] = {}
        self._there: dict[str, Page] = {}

    def __getitem__(self, title: str) -> Page:
        while self.make_a_bit(title):
            pass
        return self._there[title]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, title: object) -> bool:
        """Without making the page to find out."""
        return title in self._kinds

    def make_a_bit(self, title: str) -> bool:
        """Go on making this page; whether there was anything to make."""
        if title in self._there:
            return False
        bits = self._begun.pop(title, None) or self._make(self._kinds[title])
        page = next(bits)
        if page is None:
            self._begun[title] = bits
        else:
            self._there[title] = page
        return True

    def there(self) -> list[tuple[str, Page]]:
        """Those that were made by now."""
        return list(self._there.items())


def one_after_another(owner: object, *parts: str) -> Iterator[None]:
    """Make each of these cached properties when it comes to its turn."""
    for name in parts:
        getattr(owner, name)
        yield None


def make_one(owner: object, *parts: str) -> bool:
    """Make the first of these cached properties that is not there yet; whether there was one."""
    missing = next((name for name in parts if name not in vars(owner)), "")
    return bool(missing) and getattr(owner, missing) is not None
