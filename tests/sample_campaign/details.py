"""What else was said and noted: strength, the vote of 2015, reasons, ballots, corrections."""

from dataclasses import replace
from datetime import date, timedelta
from math import exp
from random import Random
from uuid import UUID

from tests.sample_campaign import facts
from tests.sample_campaign.answers import CORBYN, SMITH, UNDECIDED, WONT_SAY, WONT_VOTE
from tests.sample_campaign.call_lists import Call, CallList, Track
from tests.sample_campaign.roll import Elector, draw
from tests.sample_campaign.said import CALLBACK_NOTES, NOTES, REASONS

NOT_THEN, ABSTAINED = "not-a-member", "did-not-vote"

# First preferences of 2015 by group, after the declared result of 12 September 2015.
_VOTED = {
    facts.EARLY: {"Corbyn": 38, "Burnham": 27, "Cooper": 25, "Kendall": 7, ABSTAINED: 3},
    facts.SUMMER_2015: {"Corbyn": 74, "Burnham": 9, "Cooper": 9, "Kendall": 2, ABSTAINED: 6},
    facts.LATE: {NOT_THEN: 82, "Corbyn": 12, "Burnham": 3, "Cooper": 3},
    facts.AFFILIATED: {"Corbyn": 40, "Burnham": 20, "Cooper": 9, "Kendall": 3, ABSTAINED: 14,
                       NOT_THEN: 14},
    facts.REGISTERED: {"Corbyn": 40, "Burnham": 6, "Cooper": 8, "Kendall": 3, ABSTAINED: 5,
                       NOT_THEN: 38},
}  # fmt: skip
# How much rarer a vote of 2015 is among those who now say this.
_STAYED = {
    SMITH: {"Corbyn": 0.35},
    CORBYN: {"Burnham": 0.25, "Cooper": 0.22, "Kendall": 0.06},
    UNDECIDED: {"Kendall": 0.4},
}
_ASKED, _NOT_ASKED = 0.78, 0.1


def detail_all(lists: list[CallList], electors: list[Elector]) -> list[Call]:
    """Fill in every call; all calls in order of time, corrected ones included, with their ids."""
    rng = Random(f"{facts.SEED} details")
    tracks = [track for call_list in lists for track in call_list.tracks]
    said = {track.elector: _now(track) for track in tracks if track.spoken}
    voted = {elector: _voted(rng, elector, said.get(elector, "")) for elector in electors}
    for track in tracks:
        _detail(rng, track, voted[track.elector])
    _ask_not_to_be_called(rng, tracks)
    _remember_last_year(rng, voted)
    calls = [call for track in tracks for call in track.calls]
    return _in_order(rng, calls, _mistakes(rng, tracks))


def _now(track: Track) -> str:
    stated = [call.intention for call in track.spoken if call.intention != WONT_SAY]
    return stated[-1] if stated else WONT_SAY


def _voted(rng: Random, elector: Elector, now: str) -> str:
    rarer = _STAYED.get(now, {})
    weights = {
        vote: weight * rarer.get(vote, 1.0) for vote, weight in _VOTED[elector.group].items()
    }
    return draw(rng, weights)


def _detail(rng: Random, track: Track, voted: str) -> None:
    for call in track.spoken:
        is_last = call is track.calls[-1]
        call.ballot = _ballot(rng, call, may_be_returned=is_last)
        call.strength = _strength(rng, call)
        call.reasons = _reasons(rng, call.intention)
        if rng.random() < 0.13:
            call.note = rng.choice(NOTES[call.intention])
    if track.spoken:
        track.spoken[0].previous_vote = _asked(rng, track.spoken[0], voted)
    for call in track.calls:
        if call.outcome == "callback":
            _detail_callback(rng, call)


def _asked(rng: Random, call: Call, voted: str) -> str:
    chance = rng.random() * (2.2 if call.intention == WONT_SAY else 1)
    if chance < _ASKED:
        return voted if rng.random() < 0.95 else "cant-recall"
    return "not-asked" if chance < _ASKED + _NOT_ASKED else ""


