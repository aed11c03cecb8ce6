"""What the words in the cells of a roll mean here, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from phonebank.domain.dates import day_of
from phonebank.domain.errors import WrongUse
from phonebank.domain.names import cleaned, split_name
from phonebank.domain.places import place_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from phonebank.domain.contest import Contest
    from phonebank.domain.dates import DateOrder
    from phonebank.domain.meanings import Meanings

T = TypeVar("T")
MOST_REMEMBERED = 100_000


class Meaning(NamedTuple, Generic[T]):
    """What a text means; `is_open` where somebody has to decide; a notice where it was mended."""

    value: T
    is_open: bool = False
    notice: str = ""


class Remembered(dict[str, Any], Generic[T]):
    """Works the meaning of each text out once; the few that are open or mended are told apart."""

    def __init__(self, means: Callable[[str], Meaning[T]]) -> None:
        self._means = means
        self.open: set[str] = set()
        self.notices: dict[str, str] = {}

    def learn(self, texts: set[str]) -> None:
        """Work out what is not remembered yet."""
        for text in texts - self.keys():
            self.__missing__(text)

    def __missing__(self, text: str) -> T:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        meaning = self._means(text)
        if meaning.is_open:
            self.open.add(text)
        if meaning.notice:
            self.notices[text] = meaning.notice
        self[text] = meaning.value
        return meaning.value


@dataclass(frozen=True, slots=True)
class RollWords:
    """What the words of a roll mean in this campaign; `decided` is by field and key."""

    contest: Contest
    constituencies: Mapping[str, int]
    sections: Mapping[str, int]
    affiliates: Mapping[str, int]
    meanings: Meanings
    decided: Mapping[tuple[str, str], str]
    date_order: DateOrder | None = None

    def remembered(self) -> dict[str, Remembered[Any]]:
        """For each field whose texts recur, what they mean, as the campaign writes it."""
        return {
            "title": Remembered(clean),
            "first_name": Remembered(clean),
            "last_name": Remembered(clean),
            "full_name": Remembered(split),
            "constituency": Remembered(self._constituency),
            "section": Remembered(lambda text: self._named("section", text)),
            "affiliate": Remembered(lambda text: self._named("affiliate", text)),
            "joined_on": Remembered(self._day),
            "previous_vote": Remembered(self._previous),
            "eligible": Remembered(self._eligible),
            "do_not_call": Remembered(self._barred),
            "tags": Remembered(tags),
        }

    def _constituency(self, text: str) -> Meaning[int | None]:
        key = place_key(text)
        key = place_key(self.decided.get(("constituency", key), "")) or key
        return Meaning(self.constituencies.get(key))

    def _named(self, name: str, text: str) -> Meaning[int]:
        """A section or an affiliate by any of its names, or as somebody decided."""
        if not text:
            return Meaning(0)
        decided = self.decided.get((name, place_key(text)))
        if decided == "":
            return Meaning(0)
        text = decided or text
        if name == "section":
            found = self.meanings.section_of(text, self.sections)
        else:
            found = self.meanings.affiliate_of(text, self.affiliates)
        return Meaning(found or 0, is_open=found is None)

    def _day(self, text: str) -> Meaning[str]:
        found = day_of(text, self.date_order) if text else None
        return Meaning(found.isoformat() if found else "", is_open=bool(text) and found is None)

    def _previous(self, text: str) -> Meaning[str]:
        decided = self.decided.get(("previous_vote", place_key(text)))
        if not text or decided == "":
            return Meaning("")
        try:
            return Meaning(self.contest.previous_vote_of(decided or text))
        except WrongUse:
            return Meaning("", is_open=True)

    def _eligible(self, text: str) -> Meaning[int]:
        found = self.meanings.eligible(self._decided("eligible", text)) if text else True
        return Meaning(int(found is not False), is_open=found is None)

    def _barred(self, text: str) -> Meaning[bool]:
        found = self.meanings.barred(self._decided("do_not_call", text)) if text else False
        return Meaning(found is True, is_open=found is None)

    def _decided(self, name: str, text: str) -> str:
        return self.decided.get((name, place_key(text)), text)


def clean(text: str) -> Meaning[str]:
    seen, notice = cleaned(text)
    return Meaning(" ".join(seen.split()) if notice else seen, notice=notice)


def split(text: str) -> Meaning[tuple[str, str, str]]:
    seen, notice = cleaned(text)
    title, first, last = split_name(seen.strip())
    return Meaning((title, first, last), notice=notice)


def tags(text: str) -> Meaning[tuple[str, ...]]:
    parts = text.replace("|", ";").replace(",", ";").split(";")
    return Meaning(tuple(dict.fromkeys(filter(None, map(str.strip, parts)))))
