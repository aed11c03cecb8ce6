"""Which column of a file holds which field, by the words of its headers."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEVERAL = frozenset({"phone", "mobile", "landline", "address", "tags", "do_not_call"})
"""Fields that any number of columns may hold; a first name may have a middle name's too."""

_MIDDLE = "middle_name"
_NUMBERED = re.compile(r"(?<=\S) \d{1,2}$")
_NEW_WORD = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])"
)
_EXACT, _WHOLE, _WITHIN = range(3)


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What headers call one field: `whole` ranks whole headers without their spaces."""

    whole: Mapping[str, int]
    within: Sequence[str]
    never: Sequence[str]


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The words of resources/header_words.toml."""

    fields: Mapping[str, FieldWords]

    @classmethod
    def from_document(cls, document: Mapping[str, Mapping[str, Any]]) -> "HeaderWords":
        """From the parsed file; KeyError where a field has no `whole`."""
        return cls(
            {
                name: FieldWords(
                    {_joined(header): rank for rank, header in enumerate(words["whole"])},
                    tuple(words.get("within", ())),
                    tuple(words.get("never", ())),
                )
                for name, words in document.items()
            }
        )


@dataclass(frozen=True, slots=True, order=True)
class _Claim:
    """A field that a header may hold; the lesser, the better."""

    strength: tuple[int, int, int]
    field_at: int
    header_at: int


def suggested(
    fields: Sequence[str],
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    words: HeaderWords,
) -> dict[str, tuple[str, ...]]:
    """The headers of each field that has any; no header is of two fields.

    A header that is a field's name is that field's. Else whole headers come before words within
    them, and a column is passed over whose sample rows cannot be what its header says.
    """
    asked = [*fields, *([_MIDDLE] if "first_name" in fields else [])]
    claims = [
        _Claim(strength, field_at, header_at)
        for header_at, plain in enumerate(map(plain_header, headers))
        for field_at, name in enumerate(asked)
        for strength in _strengths(name, plain, words)
        if strength[0] == _EXACT or _fits(name, _column(samples, header_at))
    ]
    found: dict[str, list[int]] = {}
    taken: set[int] = set()
    for claim in sorted(claims):
        name = asked[claim.field_at]
        if claim.header_at not in taken and (name in SEVERAL or name not in found):
            found.setdefault(name, []).append(claim.header_at)
            taken.add(claim.header_at)
    _settle_names(found, samples)
    _settle_home_number(found, headers, fields)
    return {name: tuple(headers[at] for at in found[name]) for name in fields if name in found}


def plain_header(header: str) -> str:
    """Lower-case words with single spaces: "PostCode" and "post_code" are both "post code"."""
    folded = unicodedata.normalize("NFKC", header)
    seen = "".join(sign for sign in folded if unicodedata.category(sign) not in {"Cf", "Mn"})
    return re.sub(r"[\W_]+", " ", _NEW_WORD.sub(" ", seen)).strip().casefold()


def _strengths(name: str, plain: str, words: HeaderWords) -> Iterator[tuple[int, int, int]]:
    """How strongly a header speaks for a field: whole before within, without a number before."""
    bare = _NUMBERED.sub("", plain)
    if _joined(plain) == _joined(name.replace("_", " ")):
        yield (_EXACT, 0, 0)
    known = words.fields.get(name)
    if known is None:
        return
    for numbered, form in enumerate(dict.fromkeys((plain, bare))):
        if (rank := known.whole.get(_joined(form))) is not None:
            yield (_WHOLE, numbered, rank)
    if not any(_holds(plain, phrase) for phrase in known.never):
        for phrase in known.within:
            if _holds(plain, phrase):
                yield (_WITHIN, -len(phrase.split()), 0)


def _joined(words: str) -> str:
    return words.replace(" ", "")


def _holds(header: str, phrase: str) -> bool:
    return f" {phrase} " in f" {header} "


def _column(samples: Sequence[Sequence[str]], at: int) -> list[str]:
    cells = (row[at].strip() for row in samples if at < len(row))
    return [cell for cell in cells if cell]


def _digits(cell: str) -> int:
    return sum(map(str.isdigit, cell))


def _is_number_like(cell: str) -> bool:
    return _digits(cell) >= 7 or (cell[:1].isdigit() and "E+" in cell.upper())


def _is_name_like(cell: str) -> bool:
    return "@" not in cell and sum(map(str.isalpha, cell)) > _digits(cell)


_FITS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("mobile", "landline", "phone", "number"), _is_number_like),
    **dict.fromkeys(("full_name", "first_name", "last_name"), _is_name_like),
    "email": lambda cell: "@" in cell,
    **dict.fromkeys(
        ("postcode", "joined_on", "born_on", "called_at"), lambda cell: _digits(cell) > 0
    ),
}


def _fits(name: str, cells: Sequence[str]) -> bool:
    """Whether any sample can be such a value; a column that is empty so far may hold anything."""
    looks_right = _FITS.get(name)
    return looks_right is None or not cells or any(map(looks_right, cells))


def _settle_names(found: dict[str, list[int]], samples: Sequence[Sequence[str]]) -> None:
    """First name and surname, or a full name, never both.

    With only one of the two beside a "name", single words there are the other of the two.
    """
    for name in SEVERAL & found.keys():
        found[name].sort()
    middle = found.pop(_MIDDLE, [])
    parts = [name for name in ("first_name", "last_name") if name in found]
    if "full_name" in found and parts:
        full = found.pop("full_name")
        cells = _column(samples, full[0])
        if len(parts) == 1 and sum(" " in cell for cell in cells) * 2 > len(cells):
            del found[parts[0]]
            found["full_name"] = full
        elif len(parts) == 1:
            found["last_name" if parts == ["first_name"] else "first_name"] = full
    if "first_name" in found:
        found["first_name"] += middle


def _settle_home_number(
    found: dict[str, list[int]], headers: Sequence[str], fields: Sequence[str]
) -> None:
    """NationBuilder's phone_number beside a mobile_number is the one at home."""

    def called(name: str, key: str) -> list[int]:
        return [at for at in found.get(name, ()) if plain_header(headers[at]) == key]

    home = called("phone", "phone number")
    if home and "landline" in fields and called("mobile", "mobile number"):
        found["phone"] = [at for at in found["phone"] if at not in home]
        found["landline"] = sorted([*home, *found.get("landline", ())])
        if not found["phone"]:
            del found["phone"]
