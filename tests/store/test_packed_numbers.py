"""Whole numbers that a database hands over in one piece."""

from random import Random

from sqlalchemy import BigInteger, cast, literal, select, union_all

from phonebank.store.database import Database
from phonebank.store.dialect import packed, unpacked

LEAST, MOST = -(2**63), 2**63 - 1


def handed_over(db: Database, numbers: list[int]) -> list[int]:
    """These, by way of a database that is asked for them in their order."""
    told = enumerate(numbers or [0])
    rows = union_all(
        *(select(literal(at).label("at"), cast(one, BigInteger).label("one")) for at, one in told)
    ).subquery()
    asked = select(rows.c.one).where(rows.c.at < len(numbers)).order_by(rows.c.at).subquery()
    with db.read() as session:
        return list(unpacked(session.scalar(select(packed(session, asked.c.one)))))


def test_numbers_of_every_size_come_back_in_the_order_of_the_rows(db: Database) -> None:
    random = Random(5)
    numbers = [LEAST, MOST, 0, -1, 255, 256, 650_000]
    numbers += [random.randint(LEAST, MOST) for _ in range(200)]
    assert handed_over(db, numbers) == numbers


def test_of_no_rows_there_are_no_numbers(db: Database) -> None:
    assert handed_over(db, []) == []