def _detail_callback(rng: Random, call: Call) -> None:
    if rng.random() < 0.3:
        call.note = rng.choice(CALLBACK_NOTES)
    if call.at.date() >= date(2016, 8, 26) and rng.random() < 0.15:
        call.ballot = "received"


def _strength(rng: Random, call: Call) -> str:
    if call.intention not in {SMITH, CORBYN} or rng.random() < 0.06:
        return ""
    firm = 0.93 if call.ballot == "returned" else 0.62
    return "firm" if rng.random() < firm else "leaning"


def _ballot(rng: Random, call: Call, may_be_returned: bool) -> str:
    """Ballots went out from 22 August; by 18 September two in three stated had sent theirs back.

    Affiliated supporters had theirs later and were slower, as the campaign of 2016 said of them.
    """
    days = (call.at.date() - facts.BALLOTS_OPEN).days
    late = 4 if call.elector.section == facts.AFFILIATED else 0
    if days < 0:
        return "not-received" if rng.random() < 0.2 else ""
    arrived = 1 - exp(-max(0.0, days - late / 2) / 2.5)
    top = 0.68 if late else 0.9
    returned = top * (1 - exp(-max(0.0, days - 2 - late) / 8))
    chance = rng.random()
    if may_be_returned and chance < returned * _returners(call.intention):
        return "returned"
    if rng.random() < 0.07:
        return ""
    return "received" if chance < max(arrived, returned) else "not-received"


def _returners(intention: str) -> float:
    return {UNDECIDED: 0.0, WONT_VOTE: 0.0, WONT_SAY: 0.6}.get(intention, 1.0)


def _reasons(rng: Random, intention: str) -> tuple[str, ...]:
    """One to three reasons in the order in which they were given, of two answers in three."""
    weights = dict(REASONS.get(intention, {}))
    given: list[str] = []
    if weights and rng.random() < 0.66:
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
            given.append(draw(rng, weights))
            del weights[given[-1]]
    return tuple(given)


def _ask_not_to_be_called(rng: Random, tracks: list[Track]) -> None:
    """Beside the outcome of that name: some answer us and add that once is enough."""
    done = [track.calls[-1] for track in tracks if track.calls[-1].outcome == "spoke"]
    for call in rng.sample(done, 18):
        call.do_not_call = True
    for track in tracks:
        track.calls[-1].do_not_call |= track.calls[-1].outcome == "do-not-call"


def _remember_last_year(rng: Random, voted: dict[Elector, str]) -> None:
    """The roll has the vote of 2015 only where last year's canvass was kept."""
    for elector, vote in voted.items():
        was_there = elector.group in {facts.EARLY, facts.SUMMER_2015}
        if was_there and vote != ABSTAINED and rng.random() < 0.07:
            elector.previous_vote = vote


def _mistakes(rng: Random, tracks: list[Track]) -> dict[Call, Call]:
    """Calls that were entered wrongly and put right half a minute later: the right one, the wrong.

    Only electors' last calls, so that nothing that was done in between has to be explained.
    """
    lasts = [track.calls[-1] for track in tracks]
    named = [call for call in lasts if call.intention in {SMITH, CORBYN}]
    unanswered = [call for call in lasts if call.outcome == "no-answer"]
    wrong = {call: _other_candidate(call) for call in rng.sample(named, 9)}
    wrong |= {call: replace(call, outcome="busy") for call in rng.sample(unanswered, 5)}
    for call in wrong:
        call.at += timedelta(seconds=rng.randrange(12, 36))
    return wrong


def _other_candidate(call: Call) -> Call:
    other = CORBYN if call.intention == SMITH else SMITH
    return replace(call, intention=other, reasons=(), note="", previous_vote="")


def _in_order(rng: Random, calls: list[Call], mistakes: dict[Call, Call]) -> list[Call]:
    ordered = sorted([*calls, *mistakes.values()], key=_time_and_elector)
    for call in ordered:
        call.call_id = str(UUID(int=rng.getrandbits(128), version=4))
    for right, wrong in mistakes.items():
        right.supersedes = wrong.call_id
    return ordered


def _time_and_elector(call: Call) -> tuple[float, str]:
    return call.at.timestamp(), call.elector.membership_number
