"""Common instruments and how people call them. The catalog of a tape comes first; what it lacks is still recognised.

An instrument of a tape takes the names of the concept that has its key, its name or one of its aliases.
"""

from __future__ import annotations

from generator.check.text.wordset import wordset
from generator.check.text.world import COINS, COMMODITIES, ETFS, INDICES, VOLATILITY

# concept: kind | names and nicknames. The key is what a catalog usually calls it.
CONCEPTS: dict[str, tuple[str, str]] = {
    "spx": ("equity_index", "S&P 500;S&P;S&P500;S and P 500;S and P five hundred;S and P;SPX;S&P 500 Index;the S&P;large caps;large shares;large-cap index;large-cap benchmark;big caps;large-caps;large companies;"
            "blue-chip S&P 500;large-cap one;large-cap S&P 500;bigger companies;large-cap shares;large-cap stocks;larger stocks;large stocks;bigger stocks;larger shares;larger companies;large-company stocks;Standard & Poor's 500;Standard and Poor's 500;Standard and Poors 500;Standard & Poors 500;Standard and Poor's 500 index;S&P index;large-cap counterpart;large-cap counterparts;large-cap peers;large-cap stock benchmark;SP500;US large caps;the large-cap gauge"),
    "rut": ("equity_index", "Russell 2000;RUT;Russell 2000 Index;small caps;small-caps;small shares;small-cap stocks;small-cap index;small-cap benchmark;small-cap one;small companies;"
            "smaller companies;the Russell;Russell;small-cap Russell 2000;small-cap gauge;small-cap shares;US small caps;little guys;smaller shares;small stocks;the little ones;"
            "smaller stocks;small-company stocks;small company stocks;smaller-company stocks;smaller company stocks;small-cap company stocks;small-company shares;small-cap stock benchmark;small-cap counterpart;small-cap counterparts;small-cap peers;small-company index;Russell index;small-cap Russell;US small-cap stocks;small-cap stock index;smallcaps;R2K"),
    "ixic": ("equity_index", "Nasdaq Composite;Nasdaq;IXIC;the Nasdaq;tech-heavy Nasdaq;tech-heavy Nasdaq Composite;Nasdaq index;technology-heavy Nasdaq;COMP;Nasdaq Composite Index;tech-heavy index"),
    "ndx": ("equity_index", "Nasdaq 100;Nasdaq-100;NDX;Nasdaq 100 Index"),
    "dji": ("equity_index", "Dow Jones Industrial Average;Dow Jones;the Dow;Dow;DJIA;Dow Industrials;Dow Jones Industrials;blue-chip Dow;Dow Industrial Average;blue-chip average;30-stock average;30-stock index;30-stock Dow;Dow Jones index;the Industrials"),
    "vix": ("volatility_index", "VIX;Cboe Volatility Index;volatility index;fear gauge;fear index;CBOE VIX;the VIX index;volatility gauge;Wall Street's fear gauge"),
    "iwm": ("etf", "IWM;iShares Russell 2000 ETF;IWM shares"),
    "spy": ("etf", "SPY;SPDR S&P 500 ETF"),
    "qqq": ("etf", "QQQ;Invesco QQQ;large tech"),
    "btc": ("crypto", "Bitcoin;BTC;bitcoins;BTCUSD;BTC/USD;the casino chip;digital gold;XBT;the biggest cryptocurrency;the largest cryptocurrency;biggest cryptocurrency;largest cryptocurrency"),
    "eth": ("crypto", "Ether;Ethereum;ETH"),
    "gold": ("commodity", "gold;gold prices;bullion;spot gold;the yellow metal;yellow metal;gold price;XAU;XAUUSD;XAU/USD;price of gold;gold bullion;gold futures"),
    "silver": ("commodity", "silver;silver prices;spot silver;silver price;XAG;XAGUSD;silver futures;price of silver;the white metal;white metal"),
    "chinext": ("equity_index", "ChiNext;ChiNext Index;399006;Shenzhen's ChiNext;ChiNext benchmark;growth board;Shenzhen growth board;Shenzhen's growth board;start-up board"),
    "chinext50": ("equity_index", "ChiNext 50"),
    "csi300": ("equity_index", "CSI 300;CSI300;CSI-300;A-shares;A shares;larger A-shares;000300;the CSI;mainland blue chips;CSI 300 Index;mainland shares;China stocks;China shares;Chinese blue chips;Chinese large caps;senior Chinese index;the blue-chip gauge;blue-chip CSI 300"),
    "stocks": ("equity", "Apple;Microsoft;Nvidia;Amazon;Alphabet;Google;Meta;Tesla;Netflix;Intel;AMD;Broadcom;Berkshire Hathaway;JPMorgan Chase;Goldman Sachs;Bank of America;Citigroup;Wells Fargo;"
               "Exxon Mobil;Exxon;Chevron;Boeing;Walmart;Target Corp;Home Depot;Coca-Cola;Pfizer;Moderna;Oracle;Salesforce;Adobe;Disney;Palantir;Super Micro;Coinbase;MicroStrategy;Robinhood;GameStop;AMC;"
               "Alibaba;Tencent;JD.com;Baidu;PDD;Toyota;Sony;SoftBank;Samsung;TSMC;ASML;SAP;LVMH;Novo Nordisk;Eli Lilly;UnitedHealth;Caterpillar;Ford;General Motors;Lehman;Lehman Brothers;AIG;Silicon Valley Bank;"
               "First Republic;Credit Suisse;UBS;Deutsche Bank;HSBC;Barclays;BP;Shell;Rio Tinto;BHP;FedEx;UPS;Starbucks;McDonald's;Nike;Micron;Qualcomm;Texas Instruments;Cisco;IBM;General Electric;GE;Facebook;Twitter;Uber;Airbnb;Rivian;Lucid"),
    "sectors": ("equity", "chip stocks;chipmakers;bank stocks;banks' shares;regional banks;tech stocks;technology stocks;technology shares;energy stocks;energy shares;utilities;financials;healthcare stocks;"
                "miners;gold miners;airlines;retailers;homebuilders;semiconductors;semiconductor stocks;software stocks;biotech;real estate stocks;REITs;consumer staples;industrials;materials stocks;growth stocks;value stocks;bank shares;mining stocks;defensive stocks;cyclicals;carmakers;tech shares;chip shares;energy sector;technology sector;financial sector;health-care sector;sectors;sector;industry groups;industry group;sector indexes;sector indices;subsectors;banks and insurers;bank and insurance stocks"),
    "fedfunds": ("rate", "effective federal funds rate;fed funds rate;federal funds rate;effective fed funds;effective fed funds rate;fed funds;overnight rate;funds rate;DFF;EFFR;effective funds rate;price of overnight money;overnight money;effective funds;effective rate;overnight rates"),
    "us10y": ("rate", "10-year Treasury yield;long yield;long yields;long-term yield;long-term yields;ten-year money;10-year money;DGS10;TNX;US10Y;UST10Y;nominal yields;nominal yield"),
    "us2y": ("rate", "2-year Treasury yield;two-year money;2-year money;DGS2;US2Y;UST2Y"),
    "us5y": ("rate", "5-year Treasury yield;DGS5;FVX;US5Y"),
    "us30y": ("rate", "30-year Treasury yield;DGS30;TYX;US30Y;the long bond;long bond yield;long bond"),
    "us3m": ("rate", "3-month Treasury bill;DGS3MO;DTB3;IRX;three-month bill;3-month bill;three-month bills;three-month Treasury bill;3-month T-bill;T-bill yield;bill yield;three-month T-bill rate"),
    "mortgage30y": ("rate", "30-year mortgage rate;mortgage rate;mortgage rates;30-year fixed mortgage rate;MORTGAGE30US"),
    "sofr": ("rate", "SOFR;Secured Overnight Financing Rate;secured overnight rate"),
    "sonia": ("rate", "SONIA"), "estr": ("rate", "ESTR;\u20acSTR;euro short-term rate"), "euribor": ("rate", "Euribor;three-month Euribor;3-month Euribor"), "libor": ("rate", "Libor"),
    "bankrate": ("rate", "Bank Rate;base rate;Bank of England's rate"), "depositrate": ("rate", "deposit rate;ECB deposit rate;deposit facility rate"),
    "rates": ("rate", "2s5s;2s5s curve;2s30s;2s30s curve;5s10s;5s10s curve;5s30s;5s30s curve;10s30s;10s30s curve;T-bills;T-bill;Treasury bills;prime rate;repo rate;discount rate;5y5y;high-yield spread;junk-bond spread;investment-grade spread;swap spread;TED spread;real yields;real rates"),
    "fedtarget": ("rate", "fed funds target range;target range;fed funds target;federal funds target;benchmark rate;policy rate;deposit rate;Bank Rate;cash rate;interest on reserves"),
    "breakeven10y": ("rate", "10-year breakeven inflation;break-even inflation;10-year break-even inflation;ten-year break-even inflation;10-year break-even;ten-year break-even;10-year break-even rate;ten-year break-even rate;break-even rate;break-evens;10-year breakeven;ten-year breakeven;10-year breakeven rate;ten-year breakeven rate;breakeven inflation;T10YIE;10-year breakevens;ten-year breakevens;breakeven rate;breakevens;10-year inflation breakeven;10-year breakeven inflation rate;ten-year breakeven inflation rate;10y breakeven;ten-year breakeven inflation;market-implied inflation"),
    "walcl": ("balance", "Federal Reserve total assets;Fed balance sheet;Fed's balance sheet;Federal Reserve's balance sheet;total assets;Fed assets;Fed total assets;WALCL;the central bank's balance sheet;Fed's total assets;the Fed's assets;Fed's assets;Federal Reserve assets;balance sheet of the Fed;Federal Reserve's total assets"),
    "rrp": ("balance", "overnight reverse repo;RRP;RRPs;ON RRPs;reverse repo facility;reverse repo window;reverse-repo window;reverse repo;ON RRP;reverse repos;reverse-repo facility;reverse-repo balance;overnight RRP;overnight facility;overnight reverse repo facility;RRP facility;reverse repurchase facility;overnight reverse repos;overnight reverse repurchase agreements"),
    "tga": ("balance", "Treasury General Account;TGA;Treasury's General Account;Treasury's cash balance;Treasury cash;Treasury's account;Treasury's cash pile;the government's account at the Fed;Treasury cash balance"),
    "reserves": ("balance", "bank reserves;reserve balances;reserves;reserves held at the Fed;banks' reserves;reserve balances at the Fed"),
    "m2": ("balance", "M2;M2 money supply;money supply;M2SL;broad money;money stock;M2 money stock"),
    "nfci": ("indicator", "Chicago Fed financial conditions index;NFCI;financial conditions;Chicago Fed's index;Chicago Fed index;Chicago Fed's financial conditions index;Chicago Fed's gauge;financial conditions index;Chicago Fed's NFCI;National Financial Conditions Index;Chicago Fed's National Financial Conditions Index;Chicago Fed National Financial Conditions Index"),
    "credit_stress": ("indicator", "OFR credit stress;credit stress;credit spreads;OFR's credit stress measure;OFR's credit component;OFR credit component;credit stress measure;credit component;credit stress index;OFR's credit stress index;OFR's credit index;credit stress gauge;OFR's credit gauge;OFR's credit stress component;OFR's credit reading;credit-stress component;OFR credit stress component"),
    "dollar": ("indicator", "broad dollar index;the dollar;dollar;broad USD;US dollar;U.S. dollar;broad dollar;trade-weighted dollar;greenback;dollar index;DTWEXBGS;the buck;broad trade-weighted dollar;Fed's broad dollar index;trade-weighted dollar index;broad trade-weighted dollar index"),
    "dxy": ("indicator", "DXY;ICE dollar index;US dollar index;ICE US dollar index;ICE U.S. Dollar Index"),
    "bbdxy": ("indicator", "Bloomberg dollar index;dollar spot index;Bloomberg Dollar Spot Index"),
    "holdings": ("balance", "Treasury securities;mortgage-backed securities;MBS;agency MBS;agency debt;securities holdings;Treasury holdings;holdings of Treasuries;holdings of Treasury securities;discount window"),
    "liquidity": ("balance", "net liquidity;net Fed liquidity;Fed net liquidity;US net liquidity;net dollar liquidity"),
    "curve": ("gap", "2s10s;yield curve;the curve;2s10s slope;2s10s curve;2s10s spread;curve slope;2-10 spread;2/10 spread;10-2 spread;2s/10s;two-year/ten-year spread;slope of the curve;slope;the slope;10-year/2-year spread;2-year/10-year curve;the 2s10s gap;2s10s gap;yield curve's slope;2s-10s;Curve;spread between the 2-year and the 10-year;spread between 2-year and 10-year yields;gap between two- and ten-year yields;gap between 2-year and 10-year yields;gap between two-year and ten-year yields;spread between two-year and ten-year yields"),
    "macro": ("indicator", "GDP;CPI;inflation;unemployment rate;jobless rate;payrolls;nonfarm payrolls;PCE;core PCE;core CPI;retail sales;consumer prices;consumer confidence;PMI;ISM;jobless claims;industrial production;housing starts;trade deficit;wages;consumer price index;producer prices;PPI;unemployment;earnings;revenue;profits;earnings per share;sales;dividend yield;market cap;market capitalization;market capitalisation;trading volume;turnover;open interest;short interest;volume;NYSE volume;share volume;composite volume;advancers;decliners;advancing issues;declining issues;valuation;price-earnings ratio;p/e;AUM;assets under management;hash rate;hashrate;dominance"),
}  # fmt: skip
_LARGEST = [
    f"{whose} {size} {what}"
    for whose in ("the world's", "world's")
    for size in ("biggest", "largest", "most valuable")
    for what in ("cryptocurrency", "digital asset", "digital currency", "crypto asset", "token")
]
_NERVES = [
    f"{what} of {whose}{fear}"
    for what in ("measure", "gauge", "barometer", "indicator", "measures", "gauges")
    for whose in (
        "",
        "expected ",
        "implied ",
        "market ",
        "stock-market ",
        "stock market ",
        "equity ",
        "equity market ",
        "wall street ",
        "wall street's ",
        "near-term ",
        "expected stock-market ",
        "s&p 500 ",
        "us stock market ",
        "u.s. stock market ",
    )
    for fear in ("volatility", "fear", "anxiety", "nervousness")
]
CONCEPTS["vix"] = (CONCEPTS["vix"][0], ";".join((CONCEPTS["vix"][1], *_NERVES)))
CONCEPTS["btc"] = ("crypto", ";".join((CONCEPTS["btc"][1], *_LARGEST)))
for _kind, _rows in (
    ("equity_index", INDICES), ("volatility_index", VOLATILITY), ("etf", ETFS), ("crypto", COINS), ("commodity", COMMODITIES)
):  # fmt: skip
    CONCEPTS.update({key: (_kind, names) for key, names in _rows.items() if key not in CONCEPTS})

