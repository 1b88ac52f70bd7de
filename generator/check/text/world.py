"""Markets of the world as data: what a catalog may call an instrument, how people do, and what place names stand for.

One line a concept: the key that a catalog would give it, then its names. Phrases without a hyphen, in any case.
"""

from __future__ import annotations


def _lines(text: str) -> dict[str, str]:
    rows = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {key.strip(): names.strip() for key, _, names in rows}


INDICES = _lines("""
    nikkei: Nikkei 225;Nikkei;Nikkei Stock Average;Nikkei 225 Average;N225;NKY
    topix: Topix
    jpx400: JPX-Nikkei 400
    hsi: Hang Seng;Hang Seng Index;HSI
    hstech: Hang Seng Tech;Hang Seng Tech Index
    hscei: Hang Seng China Enterprises Index;HSCEI;H-shares;H shares
    shcomp: Shanghai Composite;Shanghai Composite Index;SSE Composite;SHCOMP
    szcomp: Shenzhen Component;Shenzhen Component Index;SZSE Component
    star50: STAR 50;STAR 50 Index
    kospi: Kospi;Kospi 200;KOSPI index
    kosdaq: Kosdaq
    taiex: Taiex;TWSE;TAIEX index
    sti: Straits Times;Straits Times Index;STI
    sensex: Sensex;BSE Sensex;S&P BSE Sensex
    nifty: Nifty 50;Nifty;NSE Nifty
    asx200: ASX 200;S&P/ASX 200;ASX;AS51
    nzx50: NZX 50;S&P/NZX 50
    jci: Jakarta Composite;Jakarta Composite Index
    set: SET index;SET Composite
    ftse100: FTSE 100;FTSE;Footsie;FTSE-100;UKX;blue-chip FTSE 100;UK blue chips;London's blue chips
    ftse250: FTSE 250;mid-cap FTSE 250;FTSE 250 Index
    ftseall: FTSE All-Share
    aim: AIM All-Share
    dax: DAX;DAX 40;GDAXI;German blue chips
    mdax: MDAX
    sdax: SDAX
    tecdax: TecDAX
    cac: CAC 40;CAC;CAC-40
    stoxx600: Stoxx 600;STOXX Europe 600;pan-European Stoxx 600;Stoxx Europe 600 Index;SXXP;Stoxx
    eurostoxx50: Euro Stoxx 50;Euro Stoxx;EuroStoxx 50;EuroStoxx;SX5E
    stoxx_banks: Stoxx 600 Banks;Euro Stoxx Banks
    ibex: IBEX 35;IBEX
    ftsemib: FTSE MIB;MIB;S&P/MIB
    smi: SMI;Swiss Market Index
    aex: AEX
    bel20: BEL 20
    psi20: PSI 20;PSI
    omx: OMX Stockholm 30;OMXS30;OMX;OMX 30
    obx: OBX;Oslo Benchmark
    omxc: OMX Copenhagen 20;OMXC25
    omxh: OMX Helsinki 25
    atx: ATX
    wig20: WIG20;WIG 20
    bux: BUX
    bist: BIST 100;BIST
    ta35: TA-35;TA-125
    tasi: Tadawul;TASI;Tadawul All Share
    jse: JSE All Share;JSE Top 40;JSE All-Share
    moex: MOEX Russia Index;MOEX;RTS Index
    tsx: S&P/TSX Composite;TSX;S&P/TSX;TSX Composite;Toronto's TSX
    bovespa: Bovespa;Ibovespa;IBOV
    ipc: S&P/BMV IPC;IPC;Mexbol
    merval: Merval;S&P Merval
    msci_world: MSCI World;MSCI World Index
    msci_acwi: MSCI ACWI;MSCI All Country World Index;MSCI All-Country World;MSCI's all-country index
    msci_em: MSCI Emerging Markets;MSCI EM;MSCI Emerging Markets Index;MSCI's emerging-market index
    msci_eafe: MSCI EAFE
    msci_asia: MSCI Asia Pacific;MSCI Asia-Pacific;MSCI AC Asia Pacific
    msci_china: MSCI China
    msci: MSCI
    rui: Russell 1000;RUI
    rua: Russell 3000;RUA
    rumic: Russell Microcap;microcaps
    rutv: Russell 2000 Value;Russell 2000 Value Index
    rutg: Russell 2000 Growth;Russell 2000 Growth Index
    rlv: Russell 1000 Value;Russell 1000 Value Index
    rlg: Russell 1000 Growth;Russell 1000 Growth Index
    w5000: Wilshire 5000;FT Wilshire 5000
    mid: S&P MidCap 400;S&P 400;S&P Mid-Cap 400;mid caps;mid-caps
    sml: S&P SmallCap 600;S&P 600;S&P Small-Cap 600
    sp100: S&P 100;OEX
    spw: S&P 500 Equal Weight;equal-weighted S&P 500;equal-weight S&P 500;equal-weighted S&P;S&P 500 Equal Weight Index;equal-weight S&P
    mag7: Magnificent Seven;Mag 7;Magnificent 7;Mag Seven
    djt: Dow Jones Transportation Average;Dow Transports;Dow transports;transports;Dow Jones Transports
    dju: Dow Jones Utility Average;Dow utilities
    sox: Philadelphia semiconductor index;semiconductor index;SOX;PHLX Semiconductor;PHLX Semiconductor Index;Philadelphia Semiconductor;Philly semis
    bkx: KBW bank index;KBW;KBW Bank;KBW Nasdaq Bank Index
    krx: KBW Regional Banking Index;KBW Nasdaq Regional Banking Index
    nbi: Nasdaq Biotechnology Index;Nasdaq Biotech
    nyfang: NYSE FANG+;FANG+
    nya: NYSE Composite
    hui: NYSE Arca Gold Bugs;gold bugs index;HUI
    xau_index: PHLX Gold/Silver
    bcom: Bloomberg Commodity Index;BCOM
    crb: CRB index;Refinitiv/CoreCommodity CRB;CRB
    gsci: S&P GSCI;GSCI
""")
VOLATILITY = _lines("""
    move: MOVE index;ICE BofA MOVE;MOVE;ICE BofA MOVE Index
    vvix: VVIX
    vix3m: VIX3M;VXV;three-month VIX;3-month VIX
    vix9d: VIX9D;VXST;nine-day VIX;9-day VIX
    vstoxx: VSTOXX;V2X
    vxn: VXN;Nasdaq volatility index;Cboe Nasdaq volatility index;Nasdaq-100 volatility index;Nasdaq 100 volatility index
    rvx: RVX;Russell 2000 volatility index;Cboe Russell 2000 volatility index
    vxd: VXD;Dow volatility index;DJIA volatility index
    ovx: OVX;oil volatility index;crude oil volatility index;Cboe crude oil volatility index
    gvz: GVZ;gold volatility index;Cboe gold volatility index
    skew: SKEW index
""")
ETFS = _lines("""
    tlt: TLT;iShares 20+ Year Treasury Bond ETF
    hyg: HYG;iShares iBoxx High Yield ETF;iShares iBoxx $ High Yield Corporate Bond ETF
    lqd: LQD
    agg: AGG
    bnd: BND
    ief: IEF
    shy: SHY
    bil: BIL
    sgov: SGOV
    jnk: JNK
    emb: EMB
    tip: TIP ETF
    ivv: IVV;iShares Core S&P 500 ETF
    voo: VOO;Vanguard S&P 500 ETF
    vti: VTI
    splg: SPLG
    rsp: RSP
    dia: DIA
    mdy: MDY
    ijr: IJR
    ijh: IJH
    vtv: VTV
    vug: VUG
    iwd: IWD
    iwf: IWF
    iwn: IWN
    iwo: IWO
    vtwo: VTWO
    eem: EEM
    efa: EFA
    vwo: VWO
    vea: VEA
    fxi: FXI
    kweb: KWEB
    ewj: EWJ
    ewz: EWZ
    inda: INDA
    xlk: XLK
    xle: XLE
    xlf: XLF
    xlv: XLV
    xli: XLI
    xlu: XLU
    xlp: XLP
    xly: XLY
    xlc: XLC
    xlre: XLRE
    xlb: XLB
    xbi: XBI
    ibb: IBB
    smh: SMH;VanEck Semiconductor ETF
    soxx: SOXX
    soxl: SOXL
    tqqq: TQQQ
    sqqq: SQQQ
    arkk: ARKK;ARK Innovation ETF
    kre: KRE
    kbe: KBE
    xhb: XHB
    itb: ITB
    xrt: XRT
    xop: XOP
    gdx: GDX;VanEck Gold Miners ETF
    gdxj: GDXJ
    iau: IAU
    gld: GLD;SPDR Gold Shares;SPDR Gold Trust;GLD fund;GLD share;GLD shares
    slv: SLV;iShares Silver Trust
    uso: USO
    ung: UNG
    dbc: DBC
    schd: SCHD
    jepi: JEPI
    ibit: IBIT;iShares Bitcoin Trust
    fbtc: FBTC
    gbtc: GBTC;Grayscale Bitcoin Trust
    arkb: ARKB
    bitb: BITB
    etha: ETHA
    vxx: VXX
    uvxy: UVXY
    svxy: SVXY
""")
COINS = _lines("""
    sol: Solana;SOL
    xrp: XRP;Ripple
    doge: Dogecoin;DOGE
    ada: Cardano;ADA
    ltc: Litecoin;LTC
    bnb: BNB;Binance Coin
    usdt: Tether;USDT
    usdc: USDC
    avax: Avalanche;AVAX
    dot: Polkadot
    link: Chainlink
    shib: Shiba Inu;SHIB
    trx: Tron;TRX
    bch: Bitcoin Cash;BCH
    matic: Polygon;MATIC
    ton: Toncoin
    sui: SUI
    altcoins: altcoins;altcoin;alts;stablecoins;memecoins;meme coins;total crypto market
    cryptostocks: crypto stocks;crypto shares;Bitcoin miners;bitcoin mining stocks
""")
COMMODITIES = _lines("""
    brent: Brent;Brent crude;Brent futures;Brent crude oil;Brent oil;international benchmark Brent;global benchmark Brent
    wti: WTI;West Texas Intermediate;US crude;U.S. crude;WTI crude;US oil;U.S. oil;West Texas crude;Nymex crude;American crude;US benchmark WTI;West Texas
    oil: oil;crude;crude oil;oil prices;crude prices
    dubai: Dubai crude;Urals;Urals crude
    gasoline: gasoline;petrol;RBOB;gasoline futures
    diesel: diesel;heating oil;jet fuel
    copper: copper;LME copper;Comex copper;red metal;Dr Copper;Dr. Copper;Doctor Copper
    platinum: platinum
    palladium: palladium
    iron_ore: iron ore
    aluminium: aluminium;aluminum
    nickel: nickel
    zinc: zinc
    lead_metal: LME lead
    lithium: lithium;lithium carbonate
    uranium: uranium
    steel: steel;rebar
    tin: tin
    cobalt: cobalt
    natgas: natural gas;US natural gas;Henry Hub;natgas;nat gas;US gas;Henry Hub gas
    ttf: TTF;Dutch TTF;European gas;European natural gas;Dutch gas
    coal: coal;thermal coal;coking coal
    wheat: wheat
    corn: corn;maize
    soybeans: soybeans;soyabeans;soybean
    coffee: coffee;arabica;robusta
    cocoa: cocoa
    sugar: sugar;raw sugar
    cotton: cotton
    lumber: lumber
    oj: orange juice
    palm_oil: palm oil
    rubber: rubber
    cattle: live cattle;lean hogs
    power: electricity prices
    carbon: EU carbon;carbon allowances
    bdi: Baltic Dry Index;Baltic Dry
""")
# names of a market without its index: the first of these concepts that a tape has
MARKETS = _lines("""
    Wall Street: spx ixic dji
    emerging markets: msci_em
    Euro zone blue chips: eurostoxx50
    Euro-zone blue chips: eurostoxx50
    Euro area blue chips: eurostoxx50
    US equity benchmark: spx
    global: msci_acwi msci_world
    world: msci_acwi msci_world
""")
# whose shares: before `stocks`, `shares`, `benchmark` and the like
HOMES = _lines("""
    US: spx ixic dji
    U.S.: spx ixic dji
    American: spx ixic dji
    Japanese: nikkei topix
    German: dax
    French: cac
    UK: ftse100
    British: ftse100
    Spanish: ibex
    Italian: ftsemib
    Swiss: smi
    Dutch: aex
    Swedish: omx
    European: stoxx600 eurostoxx50
    Euro zone: eurostoxx50
    Euro-zone: eurostoxx50
    Chinese: csi300 shcomp
    mainland: csi300 shcomp
    Indian: nifty sensex
    Korean: kospi
    South Korean: kospi
    Taiwanese: taiex
    Taiwan: taiex
    Australian: asx200
    Canadian: tsx
    Brazilian: bovespa
    emerging-market: msci_em
    emerging market: msci_em
    Asian: msci_asia
    global: msci_acwi msci_world
    world: msci_acwi msci_world
""")
SHARES = "stocks;shares;equities;blue chips;stock market;equity market;equity benchmark;bourse;index;benchmark"
# a place moves like its index, where a verb of the market follows at once, or after `than`
PLACES = _lines("""
    Tokyo: nikkei topix
    Frankfurt: dax
    London: ftse100
    Paris: cac
    Madrid: ibex
    Milan: ftsemib
    Zurich: smi
    Amsterdam: aex
    Stockholm: omx
    Hong Kong: hsi
    Shanghai: shcomp
    Shenzhen: szcomp
    Seoul: kospi
    Taipei: taiex
    Mumbai: sensex nifty
    Sydney: asx200
    Toronto: tsx
    Singapore: sti
    New York: spx
    Japan: nikkei topix
    Germany: dax
    Europe: stoxx600 eurostoxx50
    Asia: msci_asia
""")
