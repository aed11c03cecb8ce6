"""What values mean that files write in many ways: sections, affiliates, booleans, statuses."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from phonebank.domain.dates import DateOrder, day_of
from phonebank.domain.places import place_key

# Words that come and go in the names of one section, or of one union or society.
_IDLE_OF_SECTIONS = frozenset({"the", "labour", "section"})
_IDLE_OF_AFFILIATES = frozenset({"the", "trade", "union"})


@dataclass(frozen=True, slots=True)
class Bodies:
    """Names of sections or of affiliates: which group each is of, and which words do not count."""

    group_of: Mapping[str, str]
    idle: frozenset[str]

    @classmethod
    def of(cls, names: Mapping[str, Sequence[str]], idle: frozenset[str]) -> "Bodies":
        """ValueError where two groups share a name."""
        group_of: dict[str, str] = {}
        for group, many in names.items():
            for name in many:
                key = place_key(name)
                if group_of.setdefault(_core(key, idle), group) != group:
                    raise ValueError(f"two bodies are called {key}")
        return cls(group_of, idle)

    def meant(self, text: str, known: Mapping[str, int]) -> int | None:
        """The id of the text's own key, else the only one whose name is of the text's group."""
        key = place_key(text)
        if not key or key in known:
            return known.get(key)
        core = _core(key, self.idle)
        group = self.group_of.get(core)
        cores = {_core(name, self.idle): found for name, found in known.items()}
        same = {found for name, found in cores.items() if name == core}
        if not same and group is not None:
            same = {found for name, found in cores.items() if self.group_of.get(name) == group}
        return same.pop() if len(same) == 1 else None


@dataclass(frozen=True, slots=True)
class Meanings:
    """The words of resources/meanings.toml. Whatever is not among them means None: ask."""

    sections: Bodies
    affiliates: Bodies
    blanks: frozenset[str]
    truths: Mapping[str, bool | None]
    barred_words: Mapping[str, bool | None]
    eligible_words: Mapping[str, bool | None]
    deceased_words: frozenset[str]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Meanings":
        """From the parsed file; KeyError where a table is missing."""
        return cls(
            Bodies.of(document["sections"], _IDLE_OF_SECTIONS),
            Bodies.of(document["affiliates"], _IDLE_OF_AFFILIATES),
            frozenset({"", *map(_plain, document["blank"]["words"])}),
            _answers(document["yes"]["words"], document["no"]["words"]),
            _answers(**_lists(document["barred"])),
            _answers(**_lists(document["eligible"])),
            frozenset(map(_plain, document["deceased"]["words"])),
        )

    def section_of(self, text: str, known: Mapping[str, int]) -> int | None:
        """The contest's section that a value means; `known` has its ids by place_key."""
        return self.sections.meant(text, known)

    def affiliate_of(self, text: str, known: Mapping[str, int]) -> int | None:
        """The contest's affiliate that a value means; `known` has its ids by place_key."""
        return self.affiliates.meant(text, known)

    def is_blank(self, text: str) -> bool:
        """Whether a cell is as good as empty."""
        return not text or _plain(text) in self.blanks

    def yes_or_no(self, text: str) -> bool | None:
        """A tick, a cross, a yes or a no; blank is a no, since nobody ticked it."""
        plain = _plain(text)
        return False if plain in self.blanks else self.truths.get(plain)

    def barred(self, text: str) -> bool | None:
        """Whether a do-not-call column says that the elector must not be rung; blank is a no.

        A date is the day they asked for it.
        """
        plain = _plain(text)
        if plain in self.barred_words:
            return self.barred_words[plain]
        return True if _is_day(text) else self.yes_or_no(text)

    def eligible(self, text: str) -> bool | None:
        """Whether a status or a yes means a vote; blank says nothing against it."""
        plain = _plain(text)
        if plain in self.eligible_words:
            return self.eligible_words[plain]
        return True if plain in self.blanks else self.yes_or_no(text)

    def is_deceased(self, text: str) -> bool:
        """Whether a status says that the elector has died, so that nobody rings."""
        return _plain(text) in self.deceased_words


def _core(key: str, idle: frozenset[str]) -> str:
    """The key without the words and the plural that come and go; all of it if nothing is left."""
    words = [word for word in key.split() if word not in idle] or key.split()
    return " ".join(word[:-1] if len(word) > 3 and word[-1] == "s" else word for word in words)


def _lists(table: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    return {"yes": table["words"], "no": table["not"], "unclear": table.get("unclear", ())}


def _answers(
    yes: Iterable[str], no: Iterable[str], unclear: Iterable[str] = ()
) -> dict[str, bool | None]:
    said: dict[str, bool | None] = dict.fromkeys(map(_plain, yes), True)
    said.update(dict.fromkeys(map(_plain, no), False))
    said.update(dict.fromkeys(map(_plain, unclear)))
    return said


def _plain(text: str) -> str:
    """Lower case, single spaces, no selectors of emoji; lone signs such as ✓ and - stay."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    seen = "".join(sign for sign in folded if unicodedata.category(sign) not in {"Mn", "Cf"})
    words = seen.replace("_", " ").replace("-", " ").split()
    return " ".join(words) if words else seen.strip()


def _is_day(text: str) -> bool:
    return any(day_of(text, order) for order in DateOrder)
