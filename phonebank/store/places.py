"""Questions about constituencies, sections and affiliates by the names in use."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from phonebank.domain.places import place_key
from phonebank.store.contest_schema import Affiliate, Area, AreaConstituency, Section
from phonebank.store.schema import Constituency, ConstituencyName


def add_constituencies(session: Session, rows: Iterable[Mapping[str, str]]) -> None:
    """Store the constituencies of resources/constituencies.csv with every name they go by."""
    listed = list(rows)
    if not listed:
        return
    facts = [
        {
            "ons_code": row["ons_code"],
            "name": row["name"],
            "nation": row["nation"],
            "region": row["region"],
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
        }
        for row in listed
    ]
    session.execute(insert(Constituency), facts)
    coded = select(Constituency.ons_code, Constituency.id)
    ids: dict[str, int] = dict([*session.execute(coded)])
    names = [
        {"key": key, "written": name, "constituency_id": ids[row["ons_code"]]}
        for row in listed
        for key, name in _by_key(row).items()
    ]
    session.execute(insert(ConstituencyName), names)


def _by_key(row: Mapping[str, str]) -> dict[str, str]:
    """The names of a constituency by key; of several with the same key the first."""
    names = [row["name"], *filter(None, row["aliases"].split(";"))]
    return {place_key(name): name for name in reversed(names)}


def constituency_ids(session: Session) -> dict[str, int]:
    """Constituency id by every key and by ONS code."""
    names = select(ConstituencyName.key, ConstituencyName.constituency_id)
    codes = select(func.lower(Constituency.ons_code), Constituency.id)
    return dict([*session.execute(names), *session.execute(codes)])


def constituency_names(session: Session) -> list[str]:
    """Their own names, in alphabetical order."""
    return list(session.scalars(select(Constituency.name).order_by(Constituency.name)))


def regions(session: Session) -> dict[str, tuple[str, frozenset[int]]]:
    """Ids of the constituencies of each region, by key, with the region's name."""
    return _grouped(session, Constituency.region)


def nations(session: Session) -> dict[str, tuple[str, frozenset[int]]]:
    return _grouped(session, Constituency.nation)


def _grouped(session: Session, column: object) -> dict[str, tuple[str, frozenset[int]]]:
    groups: dict[str, tuple[str, set[int]]] = {}
    found = session.execute(select(column, Constituency.id))  # type: ignore[call-overload]
    for name, constituency in found:
        groups.setdefault(place_key(name), (name, set()))[1].add(constituency)
    return {key: (name, frozenset(ids)) for key, (name, ids) in groups.items()}


def section_ids(session: Session) -> dict[str, int]:
    """Section id by key."""
    rows = session.execute(select(Section.name, Section.id).order_by(Section.id))
    return {place_key(name): section for name, section in rows}


def affiliate_ids(session: Session) -> dict[str, int]:
    """Affiliate id by key."""
    rows = session.execute(select(Affiliate.name, Affiliate.id).order_by(Affiliate.id))
    return {place_key(name): affiliate for name, affiliate in rows}


def add_area(session: Session, printed: str, ids: Sequence[int]) -> int:
    """The area with this printed name, made when it is new."""
    area = session.scalars(select(Area).where(Area.printed == printed)).first()
    if area is None:
        area = Area(printed=printed)
        session.add(area)
        session.flush()
        session.add_all(
            AreaConstituency(area_id=area.id, constituency_id=constituency) for constituency in ids
        )
    return area.id
