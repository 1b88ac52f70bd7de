"""Words that bring in something from outside the data: actors, events, policy, moods, deals, orders to the reader."""

from generator.check.text.wordset import wordset

NEWS = wordset("""
    accumulate accumulation acquisition administration advice advise advised advises affiliate agreement ai allocate
    allocation allocations always analyst analysts announcement announcements anticipate anticipated anticipates
    anxiety anxious appetite assistant assistants attack attractive auction auctions avoid bailout ban bankers banking
    bankruptcies bankruptcy bans bargain bargains bear bearish bears bonus borrower borrowers borrowing boss bound
    breakout breakouts brexit bubble bubbles budget bull bullish bulls buy buyback buybacks buyer buyers buying calls
    capitulation catalyst catalysts ceasefire ceo certain certainly cfo chair chairman chairwoman chancellor chip
    chips click client clients coming concern concerns confirm confirmed confirms conflict congress consider
    considered considers conspiracy consumer consumers contagion contracts coupon court covid crises crisis customer
    customers cut cuts deal dealer dealers deals debt debts default defaults deficit deficits definitely deflation
    deleveraging demand deposit depositors deposits depression destined dip dips discount disinflation dispute
    disputes ditch doubtless dovish downgrade downgrades download downturn driver drivers drought dumb dump earnings
    easing economic economies economist economists economy election elections employer employers employment energy
    euphoria executive executives expect expectation expectations expected expects expensive exploit exports exposure
    fiscal forecast forecasts forward fraud free fundamental fundamentals futures geopolitical giveaway government
    governments governor growth guarantee guaranteed guarantees guidance hack hacks haven hawkish headline headlines
    hedge hedger hedgers hedging herd hike hikes hiring household households housing hurricane ignore imminent implied
    implies imply imports indicate indicated indicates inevitable inevitably inflation insider insiders institutional
    institutions instructed instruction instructions invariably invasion inventories inventory invest investor
    investors ipo jitters jobs lawsuit layoffs lender lenders lending leverage leveraged lighten link liquidation
    liquidations lockdown login looming manager managers mania manipulated manipulation meeting merger mergers
    minister minutes momentum monetary mortgage mortgages negotiations nerves nervous news newsletter obviously
    official officials oil opportunities opportunity optimism options outage outflank outlook output overbought
    oversold overvalued overweight pandemic panic parliament password pattern patterns payroll payrolls peace
    pessimism pivot poised policies policy policymaker policymakers political politician politicians poll polls
    portfolio portfolios positioning predict prediction predictions predicts premium president production productivity
    profit profitability profits projected projection projections promo proof prospects prove proven proves pullback
    pullbacks purchase purchases rating ratings rebalance rebalancing recession recessions recommend
    recommendation recommended recommends referendum refuge regulation regulations regulator regulators reliable
    reliably repatriation rescue resistance revenue revenues reward rigged risk riskier risks risky rotate rumor
    rumors rumour rumours safe safety sale sales sanction sanctions satoshis scandal sell seller sellers selling
    semiconductor semiconductors senate sentiment shelter shutdown signal signaled signalled signals slowdown smart
    software speculation speculative speculator speculators speech spending sponsor sponsored squeeze stagflation
    stimulus storm strategist strategists subscribe subscribers subscription suggest suggested suggests supply surely
    swaps system takeover talks taper tapering target targets tariff tariffs tax taxes technology tension tensions
    testimony tightening trader traders transfer treasurer treaty trigger triggers trim truce turnover uncertainty
    undervalued underweight undoubtedly unemployment upgrade upgrades vaccine valuation valuations virus visit vote
    voter voters votes wage wages war wars webinar website whale whales worker workers
""")
"""New facts, unless the plain text has them."""

CERTAIN = wordset("""
    always bound certain certainly definitely doubtless guaranteed inevitably invariably must obviously shall surely
    undoubtedly
""")
"""Certainty, unless the plain text has it."""

VIEWS = wordset("""
    alarm alarming alarmingly alarms anxious apparently appealing astonishing astonishingly astounding bloodbath
    bottoming bounce bouncing breather brutal bullishness buoyant burned burnt capped carnage cautiously cheap cheaply
    cheaper cheered cheers comfort comforting complacency complacent conviction correction corrections counterpart
    counterparts crowd crowded dampened daunting depressed deserves deteriorating dire disappointed disappointing
    disappointingly disappointment dismal doom dramatic dramatically durable edgy embattled encouraged encouraging
    enthusiasm eventually evidently exceptional exceptionally excessive exciting exhausted exhaustion exodus
    extraordinary extraordinarily exuberance exuberant eye-catching fear fearful fears fever flight foothold foreshadows
    fragile fragility frothy gloom gloomy growing harbinger healthy heated hesitant historic historically hope hopeful
    hopes impressive impressively indecision inevitably insane intact interest investing irrational jittery landmark
    lasting likely lure lured luring mighty miracle mood moods nerve nervousness normal normalisation normalization
    ominous ominously opportunistic oversupply overdone overextended overheated overheating overstretched painful
    participants patience patient peer peers plausible play poor precarious precedent pressure pressured pressures
    presumably probably profit-taking promising promisingly prospect prospects prudent rare rarely reassurance
    reassuring rebound rebounds recover recovers recovering recovery relief remarkable remarkably renewed resilience
    resilient reversal reversing rival rivals robust rotation rout scramble scrambled sector sectors seemingly sensible
    severe shaky shock shocked shocking shrugged soothed spectacular spectacularly spooked stabilisation stabilise
    stabilised stabilize stabilized staggering startling strategic strength stress stressed stretched stunning support
    supported supportive supports surprise surprised surprises surprising surprisingly sustainable sustained symptom
    tailwind tailwinds headwind headwinds tame telling temporarily temporary thin thinner tired trend trends troubled
    troubling turnaround turnarounds turmoil typical typically unbelievable unbelievably undeterred uneasy unexpected
    unexpectedly unfazed unhealthy unimpressed unlikely unnerved unprecedented unsettled unsurprising unsurprisingly
    unsustainable unusual unusually upbeat upheaval upside usual usually vindicated vigilance vigilant volumes vulnerable
    warranted warrants weakness whim wise wisely worried worries worrisome worry worrying worst-case
    crude copper gas wheat nvidia apple tesla banks financials utilities healthcare industrials miners treasuries
    met meets decided decides decision announced announces vowed pledged voted paused pauses intervened intervention
    holiday thanksgiving christmas weather summer opec washington beijing brussels ecb boj tokyo
""")
"""Judgements, moods, expectations and other parts of the market, unless the plain text has them."""
