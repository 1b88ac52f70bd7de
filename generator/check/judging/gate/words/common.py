"""Common words of market prose: a rewrite may use them freely, since by themselves they add no fact."""

from generator.check.text.wordset import wordset

COMMON = wordset("""
    the a an and or but nor yet so if than then that this these those which who whom whose what when where while
    whereas although though as at by for from in into of off on onto out over per since till to toward towards under
    until up upon via with within without about above across after against along among around before behind below
    beneath beside besides between beyond despite down during except near past through throughout is are was were be
    been being am do does did done doing have has had having can could may might must shall should will would not no
    none never neither either both each every all any some most more less fewer least many much few several other
    others another same such only own just also too very still even again already almost nearly roughly exactly
    precisely here there now today yesterday later earlier first second third last next previous former latter one
    two three four five six seven eight nine ten eleven twelve hundred thousand million billion trillion its it they
    them their he she his her we us our you your i my me itself themselves price prices level levels value values
    close closes closed closing closer finish finished finishing end ended ending ends start started starting begin
    began beginning open opened opening session sessions day days week weeks weekly month months monthly quarter
    quarters quarterly year years yearly annual annualised annualized daily hour hours midnight utc date dates time
    times period periods market markets index indices indexes benchmark benchmarks gauge gauges stock stocks share
    shares equity equities bond bonds note notes treasury treasuries yield yields rate rates currency currencies
    metal metals coin coins fund funds etf etfs security securities asset assets commodity commodities instrument
    instruments series reading readings measure measures measured measuring percent cent percentage point points
    basis bp bps pp dollar dollars cents unit units number numbers figure figures data change changes changed
    changing move moves moved moving movement gain gains gained gaining loss losses lost losing lose rise rises rose
    risen rising fall falls fell fallen falling drop drops dropped decline declines declined declining advance
    advanced advancing increase increases increased increasing decrease decreased decreasing higher lower high low
    highs lows highest lowest flat unchanged little steady positive negative stronger weaker record records peak
    peaks trough all-time intraday ever maturity maturities stand stands stood standing sit sits lie lies lay rest
    remain remains remained remaining keep keeps kept hold holds held leave leaves left put puts took take takes
    taken taking give gives gave given make makes made making come comes came go goes went gone reach reaches
    reached show shows showed shown showing see seen saw mark marks marked bring brings brought stay stays stayed
    carry carries carried compare compared comparison comparisons relative respectively total totals sum amount
    amounts amounted average mean median standard deviation deviations ratio ratios correlation correlations beta
    volatility z-score score spread spreads gap gaps difference differences margin lead lag lags lagged trail trails
    trailed trailing ahead outpaced outperformed underperformed beat worth row rows list table tables column columns
    caution caveat important please read reader readers remark summary brief report page text line lines order
    question hand terms term word words american u.s. chinese china european global world wide broad large small big
    bigger smaller cap caps large-cap small-cap companies company tech technology exclude excludes excluded
    excluding include includes included including dividend dividends count counts counted counting account based use
    uses used using stale today's current out-of-date reason reasons cause causes why explain explains explained
    explanation contain contains contained information available known unknown say says said tell tells told state
    states stated saying away back forth apart together alone single double half twice once straight consecutive
    successive running streak run runs sequence turn turned set sets broken broke break prior old older new newer
    fresh latest earliest recent recently further farther far long short year-end month-end quarter-end favour favor
    versus vs whole entire full part parts partly wholly overall altogether combined net gross plus minus equal
    equals equally trade trades traded trading quote quoted quotes refer refers referred referring concern
    concerned concerns regard regarded apply applies applied serve serves served stop stops stopped slightly sharply
    modestly moderately steeply strongly weakly barely hardly scarcely merely slight sharp modest strong weak
    considerable considerably clearly notably quite rather fairly however meanwhile moreover furthermore therefore
    thus hence accordingly instead otherwise nevertheless nonetheless contrast meantime case cases instance
    instances example sample compile calculated calculate calculation computed compute derived expressed spelled
    rounded round figures' figure's its' completed complete completes attained attain attains achieved achieve day's
    week's month's quarter's year's end-of-year start-of-year mind bear follow follows followed following ranked
    rank ranks top bottom best worst middle wall street york london shanghai shenzhen hong kong tokyo federal
    reserve fed central bank money supply liquidity flow flows inflow inflows outflow outflows possible possibly
    likely warning means meaning meant matter matters point-in-time observation observations value-weighted
    twelve-month one-day daily-return returns return yielded yielding pay paid cost costs proxy proxies represent
    represents represented stand-in gauged behalf place places placed position positions passed pass passes overtook
    exceeded exceed exceeds surpassed topping topped eased ease slipped slid edged inched climbed jumped added shed
    tumbled plunged surged rallied rebounded recovered dipped retreated sank slumped soared leapt receded descended
    ascended minimum maximum range ranges ranged sideways direction directions two-year ten-year sixty thirty twenty
    forty fifty seventy eighty ninety half-year latest-available cutoff date's whichever whatever wherever whether
    because se namely i.e e.g etc ie eg
""")
