"""The lines of a pack and of what comes back from it, each with the few columns that are needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from phonebank.domain.contest import Affiliate, Candidate, PreviousChoice, Reason
from phonebank.domain.records import document_from, record_from
from phonebank.domain.strict_json import NotStrict, documents_in, line_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackHead:
    """What a pack is. `secret` (hex) signs what comes back; the hash is of all lines after this."""

    campaign: str
    pack: UUID
    program: str
    is_demo: bool
    issued_at: datetime
    issued_by: str
    expires_at: datetime
    secret: str
    lines: int
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestLine:
    """Of the contest, what the Call page needs. `waits` has the minutes after each outcome."""

    name: str
    title: str
    ballots_open: datetime
    ballots_close: datetime
    result_on: date | None
    candidates: Sequence[Candidate]
    previous: Sequence[PreviousChoice]
    reasons: Sequence[Reason]
    sections: Sequence[str]
    affiliates: Sequence[Affiliate]
    waits: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """The list, its calling rules as they are stored, and who may work it here."""

    name: str
    for_mp: bool
    rules: Mapping[str, Any]
    caller: str
    is_mp: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLine:
    """What is said, in the version of the day the pack was issued."""

    script: int
    name: str
    version: int
    number: int
    words: Mapping[str, Any]


class NumberLine(NamedTuple):
    """A number that may be rung."""

    id: int
    e164: str
    written: str
    kind: str
    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCall:
    """An earlier call, as far as it rules when and where to ring; answers stay at home.

    `of_list` where it was made under the pack's own list, whose waits then follow it; `settled`
    where an organiser has seen to what it left to them.
    """

    call_id: UUID
    called_at: datetime
    outcome: str
    of_list: bool
    settled: bool
    number: int | None
    callback_at: datetime | None
    callback_for_me: bool
    ballot: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectorLine:
    """One elector; `constituency` is its ONS code, `passed_on` the note of whoever passed them."""

    id: int
    title: str
    first_name: str
    last_name: str
    constituency: str
    section: str | None
    affiliate: str | None
    previous_vote: str | None
    passed_on: str | None
    numbers: Sequence[NumberLine]
    calls: Sequence[EarlierCall]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnHead:
    """What comes back: from which pack, made of which content, by whose clock, for good or not."""

    campaign: str
    pack: UUID
    pack_hash: str
    program: str
    written_at: datetime
    is_final: bool
    lines: int
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """Electors whom the pack rings no more, and how many calls and skips the file has."""

    electors: Sequence[int]
    calls: int
    skips: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A call made from a pack; without an outcome, a record that takes an earlier one back.

    `caller` is None for the pack's own and a name for anybody else. `number` is the id that the
    number had in the pack, `dialled` the number itself. `follow_ups` were noted
    together with the call.
    """

    call_id: UUID
    elector: int
    caller: str | None
    called_at: datetime
    outcome: str | None
    number: int | None = None
    dialled: str | None = None
    intention: str | None = None
    strength: str | None = None
    previous_vote: str | None = None
    reasons: Sequence[str] = ()
    ballot: str | None = None
    note: str = ""
    callback_at: datetime | None = None
    callback_for_me: bool = False
    do_not_call: bool = False
    supersedes: UUID | None = None
    seconds: int | None = None
    script_version: int | None = None
    follow_ups: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipLine:
    """An elector whom the pack's caller passed over, when and why."""

    elector: int
    at: datetime
    why: str


KINDS: Mapping[str, type[Any]] = {
    "pack": PackHead,
    "contest": ContestLine,
    "list": ListLine,
    "script": ScriptLine,
    "elector": ElectorLine,
    "return": ReturnHead,
    "given-back": GivenBack,
    "call": CallLine,
    "skip": SkipLine,
}
KIND_OF = {kind: name for name, kind in KINDS.items()}

Head = TypeVar("Head", PackHead, ReturnHead)


def written(head: Head, lines: Iterable[object]) -> tuple[bytes, Head]:
    """The whole text, and its head with the counts and the hash of the lines filled in."""
    body: list[bytes] = [_line(one) for one in lines]
    head = replace(head, lines=len(body), content_hash=_hash(b"".join(body)))
    return b"".join([_line(head), *body]), head


def read(kind: type[Head], text: bytes) -> tuple[Head, list[Any]]:
    """The head and the lines after it; NotStrict where they are not what the head says."""
    first, end, rest = text.partition(b"\n")
    heads = _records(first + end)
    if len(heads) != 1 or not isinstance(heads[0], kind):
        raise NotStrict("a first line of another kind")
    head, lines = heads[0], _records(rest)
    if head.lines != len(lines) or head.content_hash != _hash(rest):
        raise NotStrict("lines that are not those it was written with")
    return head, lines


def only(kind: type[T], lines: Iterable[object]) -> list[T]:
    """Those of the lines that are of one kind."""
    return [line for line in lines if isinstance(line, kind)]


def _line(record: object) -> bytes:
    return line_of({"kind_of_line": KIND_OF[type(record)], **document_from(record)})


def _records(text: bytes) -> list[Any]:
    records = []
    for document in documents_in(text):
        fields = dict(document)
        kind = fields.pop("kind_of_line", None)
        if not isinstance(kind, str) or kind not in KINDS:
            raise NotStrict("a line of an unknown kind")
        records.append(record_from(KINDS[kind], fields))
    return records


def _hash(body: bytes) -> str:
    return sha256(body).hexdigest()
