"""The words, signs and quoted names that a segment in words is made of, each with its place."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from phonebank.domain.errors import WrongUse

LONGEST = 10_000
JOINING = ("and", "or", "not")
_TOKEN = re.compile(
    r'\s*(?:(?P<quoted>"(?:[^"]|"")*"|“[^”]*”)|(?P<sign>\.\.|!=|<=|>=|[=<>(),≤≥≠])'
    r"|(?P<word>(?:(?!\.\.|!=)[^\s()\",=<>≤≥≠“”])+))"
)
_SAME_SIGN = {"≤": "<=", "≥": ">=", "≠": "!="}


class Token(NamedTuple):
    """`at` counts the characters before it; `kind` is word, sign, quoted or end."""

    text: str
    at: int
    kind: str

    @property
    def key(self) -> str:
        """What it is compared by; nothing for a quoted name, which is never a word of ours."""
        if self.kind == "quoted":
            return ""
        return _SAME_SIGN.get(self.text, self.text.casefold())

    @property
    def is_part_of_a_name(self) -> bool:
        return self.kind == "word" and self.key not in JOINING


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text and one of kind end; WrongUse for a sign that has no meaning."""
    if len(text) > LONGEST:
        raise WrongUse(f"A segment has at most {LONGEST} characters.")
    tokens = []
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unread(text, at)
        kind = found.lastgroup or ""
        word = found.group(kind)
        tokens.append(Token(_unquoted(word) if kind == "quoted" else word, found.start(kind), kind))
        at = found.end()
    return [*tokens, Token("", end, "end")]


def quoted(name: str) -> str:
    """A name as it is written, in quotes where it would be read as something else."""
    tokens = _plain_tokens(name)
    if tokens and " ".join(token.text for token in tokens) == name:
        return name
    return '"' + name.replace('"', '""') + '"'


def wrong(what: str, at: int, next_step: str = "") -> WrongUse:
    """What to say of a fault after `at` characters."""
    return WrongUse(f"{what}, at character {at + 1}.", next_step=next_step)


def _plain_tokens(name: str) -> Sequence[Token]:
    """The words of a name that is made of nothing else."""
    found = list(_TOKEN.finditer(name))
    tokens = [Token(match.group(0).strip(), 0, match.lastgroup or "") for match in found]
    return tokens if all(token.is_part_of_a_name for token in tokens) else ()


def _unquoted(text: str) -> str:
    return text[1:-1].replace('""', '"') if text[0] == '"' else text[1:-1]


def _unread(text: str, at: int) -> WrongUse:
    at += len(text[at:]) - len(text[at:].lstrip())
    if text[at] in '"“':
        return wrong("A quote is not closed", at)
    return wrong(f"“{text[at]}” is not understood", at)
