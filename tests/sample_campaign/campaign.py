"""The whole sample campaign from its seed: electors, calls and the effect of each place."""

from dataclasses import dataclass

from tests.sample_campaign.answers import answer_all
from tests.sample_campaign.call_lists import Call
from tests.sample_campaign.details import detail_all
from tests.sample_campaign.recruiters import tell_recruiters
from tests.sample_campaign.ringing import ring_all
from tests.sample_campaign.roll import Elector, make_roll


@dataclass(frozen=True)
class Campaign:
    """What goes into the files; the effects are log odds of Smith, for whoever wants to look."""

    electors: list[Elector]
    calls: list[Call]
    effects: dict[str, float]


def make_campaign() -> Campaign:
    """Make everything; raises if a place was not rung often enough to meet its figures."""
    electors = make_roll()
    lists = ring_all(electors)
    unmet = [call_list.place.name for call_list in lists if not call_list.is_done]
    if unmet:
        raise ValueError(f"Not enough answers in {', '.join(unmet)}: ring more, or ask for less.")
    effects = answer_all(lists)
    tell_recruiters(lists)
    return Campaign(electors, detail_all(lists, electors), effects)
