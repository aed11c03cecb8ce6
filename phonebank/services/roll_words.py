"""What the words in the cells of a roll mean here, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from phonebank.domain.dates import FROM_1900, day_of, years_between
from phonebank.domain.errors import WrongUse
from phonebank.domain.names import cleaned, split_name
from phonebank.domain.places import place_key, seat_of_party

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from phonebank.domain.contest import Contest
    from phonebank.domain.dates import DateOrder
    from phonebank.domain.meanings import Meanings

T = TypeVar("T")
MOST_REMEMBERED = 100_000
GROWN_UP = 18
YOUNG = (14, 16, GROWN_UP)


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
    """What the words of a roll mean in this campaign; `decided` is by field and key.

    Ages are reckoned on the day `today`; numbers of days count from `day_nought`.
    """

    contest: Contest
    constituencies: Mapping[str, int]
    sections: Mapping[str, int]
    affiliates: Mapping[str, int]
    meanings: Meanings
    decided: Mapping[tuple[str, str], str]
    date_order: DateOrder | None = None
    today: date | None = None
    day_nought: date = FROM_1900

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
            "born_on": Remembered(self._young),
            "previous_vote": Remembered(self._previous),
            "eligible": Remembered(self._eligible),
            "do_not_call": Remembered(self._barred),
            "tags": Remembered(tags),
        }

    def _constituency(self, text: str) -> Meaning[int | None]:
        key = place_key(text)
        if ("constituency", key) in self.decided:
            key = place_key(self.decided["constituency", key]) or key
            return Meaning(self.constituencies.get(key))
        found = self.constituencies.get(key)
        return Meaning(found or self.constituencies.get(seat_of_party(key)))

    def _named(self, name: str, text: str) -> Meaning[int]:
        """A section or an affiliate by any of its names, or as somebody decided."""
        decided = self.decided.get((name, place_key(text)))
        if decided == "" or (decided is None and self.meanings.is_blank(text)):
            return Meaning(0)
        text = decided or text
        if name == "section":
            found = self.meanings.section_of(text, self.sections)
        else:
            found = self.meanings.affiliate_of(text, self.affiliates)
        return Meaning(found or 0, is_open=found is None)

    def _day(self, text: str) -> Meaning[str]:
        if self.meanings.is_blank(text):
            return Meaning("")
        found = day_of(text, self.date_order, self.day_nought)
        return Meaning(found.isoformat() if found else "", is_open=found is None)

    def _young(self, text: str) -> Meaning[str]:
        """The tag of somebody so young that whether they are rung is to be thought about."""
        born = day_of(text, self.date_order, self.day_nought) if text else None
        years = years_between(born, self.today) if born and self.today else GROWN_UP
        under = next((limit for limit in YOUNG if 0 <= years < limit), None)
        told = f"By the date of birth the elector is under {under}, and is tagged so."
        return Meaning(f"under {under}", notice=told) if under else Meaning("")

    def _previous(self, text: str) -> Meaning[str]:
        decided = self.decided.get(("previous_vote", place_key(text)))
        if decided == "" or (decided is None and self.meanings.is_blank(text)):
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
