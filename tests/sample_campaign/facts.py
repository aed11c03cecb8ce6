"""Dates, shares and chances on which the sample campaign stands, each with its source."""

from datetime import UTC, date, datetime, timedelta, timezone
from math import log

SEED = 20160924
BRITISH_SUMMER_TIME = timezone(timedelta(hours=1))
FIRST_DAY = date(2016, 8, 5)
LAST_DAY = date(2016, 9, 18)
BANK_HOLIDAYS = {date(2016, 8, 29)}
BALLOTS_OPEN = date(2016, 8, 22)
MADE_AT = datetime(2016, 9, 18, 18, 0, tzinfo=UTC)

FULL, AFFILIATED, REGISTERED = "full member", "affiliated supporter", "registered supporter"
EARLY, SUMMER_2015, LATE = "before May 2015", "May to September 2015", "after September 2015"
GROUPS = (EARLY, SUMMER_2015, LATE, AFFILIATED, REGISTERED)

# YouGov for The Times, 30 August 2016, without don't-knows.
SMITH_SHARE = {EARLY: 0.68, SUMMER_2015: 0.28, LATE: 0.14, AFFILIATED: 0.38, REGISTERED: 0.26}
LOG_ODDS = {group: log(share / (1 - share)) for group, share in SMITH_SHARE.items()}

# GMB and UNISON: 60% and 42% for Smith in their own ballots, August 2016; the others by their
# executives' nominations. Kept small, and about nought over all affiliated supporters.
UNION_LEAN = {"GMB": 0.35, "Usdaw": 0.3, "Community": 0.3, "Musicians' Union": 0.2,
              "Unite": -0.2, "CWU": -0.3, "ASLEF": -0.3, "TSSA": -0.3, "FBU": -0.4}  # fmt: skip

# Saving Labour recruited registered supporters against Corbyn in July 2016, Momentum for him; how
# far their recruits leant is an assumption, in log odds of Smith.
RECRUITER_LEAN = {"Saving Labour": 1.8, "Momentum": -1.2}

LATER_ATTEMPT = 0.42
OPTIMISM = 1.1

# Assumption. Members: 201,293 on 6 May 2015 and 388,407 on 10 January 2016 (party figures, The
# Guardian, 13 January 2016); 292,973 entitled in September 2015; 343,500 entitled on 22 August
# 2016 (party estimate). If those who left since had mostly joined before May 2015, the three
# groups of today are as below, and YouGov's shares make 43% for Smith among members, as printed.
JOINED_SHARE = {EARLY: 0.47, SUMMER_2015: 0.27, LATE: 0.26}

# The rolls of these places, near the national sizes of 22 August 2016 (54, 26 and 20 in the
# hundred), with a few more full members of long standing: places that had a Labour MP.
SECTION_SHARE = {FULL: 0.57, AFFILIATED: 0.25, REGISTERED: 0.18}
ROLL_JOINED_SHARE = {EARLY: 0.53, SUMMER_2015: 0.25, LATE: 0.22}

# Assumptions about the work: who is put on a list first, and who is in when the telephone rings.
ROLL_WEIGHT = {EARLY: 5.0, SUMMER_2015: 1.0, LATE: 0.7, AFFILIATED: 0.8, REGISTERED: 0.6}
CONTACT = {EARLY: 0.50, SUMMER_2015: 0.27, LATE: 0.21, AFFILIATED: 0.20, REGISTERED: 0.17}
DAYTIME_CONTACT = 0.65
CALLBACK_CONTACT = 0.72

# Minutes an outcome keeps an elector off the list; None is for good.
WAIT = {"no-answer": 180, "busy": 30, "machine-message": 2880, "machine": 1440, "not-in": 1440,
        "not-now": 10080, "broke-off": 10080, "refused-by-other": 4320, "failed": 60,
        "wrong-number": 0, "dead-number": 0, "callback": 0, "spoke": None, "do-not-call": None,
        "language": None, "unable": None, "deceased": None, "not-eligible": None}  # fmt: skip
NEXT_NUMBER = {"no-answer", "busy", "machine-message", "machine", "failed"}
BAD_NUMBER = {"wrong-number", "dead-number"}
REACHED = {"spoke", "callback", "not-now", "do-not-call", "broke-off", "language", "unable"}
ATTEMPTS, KEPT_CALLBACKS = 4, 2

WHEN_REACHED = {"spoke": 0.795, "callback": 0.1, "not-now": 0.05, "broke-off": 0.018,
                "do-not-call": 0.018, "language": 0.011, "unable": 0.008}  # fmt: skip
WHEN_NOT = {"no-answer": 0.46, "machine": 0.18, "machine-message": 0.085, "not-in": 0.115,
            "busy": 0.055, "failed": 0.022, "refused-by-other": 0.017, "deceased": 0.004,
            "wrong-number": 0.036, "dead-number": 0.026}  # fmt: skip

AFFILIATES = {"Unite": 34, "UNISON": 22, "GMB": 20, "Usdaw": 7, "CWU": 5, "Community": 2,
              "ASLEF": 1, "TSSA": 1, "FBU": 2, "BFAWU": 1, "UCATT": 1, "Musicians' Union": 1,
              "Fabian Society": 2, "Co-operative Party": 2, "Socialist Health Association": 1,
              "SERA": 1}  # fmt: skip
