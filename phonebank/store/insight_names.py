"""The words for the ids by which electors are counted."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from phonebank.store.contest_schema import Affiliate, Section
from phonebank.store.schema import Caller, Constituency, Elector


class CellKey(NamedTuple):
    """Electors alike in what the roll says; the level is their affiliate, or else their region."""

    section: str
    period: int
    level: str


class Place(NamedTuple):
    """A constituency, with what is known of it."""

    name: str
    ons_code: str
    region: str
    mp: str | None


NO_SECTION = "No section"


class Names:
    """Each asked for once, and only if at all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @cached_property
    def sections(self) -> dict[int, str]:
        return self._told(select(Section.id, Section.name))

    @cached_property
    def affiliates(self) -> dict[int, str]:
        return self._told(select(Affiliate.id, Affiliate.name))

    @cached_property
    def callers(self) -> dict[int, str]:
        return self._told(select(Caller.id, Caller.name))

    @cached_property
    def constituencies(self) -> dict[int, Place]:
        """In the order of their names."""
        facts = Constituency.name, Constituency.ons_code, Constituency.region, Constituency.mp
        rows = self._session.execute(select(Constituency.id, *facts).order_by(Constituency.name))
        return {i: Place(name, code, region, mp or None) for i, name, code, region, mp in rows}

    @cached_property
    def places(self) -> dict[int, str]:
        return {i: place.name for i, place in self.constituencies.items()}

    @cached_property
    def regions(self) -> dict[int, str]:
        return self._told(select(Constituency.id, Constituency.region))

    def _told(self, query: Select[int, str]) -> dict[int, str]:
        return dict(self._session.execute(query).all())

    def of(self, by: str) -> tuple[Any, Callable[[Any], str | None]]:
        """The column to count by for a row's label, and the label of each value there."""
        if by == "recruiter":
            return Elector.recruited_by, lambda name: name or None
        known: dict[str, tuple[Any, str]] = {
            "constituency": (Elector.constituency_id, "places"),
            "region": (Elector.constituency_id, "regions"),
            "section": (Elector.section_id, "sections"),
            "affiliate": (Elector.affiliate_id, "affiliates"),
        }
        column, names = known[by]
        return column, getattr(self, names).get

    def cell(self, section: int | None, when: int, affiliate: int | None, region: str) -> CellKey:
        level = region if affiliate is None else self.affiliates[affiliate]
        name = NO_SECTION if section is None else self.sections[section]
        return CellKey(name, when, level)
