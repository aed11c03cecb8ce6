"""What a text that is searched for asks: words that names begin with, numbers, a postcode."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from phonebank.domain.electors import name_key

LONGEST = 200
LEAST_DIGITS = 4
# Written apart by some and together by others: "O Brien", "Mc Donald", "De Souza".
PARTICLES = frozenset(
    ("al", "ap", "d", "da", "de", "del", "di", "du", "el", "fitz", "l", "la", "le", "mac", "mc")
) | {"o", "san", "st", "van", "von"}
# Letters that are no sign on top of another one, and are typed as these are.
_PLAINLY = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_JOINS = 3
_NUMERIC = re.compile(r"[-+().\d/‐‑–]*\d[-+().\d/‐‑–]*|\+", re.ASCII)
_OUTWARD = re.compile(r"[a-z]{1,2}\d[a-z\d]?", re.ASCII)
_INWARD = re.compile(r"\d[a-z]{0,2}", re.ASCII)
_TOGETHER = re.compile(rf"({_OUTWARD.pattern})({_INWARD.pattern})", re.ASCII)
_DIGITS = re.compile(r"[0-9]+")
_WORDS = re.compile(r"[0-9a-z\u0080-\U0010ffff]+")
UNDIALLED = " -().+"
"""Signs between the digits of a number that nobody can ring, left out when it is searched."""


class Code(NamedTuple):
    """A postcode as far as it is typed: "sw1a" and "1aa" or the beginning of that."""

    outward: str
    inward: str


class Asked(NamedTuple):
    """Who is wanted: everything in it must hold of an elector.

    `spellings` are rival ways to read the words: of one of them, every word begins a word of the
    elector's. Of each item of `numbers`, one text stands somewhere in a number. Each of
    `postcodes` begins the postcode. `whole` is the text as it stands, which may be a membership
    number or the beginning of one.
    """

    whole: str
    spellings: Sequence[tuple[str, ...]]
    numbers: Sequence[tuple[str, ...]]
    postcodes: Sequence[Code]

    @property
    def has_words(self) -> bool:
        return any(self.spellings) or bool(self.postcodes)

    @property
    def is_nothing(self) -> bool:
        return not (self.has_words or self.numbers)


def asked(text: str) -> Asked:
    """Read a text somebody typed; there is none that is wrong."""
    whole = text[:LONGEST].encode("utf-8", "ignore").decode().replace("\0", "").strip()
    chunks, runs = _numbers_apart(unicodedata.normalize("NFKD", whole))
    words: list[str] = []
    joins: list[int] = []
    for chunk in chunks:
        parts = name_key(chunk).split()
        runs += [part for part in parts if _is_number(part)]
        parts = [part for part in parts if not _is_number(part)]
        if "-" in chunk:
            joins += range(len(words), len(words) + len(parts) - 1)
        words += parts
    words, joins, postcodes = _postcodes_apart(words, joins)
    joins += [at for at, word in enumerate(words[:-1]) if word in PARTICLES]
    numbers = [forms for run in runs if (forms := written_forms(run))]
    if len(numbers) < len(runs):
        return Asked(whole, [], [], [])
    return Asked(whole, _spellings(words, joins), numbers, postcodes)


def _is_number(word: str) -> bool:
    return len(word) >= LEAST_DIGITS and _DIGITS.fullmatch(word) is not None


def _numbers_apart(text: str) -> tuple[list[str], list[str]]:
    """The text without its telephone numbers, word by word, and these: spaces may part them."""
    chunks: list[str] = []
    runs: list[str] = []
    run: list[str] = []
    for chunk in [*text.split(), ""]:
        if _NUMERIC.fullmatch(chunk):
            run.append(chunk)
            continue
        if sum(sign in "0123456789" for sign in "".join(run)) >= LEAST_DIGITS:
            runs.append("".join(run))
        else:
            chunks += run
        run = []
        chunks.append(chunk)
    return chunks, runs


def written_forms(run: str) -> tuple[str, ...]:
    """The digits by which a number is known that was written with or without +44, 0044 or 0."""
    digits = "".join(_DIGITS.findall(run))
    is_abroad = run.lstrip("(").startswith("+")
    forms = [] if is_abroad else [digits]
    if digits.startswith("00"):
        digits, is_abroad = digits[2:], True
    if digits.startswith("44"):
        forms.append("0" + digits[2:].removeprefix("0"))
    elif is_abroad:
        forms.append(digits)
    return tuple(form for form in dict.fromkeys(forms) if len(form) >= LEAST_DIGITS - 1)


def _postcodes_apart(words: list[str], joins: list[int]) -> tuple[list[str], list[int], list[Code]]:
    """The words without postcodes, the places where they may be joined, and the postcodes."""
    kept: list[str] = []
    postcodes: list[Code] = []
    moved: dict[int, int] = {}
    for at, word in enumerate(words):
        if moved.get(at - 1) == len(kept) - 1 and _is_code(words[at - 1], word):
            del moved[at - 1]
            postcodes.append(Code(kept.pop(), word))
        elif (together := _TOGETHER.fullmatch(word)) and not _OUTWARD.fullmatch(word):
            postcodes.append(Code(together[1], together[2]))
        else:
            moved[at] = len(kept)
            kept.append(word)
    return kept, [moved[at] for at in joins if at in moved and at + 1 in moved], postcodes


def _is_code(outward: str, inward: str) -> bool:
    return bool(_OUTWARD.fullmatch(outward) and _INWARD.fullmatch(inward))


def _spellings(words: Sequence[str], joins: Sequence[int]) -> list[tuple[str, ...]]:
    """The words as they are, and with those that some write together written together."""
    places = sorted(set(joins))[:_JOINS]
    spelt = []
    for chosen in product((False, True), repeat=len(places)):
        together = {at for at, is_joined in zip(places, chosen, strict=True) if is_joined}
        spelt.append(tuple(_joined(words, together)))
    return list(dict.fromkeys(spelt))


def _joined(words: Sequence[str], together: set[int]) -> Iterator[str]:
    before = ""
    for at, word in enumerate(words):
        if at in together:
            before += word
        else:
            yield before + word
            before = ""
    if before:
        yield before


def words_of(first_name: str, last_name: str, postcode: str) -> str:
    """The words an elector is found by: the parts of the name, also written together, the area.

    What store/search says in SQL for names of ASCII without hyphens and particles is equal to it.
    """
    key = f"{name_key(last_name)} {name_key(first_name)}".strip()
    together = [name_key(name.replace("-", "")) for name in (last_name, first_name) if "-" in name]
    particle, _, rest = key.partition(" ")
    if rest and particle in PARTICLES:
        together.append(particle + rest.partition(" ")[0])
    outward = postcode.partition(" ")[0] if " " in postcode else postcode
    names = " ".join([key, *together])
    plainly = names.translate(_PLAINLY)
    return " ".join([names, *([plainly] if plainly != names else []), outward])


def indexed(words: str) -> list[str]:
    """The words as the index splits and keeps them: ASCII signs part them, ASCII case is lost."""
    return _WORDS.findall("".join(sign.lower() if sign.isascii() else sign for sign in words))


def searched_digits(e164: str | None, written: str) -> str:
    """The digits by which a number is found: 07… at home, 33… abroad, as written if unusable."""
    if e164 is None:
        return written.translate(dict.fromkeys(map(ord, UNDIALLED)))
    return "0" + e164[3:] if e164.startswith("+44") else e164[1:]


def spellings_of_number(text: str) -> tuple[str, ...]:
    """How a membership number may be written that was typed without regard to case."""
    return tuple(dict.fromkeys((text, text.upper(), text.lower(), text.capitalize())))
