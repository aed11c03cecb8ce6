"""The map's scale of colour: ours to one side, the rival to the other, grey where neither leads."""

from functools import lru_cache
from itertools import product

from PySide6.QtGui import QColor

from phonebank.domain.verdicts import Verdict
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.seen import apart, seen_as
from phonebank.gui.pages.canvass.standings import Standing
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.colours import mix
from phonebank.gui.widgets.theme import Theme

STRENGTH = {
    Verdict.COMFORTABLY_IN_FRONT: 1.0,
    Verdict.COMFORTABLY_BEHIND: 1.0,
    Verdict.IN_FRONT: 0.68,
    Verdict.BEHIND: 0.68,
    Verdict.NARROWLY_IN_FRONT: 0.4,
    Verdict.NARROWLY_BEHIND: 0.4,
}
COLD, WARM = QColor("#0072B2"), QColor("#D55E00")  # Okabe and Ito's blue and vermilion
WELL_APART = 10.0
_LEVEL = 0.45  # of grey in the ground, where neither leads
_STEPS = 10


def shade(standing: Standing, look: Look, theme: Theme) -> QColor:
    """The fill of a seat: its leader's colour, the paler the smaller the lead."""
    if standing.leader is None or standing.verdict not in STRENGTH:
        level = standing.verdict is Verdict.NECK_AND_NECK
        return mix(theme.surface, theme.und, _LEVEL) if level else theme.sunken
    return mix(theme.surface, leader_colour(standing, look, theme), STRENGTH[standing.verdict])


def leader_colour(standing: Standing, look: Look, theme: Theme) -> QColor:
    """The whole colour of whom a seat's verdict puts in front, ink where that is nobody."""
    if standing.leader is None:
        return theme.text2
    rival = standing.leader if standing.leader != look.ours else look.first_rival
    ours, theirs = sides(look.colour(look.ours), look.colour(rival), theme)
    return ours if standing.leader == look.ours else theirs


@lru_cache(maxsize=32)
def sides(ours: str, rival: str, theme: Theme) -> tuple[QColor, QColor]:
    """The marks of two candidates' own colours, told apart by everybody at every strength.

    The bluer of the two is moved towards blue and the other towards vermilion in steps of a tenth,
    no farther than is needed.
    """
    one, other = answer_colours(ours, theme).mark, answer_colours(rival, theme).mark
    is_bluer = seen_as(one, "all")[2] <= seen_as(other, "all")[2]
    ends = (COLD, WARM) if is_bluer else (WARM, COLD)
    for step in range(_STEPS + 1):
        moved = mix(one, ends[0], step / _STEPS), mix(other, ends[1], step / _STEPS)
        if _are_apart(*moved, theme.surface):
            break
    return moved


def _are_apart(one: QColor, other: QColor, ground: QColor) -> bool:
    strengths = set(STRENGTH.values())
    return all(
        apart(mix(ground, one, mine), mix(ground, other, theirs)) >= WELL_APART
        for mine, theirs in product(strengths, strengths)
    )
