"""The pages by their titles, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Titled(Protocol):
    """What a page must have to be found."""

    title: str


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
    """All that this caller may turn to, in order; `make` makes one of its kind."""

    def __init__(self, kinds: Sequence[type[Page]], make: Callable[[type[Page]], Page]) -> None:
        self._kinds = {kind.title: kind for kind in kinds}
        self._make = make
        self._there: dict[str, Page] = {}

    def __getitem__(self, title: str) -> Page:
        self.make(title)
        return self._there[title]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, title: object) -> bool:
        """Without making the page to find out."""
        return title in self._kinds

    def make(self, title: str) -> None:
        """Have this page, if it is not there already."""
        if title not in self._there:
            self._there[title] = self._make(self._kinds[title])

    def is_there(self, title: str) -> bool:
        """Whether this page was made."""
        return title in self._there

    def there(self) -> list[tuple[str, Page]]:
        """Those that were made by now."""
        return list(self._there.items())


def make_one(owner: object, *parts: str) -> bool:
    """Make the first of these cached properties that is not there yet; whether there was one."""
    missing = next((name for name in parts if name not in vars(owner)), "")
    return bool(missing) and getattr(owner, missing) is not None
