"""Names as files write them: what nobody can see in them, and which part is which."""

import re
import unicodedata
from typing import NamedTuple

HIDDEN = "Invisible characters were taken out of the text."
DIRECTION = "Characters that turn the direction of writing were taken out of the text."
CONTROL = "Line breaks, tabs and control characters in the text became spaces."

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
# Nothing to see, and yet printable by Python's reckoning: fillers, an empty Braille cell and the
# selectors that choose between two drawings of the sign before them.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
_MAYBE_UNSEEN = re.compile(f"[{''.join(sorted(_UNSEEN | _SELECTORS))}]")
# Format characters by their category, and seen all the same: they enclose Arabic or Syriac digits.
_ENCLOSING = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
# The flags of England, Scotland and Wales spell their region out in characters unseen elsewhere.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_VIRAMA = 9  # the combining class of signs that take a letter's vowel away


def cleaned(text: str) -> tuple[str, str]:
    """The text as it is seen, and a sentence on what was taken out of it, or nothing.

    Everything else stays as written, its Unicode form and its spaces too; a no-break space
    becomes a space without a word. The joiners U+200C and U+200D stay where spelling needs them:
    between letters of the scripts from Arabic to Balinese, after a virama, and in emoji.
    """
    if text.isascii() and text.isprintable():
        return text, ""
    if text.isprintable() and not _MAYBE_UNSEEN.search(text):
        return text, ""
    signs: list[str] = []
    taken: set[str] = set()
    flagged = {at for flag in _FLAG.finditer(text) for at in range(*flag.span())}
    for at, sign in enumerate(text):
        seen, notice = (sign, "") if at in flagged else _as_seen(sign)
        signs += seen
        taken.add(notice)
    visible = _without_idle_joiners(signs)
    if len(visible) < len(signs):
        taken.add(HIDDEN)
    return visible, " ".join(it for it in (HIDDEN, DIRECTION, CONTROL) if it in taken)


def shown(text: str) -> str:
    """The text for a preview: every character that is not seen is told as ⟨U+202E⟩."""
    if cleaned(text) == (text, ""):
        return text
    return "".join(
        sign if sign.isprintable() and not _MAYBE_UNSEEN.match(sign) else f"⟨U+{ord(sign):04X}⟩"
        for sign in text
    )


def _as_seen(sign: str) -> tuple[str, str]:
    """What one character looks like, and why it does not stay; joiners are for later."""
    if sign in _JOINERS or sign in _SELECTORS or sign in _ENCLOSING:
        return sign, ""
    if sign in _DIRECTIONS:
        return "", DIRECTION
    if sign in _UNSEEN:
        return "", HIDDEN
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return " ", ""
    if kind in {"Cc", "Zl", "Zp", "Cs"}:
        return " ", CONTROL
    return ("", HIDDEN) if kind == "Cf" else (sign, "")


def _without_idle_joiners(signs: list[str]) -> str:
    """Joiners and selectors stay where they change how their neighbours are drawn."""
    visible: list[str] = []
    for at, sign in enumerate(signs):
        following = signs[at + 1] if at + 1 < len(signs) else ""
        if sign in _SELECTORS:
            needed = _takes_a_selector(visible[-1:], following)
        elif sign in _JOINERS:
            needed = _takes_a_joiner(visible, sign, following)
        else:
            needed = True
        if needed:
            visible.append(sign)
    return "".join(visible)


def _takes_a_selector(before: list[str], following: str) -> bool:
    """Symbols, unified ideographs, and the digit of a keycap have two drawings."""
    kind = unicodedata.category(before[0]) if before else ""
    return kind in {"So", "Sm", "Po", "Lo"} or (kind == "Nd" and following == "\u20e3")


def _takes_a_joiner(before: list[str], sign: str, following: str) -> bool:
    if not before or before[-1] in _JOINERS:
        return False
    if unicodedata.combining(before[-1]) == _VIRAMA:
        return True
    is_drawn = before[-1] in _SELECTORS or _is_symbol(before[-1])
    if sign == "\u200d" and is_drawn and _is_symbol(following):
        return True
    return _is_joining(before[-1]) and _is_joining(following)


def _is_symbol(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign) in {"So", "Sk"}


def _is_joining(sign: str) -> bool:
    """Whether it is of a script whose letters change with their neighbours."""
    return bool(sign) and "\u0600" <= sign < "\u1b80" and unicodedata.category(sign)[0] in "LM"


