"""Who recruited whom: as many as the roll drew, and so that their recruits lean their way."""

from random import Random

from tests.sample_campaign import facts
from tests.sample_campaign.answers import CORBYN, SMITH, logistic
from tests.sample_campaign.call_lists import CallList, Track

_SIDES = {SMITH: 1, CORBYN: -1}


def tell_recruiters(lists: list[CallList]) -> None:
    """Share the recruiters of the registered supporters who answered out among them anew.

    Nobody else's recruiter is touched, and nothing but the recruiter: every answer stays.
    """
    rng = Random(f"{facts.SEED} recruiters")
    told = [
        track
        for call_list in lists
        for track in call_list.tracks
        if track.spoken and track.elector.section == facts.REGISTERED
    ]
    names = [track.elector.recruited_by for track in told]
    names.sort(key=lambda name: -facts.RECRUITER_LEAN.get(name, 0.0) - logistic(rng))
    told.sort(key=lambda track: (-_side(track), rng.random()))
    for track, name in zip(told, names, strict=True):
        track.elector.recruited_by = name


def _side(track: Track) -> int:
    """1 for Smith, -1 for Corbyn, by the latest answer that names one of them."""
    said = (_SIDES[call.intention] for call in reversed(track.spoken) if call.intention in _SIDES)
    return next(said, 0)
