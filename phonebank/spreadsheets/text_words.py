"""Words with bytes beyond ASCII: how likely one reading of them is, and how each reading looks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

HIGH = re.compile(rb"[\x80-\xff]+")
BEFORE = re.compile(rb"[A-Za-z0-9'.\x80-\xff-]*$")
AFTER = re.compile(rb"[A-Za-z0-9'.\x80-\xff-]*")
AROUND = 24
ODD_DELIMITER = "¬"
NO_WORD = re.compile(r"[^\W\da-zA-Z_]{4,}")
OF_A_CHUNK = 200
SHOWN = 5
SMALL = frozenset("àáâãäåæçèéêëìíîïðñòóôõöøœùúûüýÿþß")
CAPITALS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØŒÙÚÛÜÝŸÞ")
APOSTROPHES = frozenset("’‘")
SIGNS = frozenset("–—“”…•£€™®©°·«»§½¼¾ºª\u00a0¬")
LIKELY, NEUTRAL, UNLIKELY = 1.0, 0.2, -1.0


def words_in(chunk: bytes) -> list[bytes]:
    """Some words of the chunk that are not plain ASCII; at most `OF_A_CHUNK` of them."""
    words: list[bytes] = []
    for found in HIGH.finditer(chunk):
        start, end = found.span()
        before = BEFORE.search(chunk[max(start - AROUND, 0) : start])
        after = AFTER.match(chunk[end : end + AROUND])
        words.append((before[0] if before else b"") + found[0] + (after[0] if after else b""))
        if len(words) == OF_A_CHUNK:
            break
    return words


def likelihood(words: Counter[bytes], encoding: str) -> float:
    """How well the words read in this encoding; above nought if more of them look right."""
    return sum(
        count * _likelihood(word.decode(encoding, "replace")) for word, count in words.items()
    )


def telling(words: Counter[bytes], encodings: Sequence[str]) -> list[bytes]:
    """The commonest words that are letters in the first encoding and other text in another."""
    if len(encodings) < 2:
        return []
    best = encodings[0]
    parts = (
        part.encode(best)
        for word, _ in words.most_common()
        for part in word.decode(best, "replace").split(ODD_DELIMITER)
        if _is_name(part)
    )
    differing = (word for word in parts if len(set(readings(word, encodings))) > 1)
    return list(islice(dict.fromkeys(differing), SHOWN))


def readings(word: bytes, encodings: Iterable[str]) -> list[str]:
    return [word.decode(encoding, "backslashreplace") for encoding in encodings]


def _is_name(word: str) -> bool:
    bare = word.replace("'", "").replace("’", "").replace("-", "").replace(".", "")
    return bare.isalpha()


def _likelihood(word: str) -> float:
    if NO_WORD.search(word):
        return UNLIKELY
    around = f" {word} "
    return sum(
        _sign(around[at - 1], sign, around[at + 1], word)
        for at, sign in enumerate(around)
        if not sign.isascii()
    )


def _sign(before: str, sign: str, after: str, word: str) -> float:
    """One sign between its neighbours: a letter belongs into a word, any other sign outside."""
    if sign in SMALL:
        fits = not (after.isupper() or before.isdigit() or after.isdigit())
        return LIKELY if fits and (before.isalpha() or after.isalpha()) else UNLIKELY
    if sign in CAPITALS:
        return _capital(before, after, word)
    inside = before.isalpha() and after.isalpha()
    if sign in APOSTROPHES:
        return LIKELY if inside and after.isupper() else NEUTRAL
    return NEUTRAL if sign in SIGNS and (not inside or sign == ODD_DELIMITER) else UNLIKELY


def _capital(before: str, after: str, word: str) -> float:
    """A capital begins a word, or all of the word's letters are capitals."""
    if before.isalpha():
        return UNLIKELY if any(letter.islower() for letter in word) else LIKELY
    return LIKELY if after.isalpha() else NEUTRAL