class SplitName(NamedTuple):
    """The parts of a full name; every letter of it is in one of them."""

    title: str
    first_name: str
    last_name: str


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_RANKS = _set("lord lady baroness baron viscount viscountess countess marquess marchioness")
_RANKS_OF_A_PLACE = _set("earl duke duchess bishop archbishop dean")
_TITLES = _RANKS | _set(
    "mr mrs ms miss mx messrs dr doctor prof professor rev revd reverend fr rabbi imam canon sir"
    " dame cllr councillor ald alderman hon rt capt captain col colonel lt maj sgt cmdr"
)
_PARTICLES = _set(
    "van von der den de di da du del della dela la le les dos das ten ter te zu af av bin ibn"
    " bint al el ap ab ferch mac mc st st. saint san o' ó ní nic uí ui"
)
_AFTER_A_NAME = _set(
    "jr jnr junior sr snr senior ii iii iv mp msp mep obe mbe cbe kbe dbe kc qc jp phd esq"
)
_TWO = re.compile(r"\S\s*[&+]\s*\S|\S\s(?:and|/)\s\S", re.IGNORECASE)


def split_name(full: str) -> SplitName:
    """Title, first names and surname of "Mrs Ada Byron", "BYRON Ada" or "Byron, Ada".

    Nothing is made up and nothing lost: one name alone is a surname, and a cell that names two
    people stays whole as one. Two ordinary words are first name and surname in that order.
    """
    if names_two_people(full):
        return SplitName("", "", " ".join(full.split()))
    front, _, rest = (part.replace(",", " ").split() for part in full.partition(","))
    if front and rest and not _all_in(_AFTER_A_NAME, rest):
        return _surname_first(front, rest)
    title, words = _titled([*front, *rest])
    if set(_keys(title)) & (_RANKS | _RANKS_OF_A_PLACE) and "of" in words:
        return SplitName(" ".join(title), "", " ".join(words))
    surname = _where_surname_stands(words)
    first = words[: surname.start] + words[surname.stop :]
    return SplitName(" ".join(title), " ".join(first), " ".join(words[surname]))


def names_two_people(full: str) -> bool:
    """Whether a cell names two people joined by "&", "and", "+" or a slash."""
    return _TWO.search(full) is not None


def placed_title(title: str, first_name: str) -> tuple[str, str]:
    """Title and first name where a file wrote a rank such as "Baroness" for a first name."""
    if title.strip() or not _all_in(_TITLES, first_name.split()):
        return title, first_name
    return first_name, ""


def _surname_first(surname: list[str], rest: list[str]) -> SplitName:
    title, words = _titled(surname)
    other_title, first = _titled(rest, may_use_all=True)
    return SplitName(" ".join([*title, *other_title]), " ".join(first), " ".join(words))


def _titled(words: list[str], *, may_use_all: bool = False) -> tuple[list[str], list[str]]:
    """The titles in front, and the words after them; one word at least is no title."""
    keys = _keys(words)
    start = 1 if keys[:1] == ["the"] and keys[1:2] and keys[1] in _TITLES else 0
    end = start
    while end < len(words) and _is_title(keys, end):
        end += 1
    if end == len(words) and not may_use_all:
        end = max(end - 1, 0)
    return (words[:end], words[end:]) if end > start else ([], words)


def _is_title(keys: list[str], at: int) -> bool:
    return keys[at] in _TITLES or (
        keys[at] in _RANKS_OF_A_PLACE and keys[at + 1 : at + 2] == ["of"]
    )


def _where_surname_stands(words: list[str]) -> slice:
    """The words of the surname: those in capitals, else the last with the particles before it."""
    end, keys = len(words), _keys(words)
    while end > 1 and (keys[end - 1] in _AFTER_A_NAME or words[end - 1].startswith("(")):
        end -= 1
    capitals = [_is_in_capitals(word) for word in words[:end]]
    if any(capitals) and not all(capitals):
        if capitals[0]:
            return slice(0, capitals.index(False))
        if capitals[-1]:
            return slice(len(capitals) - capitals[::-1].index(False), len(words))
    start = end - 1
    lowest = 0 if words[:1] and words[0].islower() else 1
    while start > lowest and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return slice(max(start, 0), len(words))


def _is_in_capitals(word: str) -> bool:
    """ "SMITH", "O'NEILL" and "McDONALD"; two letters or fewer are initials as likely."""
    if word[-1:].islower():
        return False
    letters = "".join(filter(str.isalpha, word))
    bare = re.sub(r"^(?:Mc|Mac)(?=[A-Z])", "", letters)
    return len(letters) > 2 and bare.isupper()


def _all_in(known: frozenset[str], words: list[str]) -> bool:
    return bool(words) and all(key in known for key in _keys(words))


def _keys(words: list[str]) -> list[str]:
    return [word.casefold().replace(".", "") for word in words]
