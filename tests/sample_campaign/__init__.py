"""The sample campaign of 2016: how its roll and its calls are made, and what is biased in them.

`python -m tests.sample_campaign` writes sample_data/roll.csv, roll.xlsx and calls.csv again, the
same to the letter each time, on every Python. No elector, caller or number in them is real:
names are drawn from lists, numbers from Ofcom's drama ranges, mail is at example.org, postcodes
are in the area ZZ. The other files of sample_data were written by hand and carry the facts.

The canvass is wrong on purpose, in the ways in which the canvasses of 2016 were wrong:

* **Who answers.** Long-standing full members are put on the lists first and pick up the telephone
  more readily than new members, affiliates and registered supporters (`facts.ROLL_WEIGHT`,
  `facts.CONTACT`). They are the people who favour Smith.
* **What they say.** Among electors who name a candidate the odds of Smith are those that YouGov
  found for The Times, 30 August 2016: 68% of full members who joined before May 2015, 28% of those
  who joined from May to September 2015, 14% of the later ones; 38% of affiliated and 26% of
  registered supporters. Unions lean a little as their own ballots did (`facts.UNION_LEAN`).
* **Where they live.** One effect per place shifts all of these odds alike until the place gives
  the figure its MP told the press. It is found like this: each elector has a score, the log odds
  of their group plus a logistic draw; the electors who name a candidate are ranked by it, and
  the cut is laid where exactly as many stand above it as the MP's figure asks for. Minus the
  cut is the effect of the place. Odds ratios between groups stay as they were, and the shares
  come out exactly. Undecided, won't say and won't vote are cut off the same way beforehand.
* **How hard they were to reach.** Each further attempt that it took until an elector first spoke
  to us takes `facts.LATER_ATTEMPT` off the score: those who are hard to reach lean to Corbyn.
* **Who asked.** One caller, Keith Marlow, hears what he hopes: `facts.OPTIMISM` is added to
  the score of whomever he spoke to.

So the canvass as it stands on 18 September has Smith ahead. Weighted to the selectorate by section
and, among full members, by joining period, it has him behind, as he was. It should be believed no
further than that: the place effects stay in, as they would in any canvass by one side.

The figures to be met are in `places`. Exeter's three sum to 98, so no canvass can equal them; it
stands two thirds of a point above each. Pontypridd's are 29, 64 and 5 with 2 who refuse; the two
stand outside the base, which makes 30, 65 and 5. Brighton, Kemptown and Hove are to be added up.

Some 300 electors were asked twice, weeks apart. What they say now is drawn first, as for all; what
they had said before is drawn after it, so that some moved from Corbyn to Smith, some from Corbyn
to undecided, and some off the fence. Ringing stops in a place when its figures are met, so that
on 18 September many have never been rung, and callbacks are promised for the evening after.
"""
