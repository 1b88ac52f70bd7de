"""Everyday words: idiom, address and colour. They assert nothing about a market, so that a rewrite may use them."""

from generator.check.text.wordset import wordset

EVERYDAY = wordset("""
    able absolutely accident accompanied accompany ache act acted action acts actual actually add adding address adds
    adieu admin admit admittedly afternoon afterwards ago agree ah air alas alike alive allow allowed alongside amid
    amidst amongst amusing angle anniversary answer answers anybody anyhow anyone anything anyway anywhere apiece
    appear appeared appears appetizer apple appropriate approx approximately arm arms arrive arrived arrives art aside
    ask asked asking asleep attention avg awake aware awful awhile backdrop backs backward bad badly bag bags balance
    ball bang bare barometer barrel basic basically basket bath bearing beast beaten beautiful became become becomes
    bed bedtime beg belief believe bell bells belong belongs belt bench bend bent bet bid bidding birthday bit bite
    bits bitter blank bled bleed bleeding blink blip blow blown board boat boats bob body bold bone book booked
    bookkeeping books boost boot bore boring borne bother bottle bottoms bounce bounced bounces bouncing bow bowl box
    boxes boy brackets brake brakes branch brand bread breadth breath breather breathing breeze briefly bright broader
    broadly brother brush bucket buckets buckle bug build built bump bumpier bumps bumpy bunch burn bus busier
    business busy butter button bye ca cake calendar call called calling calmer camp candle candles capture captured
    captures car card cards care careful carefully carpet carriage cart cash cast cat catch catching caught cautious
    caveats ceiling celebrate center centre certificate chalk chalked chance chapter character chart charts chatter
    cheer cheerful cheers chest chg chief chiefly child children chill choice choose chop choppy chunk circa circle
    class classic clean clear clever climb climbing clinch clinched clip clock clocked clocks closely cloth clothes
    cloud clouds club clue clues coaster coat coffee cold collect color colour comfort comfortable comfortably comment
    commentary common companion compass complain complaint completely component components conclude confess confusing
    congratulations connect consecutively consist consists context continue continued continues continuing control
    conversation cook cookie cool copy core corner corr correct cosy couch cough counter couple course cover covered
    covers cozy crack crawl crawled crazy cream creep crept crop cross crossed crown crucial cry cup curiosity curious
    curtain curve curves cushion custom cycle cycles damage dance dancing dare dark dash dashboard dawn daydream
    dazzle dazzled dead dear decade decades decent decide decided deep deeper deeply define defined defines definition
    definitions degree degrees delight deliver delivered delivers den department depend depends depth depths descend
    describe described describes describing deserve deserves desk dessert detail details devil dial die diet differ
    differed different differs dig digest digit digits diligent dinner dirty disappear disclaimer disclaimers disclose
    discloses discover dish dished distance distances distant ditto dive divide divided dividing doctor dog donkey
    door doors dot dots doubt downhill downside downstairs downward dozen dozens drag dragged drain drained draining
    draw drawing drawn dream dress drift drifted drifting drink drip dripped dripping drive drum dry dubbed duck due
    dull duller duration dust duty dwarf dwarfs ear early earn earned ears earth easily easy eat echo echoed echoes
    eclipse eclipsed eclipses eclipsing edge editor eighteenth eighth elder elders element elements elevator eleventh
    else elsewhere email emoji empty encore endless energetic enjoy enjoyed enough enter entered enters entry episode
    episodes error especially essential essentially evening evenings event eventful events everybody everyday everyone
    everything everywhere evidence evidently exact exam excellent exception excited exciting excl excuse exhausted
    exist exit expanded experience express extend extended extends extent extra extraordinary extreme extremely eye
    eyebrow eyeing eyes face faces fact factor facts fade faded fades fail failed fails faint fair faith false
    familiar families family famous fan fancy fans fare fared fares farewell farm fast faster fat father fault
    favorite favourite feast feature features feed feel feeling feels feet fellow felt fence fetch fever field
    fifteenth fifth fight file files fill filled fills film filter final finally find finding finds fine finger
    fingers fire fireworks firm firmly fit fits fix fixed flag flags flame flash flavor flavour flavoured flew flies
    flight flip float flood flooded floor fluff fly foggy fold folk folks food foot football footing footnote
    footnotes footstep footsteps footwork force forces forget forgot forgotten fork form formal formally forms
    fortnight found fourteenth fraction fractionally frame friday friend friendly friends front frown fruit
    frustrating fully fun funny fuse gallop game games gang garden gather gathered gear gears general generally gentle
    gentlemen gently genuine gift girl glad glance glass gleam gleamed glisten glitter glittered gloomy glory gloss
    glow goal golden good goodbye goodies goodness goods got govern grab grace gradual gradually grand grandparents
    grass gravity gray great greater green greet greetings grew grey grim grin grind grip ground group groups grown
    guess guessing guest guide gush guy guys habit habits hair hairs halfway hall halves handful handily handle hands
    handy hang hanging happen happened happening happens happier happily happy hard harder hardest harm hat hats haul
    headache headed heading heads health healthy heap hear heard heart hearts heat heaven heavily heavy heeding heel
    heels height hello helmet help helpful helps heretofore heroes hesitate hey hi hidden hide hiking hill hills hint
    history hit hitherto hits hitting hobby hole holes holiday holidays home homework honest honestly honor honour
    hook hop horizon horse hot hotel house housekeeping how hug huge human hundreds hunger hungry hurdle hurried hurry
    hurt hush ice icing idea ideas identical idle ignored image imagine immediate immediately impress impressive
    improve improved inch inches incident incl inclined indeed individual ingredient ingredients initial initially ink
    inning innings inside insist intact interesting interval introduce inward ish island issue item items jacket jam
    jar jaw jaws job join joined joins joint joke joking journey joy judge juice juicy jumpy jury keen keeper keeping
    kettle key kick kicked kicks kid kidding kids kind kindly king kiss kitchen knee knees knew knife knock knocked
    knots knowing knows label labelled labels lacklustre ladder ladies lady laid landed landing landmark lane language
    laps largely lasted lasting lasts late lately laugh laughing laurels layer lazy leaderboard leak leaked leaking
    leaks lean leaned leap learn learned ledger leftover leg legs leisurely lend length lengthened lesson lessons let
    let's lets letter letters lid lift lifted lifts light lighter lightly lightning like liked likes likewise limb
    limit limited limp linger lingered lips listed listen literal literally live livelier lively lives living load
    loads local locked log logged lonely longer longstanding look looked looking looks loop loose lot lots loud louder
    love lovely lover lowly loyal luck lucky lump lumps lunch lustre machine mad magic magical mail main mainly mains
    major male manage managed manages manner map marathon march marched marching marginal marginally marker marvel
    mass massive master match matched matches matching mate math mathematics maths maybe meal meaningful measly meat
    mechanical medal medium meet melt memo memorable memories memory men mend mention mentioned menu mere merit merits
    merry mess message met meter metre mid midday middling midpoint midway midweek mighty mild mildly mile miles
    milestone milestones milk minding minds mine mini minor mirror miserable miss missed misses missing mistake mix
    mixed mixture mom moment moments monday monkey moon moral morning morsel mother motion mount mountain mouth mover
    movers movie mtd muddle multiplied multiply muscle music muster mute muted mystery nail naked name named names nap
    narrow narrowed narrower narrowly narrows nature nearby nearer nearest neat neatly necessarily necessary neck
    needed needle needn't needs neighbor neighbors neighbour neighbours nerd nerds nest nets newcomer nice nicely
    night nights nineteenth ninth nobody nod noise noises noisier noisy nonsense noon nope normal normally north nose
    notable notch notched notches noted noticeable noticeably noticed notion notorious novel nowhere nuance nudge
    nudged nudges nugget nuggets numbered numerous nut nuts nutshell oath object oblige obvious occasion occasional
    occasionally occupy occur occurred occurs oceans odd oddly odds office often oh okay ones ongoing onward onwards
    oomph oops opener opposite opposites optimal orange ordeal orderly ordinary organise origin original originally
    ouch ought outcome outcomes outer outing outside outsider outstanding overcome overhead overleaf overlook
    overnight owed owing owned owner ownership owns pace paces pack package packed pages pain painful paint painted
    painting pair paired pairs pale palm pan paper papers par parade paragraph paragraphs parcel pardon parent parents
    park parked parking parks partial partially participants particular particularly parting party passage passenger
    passing paste patch patches path paths patience patient pause paused pauses paying pct peaceful peaked pebble peek
    peel peep peer peers pen pencil pendulum pennies penny people perfect perfectly perform performance performer
    performers performs perhaps perk perked permanent perspective pet phase phew phone photo phrase pick picked
    picking picks picture pictures pie piece pieces pile piled piles pill pillow pilot pin pinch pinned pint pipe
    pipes pit pitch pity plain plainly plan plane planet plans plant plate plateau platform play played player players
    playing plays pleasant pleased pleasure plenty plot plots plug plumbing plump plural pocket pockets poem poetry
    pointed pointing poke pole polish polite pond pool poor poorly pop popped popping pops popular portion positioned
    possession post postcard posted posting posts pot pound pounds pour poured pouring pours powder power powerful
    practical practically practice praise precious precise prefer preferred preliminary prelude prepare prepared
    present presented presenting presents press pressed pretty prevail previously pride primarily primary prime
    principal principally print printed prints private prize probable proceed proceeded proceedings procession produce
    produced produces product profile progress progressed promise promised promises prompt prone proper properly
    proportion proud proudly provide provided provides public publish published pull pulled pulling pulls pulse pump
    punch punchy pupil pure purely purpose purposes purse push pushed pushes pushing puzzle puzzled puzzles qtd
    qualified qualifier qualifies qualify quality quantity quest questions queue quick quicker quickly quiet quieter
    quietly quip quit quiz rabbit race raced races racing rack racked racks rail rails rain raise raised raises
    raising ran random rap rapid rapidly rare rarely rattle rattled raw react ready real realise realised realises
    reality realized really realm rear reasonable reasonably recall recalled recalls recap receive received receives
    recipe reckon reckoned recognise red referee reference refill refilled refresh refreshed refuse refused regain
    regained regards region regret regular regularly related relation relationship relatively relax relaxed release
    released releases releasing reluctant remainder remarkable remarkably remembering remind reminded reminder
    reminders reminds remote remove removed rename repair repeat repeated repeating repeats replace replaced replay
    reply reported reporter require requires reset resident resist resistant resolve resort respect respective rested
    restful resting rests resume resumed resumes retain retained retire retold retrace retreats reveal revealed
    revealing reveals reversal reverse reversed reverses reversing review reviewed revise revised revision revisions
    revisit rewind rewrite rhythm ribbon rich ride rides ridiculous riding right rightly rigid ring ringing rings riot
    rip ripe ripple rival rivals river road roads roar roared rock rocket rocks rocky role roll rolled roller
    rollercoaster rolling rolls roof room rooms root roots rope rotten rough roundabout roundly rounds roundup route
    routes routine royal rub rubber rug ruin ruled ruler rules rumble runner runners rush rushed rushes sack sad sadly
    sake salad salt salute sand sat satisfaction satisfied satisfying saturday save saved saves saving savings scale
    scales scan scarce scare scared scary scatter scattered scene scenery scenes schedule scheduled scheme school
    scoop scoreboard scorecard scored scores scoresheet scoring scrap scrapbook scrape scraped scratch scream screen
    screens script scroll sea seal search seas season seasonal seasons seat seatbelt seats seconds secret section
    sections seed seek seeking seem seemed seemingly seems seep seize seldom select selection self senior sense
    sensible sent sentence sentences separate separately serene serious seriously service setting settings settle
    settled settles settling setup seventeenth seventh severe severely shade shades shadow shadows shake shaken shakes
    shaking shaky shape shaped shapes sharper shave shaved shaves sheds sheer sheet shelf shell shift shifted shifting
    shifts shimmer shine shines shining shiny ship ships shirt shocked shoe shoes shone shoot shop shortfall shoulder
    shoulders shout shouting shove shower shrink shrinking shrinks shrug shrugged shrugs shuffle shuffled shut shy
    sibling siblings side sidelines sides sigh sight signature silence silent silly similar similarly simple simpler
    simplest simply sing singing sink sinking sinks sister sisters site sitting situation sixteen sixteenth sizable
    size sizeable sized sizes skeleton sketch skid skim skin skip skipped skips sky slack slam slammed slap slate
    sleep sleeping sleeps sleepy slept slice sliced slices slides sliding slim slimmer slipping slot sloth slow slowed
    slower slowing slowly slows sluggish smash smashed smell smile smiles smiling smoke smooth smoothed smoother
    smoothly snack snail snap snapped snapping snaps snapshot snapshots sneak sneaked sneaks snippet snippets snooze
    snow snug sob sober soft softer softly soil solely solid solidly solo somebody somehow someone something sometime
    sometimes somewhat somewhere son song songs sooner sore sorry sort sorted sorts soul sound sounded sounds soup
    sour soured south space spaces span spare spark sparkle sparkled speak speaking speaks special specialist species
    specific specifically spectacle spectacular speed speeds spell spelling spells spent spice spill spilled spilt
    spin spine spirit spirits spite splash split splits spoil spoils spoke sponge spoon sport sports spot spotlight
    spots spotted spring sprint sprinted spun spur square squarely squeak squeaked stable stack stacked stacks staff
    stage stages stagger staggered stairs stake stall stalled stalls stamp stance standalone standings standout
    standstill star stare stars starters startling station staying stdev steadied steadier steadily steal steam steep
    steeper steer stellar stem step stepped stepping steps stick sticking sticks sticky stiff stole stomach stone
    stones stool stopwatch store stored stores stories story straightaway straightforward strain strange strangely
    stranger straw stream stretch stretched stretches stretching strictly stride strides strike strikes striking
    string strings stroke stroll strolled struck structure struggle struggled struggles struggling stubborn stuck
    student studies study stuff stumble stumbled stunning style sub subject subtle subtract subtracted succeed success
    successful succession successively sudden suddenly suffer suffered suffers sugar suit suitable suits summer
    summing summit sums sun sunday sunny sunset sunshine super superb superior supplies supporting suppose supposed
    surface surpass surpassing surprising surprisingly surrounding survive survived survives suspect suspects swan
    swap swapped sweep sweeping sweet sweeten sweetened swell swelled swept swerve swift swiftly swim swing swinging
    swings swollen sympathy tack tacked tad tail tailed tails takeaway takeaways tale talent tales talk talked talking
    tall tallied tally tame tamer tangle tap tape tapes taps tasks taste tasty taught tea teach team tear tears
    technical technically tedious telegram temper temperature temporarily temporary tempting tender tens tense tent
    tenth termed terrible terribly terrific territory test tested testing tests textbook texture thank thankfully
    thanks theatre theme themes theory there'd thereabouts thereafter thermometer thick thin thing things thinking
    thinner thirst thirteen thorn thorough thought thoughts thousands thread threads threshold thrice thrill thrilled
    throat throne throw throwing thrown throws thumb thumbs thunder thursday tick ticked ticker ticket ticking ticks
    tidbit tidbits tidy tie tied ties tiger tight tighter tightly tilt tilted timely timing tin tiny tip tipped
    tipping tips tiptoe tired title titles toast toes toll tomorrow ton tone tongue tons tool tools tooth topic topics
    topmost tops torch tortoise toss tossed tot totally toted totting touch touched touches touching tough tour tower
    town toy toys trace traces track tracked tracker tracking tracks tradition traditional traffic train trains
    transparent trap travel traveled travelled travels tread treading treads treat treated tree trees tremendous trick
    trickle trickled tricks tricky tried tries trifle trifling trio trip triple trips triumph trod trot trotted
    trouble true truly trumpet trust truth try trying tube tuck tucked tuesday tug tune tunes tunnel turning turns
    tweak twelfth twin twins twist twists type types typical typically ugly ultimate ultimately umbrella unable
    unaffected unaware unbroken unclear uncommon undeniably underline underlined underneath undisturbed undo undone
    uneven uneventful unfamiliar unfortunately unhappy uniform uninterrupted unites unlike unlucky unmistakable
    unmoved unpleasant unpopular unremarkable untouched unusual unusually update updated updates uphill upper upright
    upside upstairs upward upwards urge useful usual usually utter utterly vacation vague valid valley van vanish
    vanished varied varies variety various vary vast vastly verdict verge verse version versions vertical victory view
    viewed views village vintage visible visibly visitor vital vivid viz voice voices void vol vols volume waist wait
    waited waiting waits wake walk walked walking walks walls wander wandered wanders want wanted wanting wants
    wardrobe warm warmed warmer warmth wash washed waste watch watched watching watery wave waved waves waving way
    ways wealth wear wearing wears weary wedding wednesday wee weekend weekends weep weigh weighed weighs weight
    weights weird welcome welcomed welcomes west wet what's whatnot wheel wheels where's whiff whimper whip whisker
    whiskers whisper whispered whistle white whoa whoever widely widen widened widens wider wife wild wilder wildly
    willing win wind window windows winds wing wings wink winner winners winning wins winter wipe wiped wire wise
    wisely wish wished wishes wobble wobbled wobbles wobbly woe woken woman women won wonder wondered wonderful
    wondering wonders wood wooden wool wording workday worked working workings workout works worn worse worthwhile
    worthy wound wounds wow wrap wrapped wrapping wraps wreck wren wrestle wrinkle write writes writing written wrong
    wrote yard yards yardstick yardsticks yarn yawn yawning yeah yell yellow yep yes yesteryear yours yourself youth
    yoy ytd zen zero zip zone zones zoom
""")
