"""What the electors who were reached said, cut so that each place stands where its MP put it."""

from collections.abc import Callable
from math import log
from random import Random

from tests.sample_campaign import facts
from tests.sample_campaign.call_lists import Call, CallList, Track
from tests.sample_campaign.callers import OPTIMIST
from tests.sample_campaign.places import Place

SMITH, CORBYN, UNDECIDED = "Smith", "Corbyn", "undecided"
WONT_SAY, WONT_VOTE = "wont-say", "wont-vote"
Score = Callable[[Track], float]

# What electors whom we rang twice had said the first time, by what they say now.
_BEFORE = {
    SMITH: {SMITH: 62, UNDECIDED: 20, CORBYN: 18},
    CORBYN: {CORBYN: 77, UNDECIDED: 19, SMITH: 4},
    UNDECIDED: {UNDECIDED: 30, CORBYN: 58, SMITH: 12},
    WONT_VOTE: {UNDECIDED: 50, CORBYN: 30, SMITH: 20},
    WONT_SAY: {WONT_SAY: 1},
}
_CHANGED_SUBJECT = 0.06


def answer_all(lists: list[CallList]) -> dict[str, float]:
    """Give every call that spoke its answer; the effect of each place, in log odds of Smith."""
    effects = {}
    for call_list in lists:
        rng = Random(f"{facts.SEED} answers {call_list.place.name}")
        tracks = [track for track in call_list.tracks if track.spoken]
        now, effects[call_list.place.name] = _current_answers(rng, call_list.place, tracks)
        for track in tracks:
            _tell(rng, track.spoken, now[track])
    return effects


def _current_answers(
    rng: Random, place: Place, tracks: list[Track]
) -> tuple[dict[Track, str], float]:
    """The answer that stands for each elector at the end, and the effect of the place."""
    scores = {track: _leaning(track) + logistic(rng) for track in tracks}
    doubt = {track: _doubt(track) + logistic(rng) for track in tracks}
    on_roll = [track for track in tracks if track.elector.eligible]
    now = dict.fromkeys(tracks, CORBYN)
    left = _name(now, WONT_VOTE, place.wont_vote, sorted(on_roll, key=lambda t: rng.random()))
    left = _name(now, WONT_SAY, place.wont_say, sorted(left, key=lambda t: rng.random()))
    left = _name(now, UNDECIDED, place.undecided, sorted(left, key=lambda t: -doubt[t]))
    ranked = sorted(left, key=lambda track: -scores[track])
    _name(now, SMITH, place.smith, ranked)
    cut = (scores[ranked[place.smith - 1]] + scores[ranked[place.smith]]) / 2
    for track in tracks:
        if not track.elector.eligible and scores[track] > cut:
            now[track] = SMITH
    return now, -cut


def _name(now: dict[Track, str], answer: str, count: int, ranked: list[Track]) -> list[Track]:
    """Give the first `count` the answer; the others."""
    now.update(dict.fromkeys(ranked[:count], answer))
    return ranked[count:]


def logistic(rng: Random) -> float:
    """Drawn from the standard logistic distribution: noise on the scale of log odds."""
    chance = (rng.getrandbits(52) + 1) / (2**52 + 2)
    return log(chance / (1 - chance))


def _leaning(track: Track) -> float:
    """Log odds of Smith before the effect of the place."""
    late = min(track.first_reached, facts.ATTEMPTS) - 1
    heard = facts.OPTIMISM if track.spoken[-1].caller == OPTIMIST else 0.0
    union = facts.UNION_LEAN.get(track.elector.affiliate, 0.0)
    return facts.LOG_ODDS[track.elector.group] + union + heard - facts.LATER_ATTEMPT * late


def _doubt(track: Track) -> float:
    """Affiliates make up their minds late, electors of summer 2015 did so long ago."""
    more = {facts.AFFILIATED: 0.5, facts.SUMMER_2015: -0.3, facts.LATE: -0.4}
    return more.get(track.elector.group, 0.0)


def _tell(rng: Random, calls: list[Call], now: str) -> None:
    """The answer of today on the last call, an earlier one before it; few refuse to repeat it."""
    first, last = calls[0], calls[-1]
    last.intention = now
    if first is last:
        return
    before = _BEFORE[now]
    first.intention = rng.choices(list(before), list(before.values()))[0]
    if now not in {WONT_SAY, WONT_VOTE} and rng.random() < _CHANGED_SUBJECT:
        first.intention, last.intention = now, WONT_SAY
