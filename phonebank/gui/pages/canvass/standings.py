"""How each seat of the map stands: in whose colour, how strong, hatched, outlined, or grey."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from phonebank.domain.hex_map import Cell, HexSeat, hex_map_in
from phonebank.domain.verdicts import Verdict
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.locations import resource


@dataclass(frozen=True)
class Standing:
    """What a cell looks like: the verdict, the short name of whom it puts in front, and its source.

    Without a verdict nobody on the roll is there, or somebody told us words that are no verdict.
    """

    verdict: Verdict | None = None
    leader: str | None = None
    is_reported: bool = False


@dataclass(frozen=True)
class MapSeat:
    """A seat, how it stands, and what the table says of it; None where the table has no row."""

    seat: HexSeat
    standing: Standing
    subject: Subject | None = None


@dataclass(frozen=True)
class CanvassMap:
    """Every seat by its cell, and the places of the table that are no seat of the map."""

    seats: Mapping[Cell, MapSeat]
    left_out: Sequence[str]

    def counts(self) -> Mapping[Standing, int]:
        """How many seats stand each way."""
        counted: dict[Standing, int] = {}
        for seat in self.seats.values():
            counted[seat.standing] = counted.get(seat.standing, 0) + 1
        return counted

    def cell_of(self, place: str) -> Cell | None:
        """The cell of the place of this name."""
        for cell, seat in self.seats.items():
            if seat.subject is not None and seat.subject.place == place:
                return cell
        return None


NOBODY = Standing()
_WORDS = frozenset(str(verdict) for verdict in Verdict)


@cache
def map_seats() -> Sequence[HexSeat]:
    """The 650 seats, as they travel with the program."""
    return hex_map_in(resource("hex_map.csv").read_text("utf-8"))


def canvass_map(subjects: Iterable[Subject], look: Look) -> CanvassMap:
    """How the seats stand by what a canvass table says of them: ours before what was reported."""
    shown: dict[str, Subject] = {}
    for subject in subjects:
        key = subject.row.ons_code or subject.place
        if subject.row.place and (key not in shown or _says_nothing(shown[key])):
            shown[key] = subject
    known = {seat.ons_code for seat in map_seats()}
    return CanvassMap(
        {seat.cell: _map_seat(seat, shown.get(seat.ons_code), look) for seat in map_seats()},
        sorted(subject.place for key, subject in shown.items() if key not in known),
    )


def _map_seat(seat: HexSeat, subject: Subject | None, look: Look) -> MapSeat:
    return MapSeat(seat, standing_of(subject, look) if subject else NOBODY, subject)


def _says_nothing(subject: Subject) -> bool:
    """Whether nobody on the roll is there, so that what was reported is shown."""
    return subject.told is None and not subject.row.tally.roll


def standing_of(subject: Subject, look: Look) -> Standing:
    """How a row is drawn: by the words of its verdict, so that map and table never disagree."""
    if _says_nothing(subject):
        return NOBODY
    if subject.told is None:
        verdict = subject.row.verdict
        return Standing(verdict, _leader_of_ours(subject, verdict, look.ours))
    known = Verdict(subject.verdict) if subject.verdict in _WORDS else None
    return Standing(known, subject.leader(look.ours), is_reported=True)


def _leader_of_ours(subject: Subject, verdict: Verdict | None, ours: str) -> str | None:
    """As `Subject.leader`, by the counts: 650 seats are asked at once."""
    side = verdict.side if verdict else 0
    return subject.row.tally.rival(ours) if side < 0 else ours if side else None
