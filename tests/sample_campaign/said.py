"""Reasons and remarks from which the calls are furnished."""

from tests.sample_campaign.answers import CORBYN, SMITH, UNDECIDED, WONT_SAY, WONT_VOTE

# For Smith in the order of the reports: electability, unity and, quite a way behind, Brexit.
REASONS = {
    SMITH: {"electability": 56, "unity": 42, "opposition": 24, "Brexit": 14, "policies": 11},
    CORBYN: {"policies": 48, "austerity": 40, "party democracy": 36, "opposition": 8, "unity": 7,
             "electability": 5},
}  # fmt: skip

NOTES = {
    SMITH: (
        "would like a poster for the window",
        "may help at the weekend, ask again",
        "wants to hear more about Europe",
        "liked the speech in Milton Keynes",
        "thinks we need a fresh start",
        "watched the hustings on television",
        "asked when the result is declared",
        "worried about the next general election",
        "will talk to the branch",
    ),
    CORBYN: (
        "polite, not to be moved",
        "thinks MPs should have backed the leader",
        "went to the rally",
        "likes our man too, but not this year",
        "wants an end to cuts",
        "asked why there is a contest at all",
        "could be talked to again",
        "has thought so since last summer",
        "says the leader was elected only a year ago",
    ),
    UNDECIDED: (
        "wants to see the next hustings first",
        "torn between heart and head",
        "worried about unity",
        "would talk to the MP",
        "asked for something to read, sent the leaflet",
        "was sure in July, is not now",
        "will decide when the ballot is on the table",
        "likes neither much",
    ),
    WONT_SAY: ("says it is a secret ballot", "never tells anybody", "had three calls this week"),
    WONT_VOTE: (
        "fed up with the whole thing",
        "will not take part this time",
        "will sit this one out",
    ),
}
CALLBACK_NOTES = (
    "just sat down to eat",
    "after work",
    "putting the children to bed",
    "on the bus",
    "wants to think first",
    "in a meeting",
    "after the football",
    "asked to be rung at that time exactly",
)
