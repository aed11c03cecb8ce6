"""Packs as nobody should write them: each is refused with a sentence, and nothing is changed."""

import os
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from phonebank.domain import pack_lines
from phonebank.domain.errors import InputRefused, KeyNeeded, PhonebankError
from phonebank.domain.strict_json import document_in, line_of
from phonebank.services import merging, pack_floor, packs
from phonebank.services.campaigns import create_campaign
from phonebank.store import sealing
from phonebank.store.database import Database
from phonebank.store.sealing import LARGEST, MAGIC, PackKeys, new_keys
from tests.conftest import CONTEST, MONDAY, Make, copied
from tests.services.away import BACK_AT, WORDS, Away, every_row

pytestmark = pytest.mark.file

Spoil = Callable[[Away], Path]


@pytest.fixture(scope="module")
def away(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Away:
    """One pack for all of this: none of it may leave a trace."""
    folder = tmp_path_factory.mktemp("bad")
    with copied(template, folder / "campaign.phonebank") as db:
        make = Make(db, folder)
        make.electors(3)
        made = Away(make, folder)
    made.make = Make(Database(db.path), folder)
    return made


def good(away: Away) -> bytes:
    return away.back([away.call(1), away.call(2, "spoke")], "good").read_bytes()


def written(away: Away, content: bytes) -> Path:
    path = away.folder / f"{uuid4()}.pack"
    path.write_bytes(content)
    return path


def with_header(away: Away, **fields: object) -> Path:
    """A good file whose header says something else."""
    whole = good(away)
    begin = len(MAGIC) + 2
    end = begin + int.from_bytes(whole[len(MAGIC) : begin], "big")
    header = line_of({**document_in(whole[begin:end]), **fields})
    length = len(header).to_bytes(2, "big")
    return written(away, MAGIC + length + header + whole[end:])


def text_of(away: Away) -> bytes:
    lines = [pack_lines.GivenBack(electors=[1], calls=1), away.call(1)]
    return pack_lines.written(away.head, lines)[0]


def with_line(away: Away, line: bytes) -> Path:
    """A file of this very pack, sealed and signed, in which a call says what it should not."""
    first, back, _ = text_of(away).splitlines(keepends=True)
    body = back + line + b"\n"
    hashed = sha256(body).hexdigest()
    head = {**document_in(first), "content_hash": hashed, "lines": 2}
    return away.sealed(line_of(head) + body, str(uuid4()))


def swapped(away: Away) -> Path:
    """The header of one file before the body of another."""
    one, other = (sealing.read_sealed(written(away, good(away))) for _ in range(2))
    return written(away, one.before + other.body)


def signed_by_nobody(away: Away) -> Path:
    return written(away, good(away)[:-32] + bytes(32))


def signed_with(away: Away, keys: PackKeys) -> Path:
    return away.sealed(text_of(away), str(uuid4()), keys=keys)


def a_database(away: Away) -> Path:
    path = away.folder / f"{uuid4()}.phonebank"
    create_campaign(path, CONTEST, MONDAY).close()
    return path.rename(path.with_suffix(".pack"))


def a_folder(away: Away) -> Path:
    path = away.folder / str(uuid4())
    path.mkdir()
    return path


def a_pipe(away: Away) -> Path:
    path = away.folder / f"{uuid4()}.pack"
    os.mkfifo(path)
    return path


def as_issued(away: Away) -> Path:
    return away.path


def too_large(away: Away) -> Path:
    path = written(away, good(away))
    with path.open("r+b") as file:
        file.truncate(LARGEST + 1)
    return path


CALL = b'{"kind_of_line":"call","call_id":'
REFUSED: dict[str, tuple[Spoil, str]] = {
    "missing": (lambda away: away.folder / "none.pack", "There is no file"),
    "a folder": (a_folder, "There is no file"),
    "a pipe": (a_pipe, "There is no file"),
    "endless": (lambda away: Path("/dev/zero"), "There is no file"),
    "empty": (lambda away: written(away, b""), "not a pack"),
    "a text": (lambda away: written(away, b"Dear organiser"), "not a pack"),
    "a database": (a_database, "not a pack"),
    "plain JSON Lines": (lambda away: written(away, text_of(away)), "not a pack"),
    "too large": (too_large, "larger than any pack"),
    "the pack as it was issued": (as_issued, "as it was issued"),
    "only its name": (lambda away: written(away, MAGIC), "damaged"),
    "without its end": (lambda away: written(away, good(away)[:-1]), "damaged"),
    "half of it": (lambda away: written(away, good(away)[:200]), "damaged"),
    "something after it": (lambda away: written(away, good(away) + b"\n"), "damaged"),
    "of another campaign": (lambda away: with_header(away, campaign=str(uuid4())), "another camp"),
    "of an unknown pack": (lambda away: with_header(away, pack=str(uuid4())), "does not know"),
    "of a newer version": (lambda away: with_header(away, format=2), "newer version"),
    "of an older version": (lambda away: with_header(away, format=0), "too old"),
    "no version": (lambda away: with_header(away, format="1"), "damaged"),
    "more in its header": (lambda away: with_header(away, role="admin"), "damaged"),
    "asking for memory": (lambda away: with_header(away, kibibytes=2**40), "damaged"),
    "asking for time": (lambda away: with_header(away, passes=10**9), "damaged"),
    "with half a salt": (lambda away: with_header(away, salt="00"), "damaged"),
    "with no hex": (lambda away: with_header(away, nonce="zz" * 12), "damaged"),
    "saying it is a pack": (lambda away: with_header(away, kind="pack"), "as it was issued"),
    "signed by nobody": (signed_by_nobody, "was not written by the pack"),
    "by another key": (lambda away: signed_with(away, new_keys(WORDS)), "was not written by"),
    "by another secret": (
        lambda away: signed_with(away, replace(away.keys, secret=bytes(32))),
        "was not written by",
    ),
    "with another payload": (swapped, "was not written by"),
    "of other content than issued": (
        lambda away: away.back([away.call(1)], str(uuid4()), pack_hash="0" * 64),
        "not made of the pack",
    ),
    "naming another pack within": (
        lambda away: away.back([away.call(1)], str(uuid4()), pack=uuid4()),
        "not made of the pack",
    ),
    "endless brackets": (lambda away: with_line(away, b"[" * 200_000), "nested deeper"),
    "not a number": (lambda away: with_line(away, b'{"a":NaN}'), "not whole"),
    "a number too large": (lambda away: with_line(away, b'{"a":1e999}'), "not whole"),
    "five thousand digits": (lambda away: with_line(away, b'{"a":' + b"7" * 5000 + b"}"), "digits"),
    "a name twice": (
        lambda away: with_line(away, b'{"role":"volunteer","role":"admin"}'),
        "stands twice",
    ),
    "a list": (lambda away: with_line(away, b"[1]"), "not an object"),
    "an unknown line": (lambda away: with_line(away, b'{"kind_of_line":"gift"}'), "unknown kind"),
    "a line of a list": (lambda away: with_line(away, b'{"kind_of_line":["call"]}'), "unknown"),
    "half a call": (lambda away: with_line(away, CALL + b'"1"}'), "fields that are not"),
    "a text that is none": (lambda away: away.sealed(b"\xff\xfe", str(uuid4())), "JSON|no end"),
    "nothing within": (lambda away: away.sealed(b"", str(uuid4())), "first line"),
}


@pytest.mark.parametrize(("spoil", "said"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_return_of_a_pack_is_refused(away: Away, spoil: Spoil, said: str) -> None:
    before, path = every_row(away.make.db), spoil(away)
    with pytest.raises(InputRefused, match=said) as refused:
        away.merge(path)
    assert refused.value.status == 3
    assert "Traceback" not in refused.value.sentence
    assert every_row(away.make.db) == before


@given(some.data())
def test_one_bit_turned_anywhere_is_found(away: Away, data: some.DataObject) -> None:
    whole = bytearray(good(away))
    bit = data.draw(some.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << bit % 8
    before = every_row(away.make.db)
    with pytest.raises(InputRefused):
        away.merge(written(away, bytes(whole)))
    assert every_row(away.make.db) == before


@given(some.data())
def test_a_file_cut_off_anywhere_is_found(away: Away, data: some.DataObject) -> None:
    whole = good(away)
    cut = whole[: data.draw(some.integers(0, len(whole) - 1))]
    with pytest.raises(InputRefused):
        away.merge(written(away, cut))


def test_a_file_of_another_campaign_is_not_merged(away: Away, template: Path) -> None:
    path = away.back([away.call(1)], "elsewhere")
    other = away.folder / "other.phonebank"
    create_campaign(other, CONTEST, MONDAY).close()
    db = Database(other)
    try:
        with pytest.raises(InputRefused, match="another campaign"):
            merging.merge_pack(db, Make(db).organiser, path, BACK_AT)
    finally:
        db.close()


# Opening an issued pack: the same table from the caller's side.


def issued(away: Away, text: bytes | None = None, **head: Any) -> Path:
    """A pack of this campaign with any text, or whose first line says something else."""
    folder = away.folder / str(uuid4())
    folder.mkdir()
    sealed = sealing.read_sealed(away.path)
    if text is None:
        told, _ = sealing.opened_pack(sealed, WORDS)
        found, lines = pack_lines.read(pack_lines.PackHead, told)
        text, _ = pack_lines.written(replace(found, **head), lines)
    path = folder / "vi.pack"
    path.write_bytes(sealing.sealed_pack(away.campaign, away.issued.id, away.keys, text))
    return path


UNOPENED: dict[str, tuple[Spoil, str]] = {
    "half of it": (lambda away: written(away, away.path.read_bytes()[:300]), "does not open"),
    "what came back": (lambda away: away.back([away.call(1)], "came"), "came back from a pack"),
    "a database": (a_database, "not a pack"),
    "expired": (lambda away: issued(away, expires_at=MONDAY), "expired on 5 September 2016"),
    "of another pack within": (lambda away: issued(away, pack=uuid4()), "another pack within"),
    "a secret that is none": (lambda away: issued(away, secret="zz"), "not what phonebank writes"),
    "endless brackets": (lambda away: issued(away, b"[" * 200_000 + b"\n"), "nested deeper"),
    "without a contest": (
        lambda away: issued(
            away,
            pack_lines.written(
                pack_lines.read(
                    pack_lines.PackHead,
                    sealing.opened_pack(sealing.read_sealed(away.path), WORDS)[0],
                )[0],
                [],
            )[0],
        ),
        "not what phonebank writes",
    ),
}


@pytest.mark.parametrize(("spoil", "said"), UNOPENED.values(), ids=UNOPENED)
def test_a_pack_that_is_none_makes_no_floor(away: Away, spoil: Spoil, said: str) -> None:
    path = spoil(away)
    with pytest.raises(PhonebankError, match=said):
        pack_floor.open_pack(path, WORDS, BACK_AT)
    assert not pack_floor.working_file(path).exists()
    assert not list(path.parent.glob(".*.part*"))


def test_a_wrong_passphrase_opens_nothing(away: Away) -> None:
    path = issued(away)
    for words in (None, "", "three sad geese"):
        with pytest.raises(KeyNeeded):
            pack_floor.open_pack(path, words, MONDAY)
    assert list(path.parent.iterdir()) == [path]


def test_nothing_of_an_elector_can_be_read_in_a_pack(away: Away) -> None:
    back = away.back([away.call(1, "spoke", note="wry hedgehog")], "plain")
    for path in (away.path, back):
        content = path.read_bytes()
        for secret in (b"Byron", b"7700900001", b"hedgehog", away.keys.secret, away.keys.key):
            assert secret not in content


def test_the_passphrase_stands_nowhere_in_the_campaign(away: Away) -> None:
    assert WORDS not in str(every_row(away.make.db))
    assert packs.pack_rows(away.make.db, away.make.organiser, MONDAY)