# concepts whose names are each an instrument of its own
LOOSE = wordset("holdings stocks sectors macro rates altcoins cryptostocks fedtarget")
# funds of a whole class are not the one fund that a tape may follow
CLASS_FUNDS = "small-cap ETFs;small-cap ETF;small-cap funds;small-cap ETF funds;US small-cap ETFs;U.S. small-cap ETFs;equity funds;bond funds;money market funds;gold ETFs;stock funds"

FLOW_NAMES: dict[str, str] = {
    "btc": "US spot products;spot products;US spot funds;US spot Bitcoin ETFs;spot Bitcoin ETFs;US spot ETFs;spot ETFs;Bitcoin ETFs;bitcoin funds;spot Bitcoin funds;the ETFs;US Bitcoin ETFs;spot bitcoin exchange-traded funds;bitcoin ETF;spot Bitcoin ETF;Bitcoin ETF flows;Bitcoin exchange-traded funds",
}  # fmt: skip
_HOLDERS = ("ETFs", "exchange-traded funds", "funds")
_HOLDING = (
    "investing directly in",
    "investing in",
    "that invest directly in",
    "that invest in",
    "holding",
    "that hold",
    "tracking",
    "that track",
)
_COINS = (
    "bitcoin",
    "the token",
    "the cryptocurrency",
    *(f"the world's {size} cryptocurrency" for size in ("biggest", "largest")),
)
FLOW_NAMES["btc"] += "".join(f";{fund} {does} {coin}" for fund in _HOLDERS for does in _HOLDING for coin in _COINS)
# what a pronoun or a general noun may stand for, by kind; "" any, "two" the last pair
_STOCK = ("equity", "etf")
_INDEX = ("equity_index",)
_GAUGE = ("equity_index", "volatility_index", "indicator")
ANAPHORS: dict[str, tuple[str, ...]] = {
    "it": (), "its": (), "they": (), "them": (), "their": (), "both": ("two",), "the two": ("two",), "each": ("two",), "itself": (), "both indices": ("two",), "both benchmarks": ("two",),
    "the index": _GAUGE, "the benchmark": ("equity_index", "rate"), "the gauge": _GAUGE, "index": _INDEX, "the measure": ("volatility_index", "indicator", "equity_index"),
    "the metal": ("commodity",), "the precious metal": ("commodity",), "metal": ("commodity",), "the commodity": ("commodity",), "the barrel": ("commodity",), "the contract": ("commodity", "equity_index"),
    "the token": ("crypto",), "the cryptocurrency": ("crypto",), "the asset": ("crypto", "commodity"), "the yield": ("rate",), "yields": ("rate",), "yield": ("rate",), "the rate": ("rate",),
    "the currency": ("fx", "indicator"), "the pair": ("fx",), "the exchange rate": ("fx",), **dict.fromkeys(("the fund", "the spdr fund", "the ishares fund", "the ishares trust", "the bullion fund", "your fund", "our fund", "this fund", "the trust"), ("etf", "commodity")), "the etf": ("etf", "commodity"), "the series": ("indicator", "balance"),
    "the other": ("two",), "the latter": ("latter",), "the former": ("former",), "latter": ("latter",), "former": ("former",), "this index": _INDEX, "this benchmark": _INDEX,
    "the facility": ("balance",), "the account": ("balance",), "the balance": ("balance",), "the balance sheet": ("balance",), "the portfolio": ("balance",), "the market": _INDEX, **dict.fromkeys(("the broader market", "the broad market", "the rest of the market", "the overall market", "the wider market"), _INDEX),
    "the broader index": ("equity_index", "indicator"), "the us benchmark": _INDEX,
    "the barometer": ("equity_index", "volatility_index"), "the price": (), "the coin": ("crypto",), "the coins": ("crypto",), "coins": ("crypto",), "the industry benchmark": _INDEX, "the level": (), "the reading": (), "the basket": _INDEX,
    "the small-cap measure": _INDEX, "the indices": ("two",), "the three": ("all",), "all three": ("all",), "all four": ("all",), "all of them": ("all",), "none of them": ("all",), "the trio": ("all",),
    "the four": ("all",), **dict.fromkeys(("its shares", "its stock", "its share price", "its stock price", "their shares", "the shares", "the share", "the share price", "the stock price", "the company's shares", "the company's stock", "this stock", "the name"), _STOCK),
    "assets": ("balance", "only"), "its assets": ("balance", "only"), "the stock": (*_STOCK, "balance"), **dict.fromkeys(("stocks", "equities", "the stock market", "the equity market", "stock prices", "share prices"), _INDEX),
}  # fmt: skip
for _noun in ("indexes", "indices", "averages", "benchmarks"):
    ANAPHORS.update(
        dict.fromkeys(
            (f"stock {_noun}", f"us stock {_noun}", f"u.s. stock {_noun}", f"wall street's {_noun}"), ("majors",)
        )
    )
# a company by its trade: `the insurer`
for _trade in wordset("""
    insurer reinsurer lender bank chipmaker carmaker automaker miner retailer drugmaker airline broker developer utility
    brewer distiller group company firm conglomerate manufacturer contractor supermarket grocer housebuilder homebuilder
    steelmaker planemaker shipyard yard shipbuilder refiner producer explorer telecom operator software-maker toymaker giant
    carrier pharmaceutical biotech driller constructor engineer chemicals-maker shipper railroad
"""):  # fmt: skip
    ANAPHORS[f"the {_trade}"] = ANAPHORS[f"the {_trade}'s shares"] = ANAPHORS[f"the {_trade}'s stock"] = ("equity",)
for _all in ("all three", "the three", "all three of the", "all", "all the", "all of the", "the"):
    for _size in ("major", "main", "leading", "big"):
        for _whose in ("", "us ", "u.s. ", "american ", "stock ", "us stock ", "u.s. stock "):
            for _noun in ("indexes", "indices", "averages", "benchmarks", "gauges"):
                ANAPHORS[f"{_all} {_size} {_whose}{_noun}"] = ("majors",)
