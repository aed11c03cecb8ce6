"""The script that every campaign has: it is said where a list has none of its own."""

from phonebank.domain.outcomes import UNDECIDED, WONT_SAY, WONT_VOTE
from phonebank.domain.scripts import Script, ScriptVersion, Stage

USUAL_NAME = "The usual one"

_STAGES = {
    Stage.OPENING: (
        "“Hello, is that {first}? My name’s {caller}, I’m {mp?} for {candidate}’s campaign. "
        "Have you got two minutes?”"
    ),
    Stage.VOTE: "“May I ask how you’re thinking of voting in the leadership election?”",
    Stage.BALLOT: (
        "“Has your ballot come? It has to arrive by {close_time} on {close_day}, so please send it "
        "in good time.”"
    ),
    Stage.CLOSING: "“Thank you, {first}. Is there anything you’d like {candidate_first} to know?”",
    Stage.MESSAGE: (
        "“This is a message for {first} from {caller}, for {candidate}’s campaign. We’ll try "
        "again. Ballots have to arrive by {close_day}. Goodbye.”"
    ),
    Stage.SOMEONE_ELSE: (
        "“May I ask when {first} is best reached? No message, thank you.” Say nothing of the "
        "contest to anybody else."
    ),
    Stage.CALL_BACK: "“Of course. When would suit you? I’ll make sure that somebody rings then.”",
    Stage.GOODBYE: "“Of course, thank you for telling me. Goodbye, {first}.”",
    Stage.NOBODY: "Nothing to say. Save, and the next elector comes.",
}
_REASON_TIPS = {
    "electability": "Ask first: what would win back people who stopped voting for us? Then listen.",
    "unity": "Ask first: what would a united party look like to you? Listen, then note it.",
    "Brexit": "Do not argue the vote again. Ask what they want the party to say now.",
    "policies": "Ask which one matters most to them, and note that one.",
    "austerity": "Ask how it has touched them or their street. It is theirs to tell.",
    "party democracy": "Ask what members should decide. Do not defend or attack the rules.",
    "opposition": "Ask what a strong opposition would do this week. Note the example.",
}
_ANSWER_TIPS = {
    UNDECIDED: "Ask what would decide it for them, and note that. Do not press.",
    WONT_SAY: "That is their right. Thank them, and do not guess.",
    WONT_VOTE: "Ask what keeps them from it, once. Then thank them.",
}

USUAL = Script(
    stages=_STAGES,
    reason_tips=_REASON_TIPS,
    answer_tips=_ANSWER_TIPS,
    any_reason="Let them finish, say it back in their own words, then note it.",
    privacy="Answers are kept for this contest only.",
)
USUAL_VERSION = ScriptVersion(id=None, name=USUAL_NAME, number=0, at=None, by="", words=USUAL)
