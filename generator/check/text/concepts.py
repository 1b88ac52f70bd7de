"""Common instruments and how people call them. The catalog of a tape comes first; what it lacks is still recognised.

An instrument of a tape takes the names of the concept that has its key, its name or one of its aliases.
"""

from __future__ import annotations

from generator.check.text.wordset import wordset

# concept: kind | names and nicknames. The key is what a catalog usually calls it.
CONCEPTS: dict[str, tuple[str, str]] = {
    "spx": ("equity_index", "S&P 500;S&P;S&P500;SPX;S&P 500 Index;the S&P;large caps;large-cap index;large-cap benchmark;big caps;large-caps;large companies;"
            "blue-chip S&P 500;large-cap one;large-cap S&P 500;bigger companies;large-cap shares;large-cap stocks;Standard & Poor's 500;SP500;US large caps;the large-cap gauge"),
    "rut": ("equity_index", "Russell 2000;RUT;Russell 2000 Index;small caps;small-caps;small-cap stocks;small-cap index;small-cap benchmark;small-cap one;small companies;"
            "smaller companies;the Russell;Russell;small-cap Russell 2000;small-cap gauge;small-cap shares;US small caps;little guys;smaller shares;small stocks;the little ones;"
            "smaller stocks;Russell index;small-cap Russell;US small-cap stocks;small-cap stock index;smallcaps;R2K"),
    "ixic": ("equity_index", "Nasdaq Composite;Nasdaq;IXIC;the Nasdaq;tech-heavy Nasdaq;Nasdaq index;technology-heavy Nasdaq;COMP;Nasdaq Composite Index;tech-heavy index"),
    "ndx": ("equity_index", "Nasdaq 100;Nasdaq-100;NDX;Nasdaq 100 Index"),
    "dji": ("equity_index", "Dow Jones Industrial Average;Dow Jones;the Dow;Dow;DJIA;Dow Industrials;Dow Jones Industrials;blue-chip Dow;Dow Jones Transportation Average"),
    "vix": ("volatility_index", "VIX;Cboe Volatility Index;volatility index;fear gauge;fear index;CBOE VIX;the VIX index;volatility gauge;Wall Street's fear gauge"),
    "move": ("volatility_index", "MOVE index;ICE BofA MOVE;VVIX;VSTOXX;V2X"),
    "iwm": ("etf", "IWM;iShares Russell 2000 ETF;IWM shares"),
    "spy": ("etf", "SPY;SPDR S&P 500 ETF"),
    "qqq": ("etf", "QQQ;Invesco QQQ;large tech"),
    "tlt": ("etf", "TLT;iShares 20+ Year Treasury Bond ETF;HYG;LQD;XLK;XLE;XLF;SMH;SOXX;ARKK;EEM;EFA;VTI;VOO;DIA;IVV;KRE"),
    "btc": ("crypto", "Bitcoin;BTC;bitcoins;BTCUSD;BTC/USD;the coin;the casino chip;digital gold;XBT;the biggest cryptocurrency;the largest cryptocurrency;the cryptocurrency"),
    "eth": ("crypto", "Ether;Ethereum;ETH"),
    "altcoins": ("crypto", "Solana;XRP;Dogecoin;Cardano;Litecoin;altcoins;altcoin;BNB;Tether;stablecoins;crypto stocks;Ripple;Avalanche;Polkadot;Chainlink;Shiba Inu"),
    "gold": ("commodity", "gold;GLD;gold prices;bullion;spot gold;the yellow metal;GLD fund;yellow metal;gold price;XAU;SPDR Gold Shares;GLD share;price of gold;gold bullion;gold futures"),
    "silver": ("commodity", "silver;SLV;silver prices;spot silver;silver price;iShares Silver Trust;price of silver;the white metal;white metal"),
    "oil": ("commodity", "oil;crude;Brent;WTI;crude oil;Brent crude;oil prices;West Texas Intermediate;US crude;oil price;crude prices;Brent futures;US oil;gasoline;petrol;diesel;heating oil"),
    "metals": ("commodity", "copper;platinum;palladium;iron ore;aluminium;aluminum;nickel;zinc;lithium;uranium;steel;tin;cobalt"),
    "gas": ("commodity", "natural gas;gas prices;TTF;Henry Hub;wheat;corn;soybeans;coffee;cocoa;sugar;cotton;lumber;orange juice;coal"),
    "chinext": ("equity_index", "ChiNext;ChiNext Index;399006;Shenzhen's ChiNext;ChiNext benchmark"),
    "chinext50": ("equity_index", "ChiNext 50"),
    "csi300": ("equity_index", "CSI 300;CSI300;A-shares;A shares;larger A-shares;000300;the CSI;mainland blue chips;CSI 300 Index;mainland shares;Chinese blue chips"),
    "foreign": ("equity_index", "Nikkei;Nikkei 225;Topix;Hang Seng;Hang Seng Index;Shanghai Composite;Shenzhen Component;STAR 50;Kospi;Kosdaq;Sensex;Nifty;Nifty 50;"
                "FTSE 100;FTSE 250;FTSE;FTSE All-Share;DAX;CAC 40;CAC;Stoxx 600;STOXX Europe 600;Euro Stoxx 50;Euro Stoxx;Stoxx;IBEX 35;IBEX;FTSE MIB;SMI;AEX;OMX;ASX 200;S&P/ASX 200;"
                "TSX;S&P/TSX;Bovespa;Ibovespa;MSCI World;MSCI ACWI;MSCI Emerging Markets;MSCI EM;MSCI;emerging markets;emerging-market stocks;European shares;European stocks;"
                "Asian shares;Asian stocks;Japanese shares;Japanese stocks;Chinese stocks;Chinese shares;Hong Kong shares;German stocks;UK shares;British shares;TA-35;Taiex;Straits Times;"
                "Russell 1000;Russell 3000;Russell 2000 Value;Russell 2000 Growth;Russell 2000 Value Index;Russell 2000 Growth Index;Wilshire 5000;S&P 400;S&P 600;S&P MidCap 400;S&P SmallCap 600;mid caps;mid-caps;microcaps;"
                "Magnificent Seven;Mag 7;KBW bank index;KBW;Philadelphia semiconductor index;semiconductor index;SOX;Dow Jones Utility Average;Nasdaq Biotechnology Index;S&P 500 Equal Weight;equal-weighted S&P 500;equal-weight S&P 500"),
    "stocks": ("equity", "Apple;Microsoft;Nvidia;Amazon;Alphabet;Google;Meta;Tesla;Netflix;Intel;AMD;Broadcom;Berkshire Hathaway;JPMorgan Chase;Goldman Sachs;Bank of America;Citigroup;Wells Fargo;"
               "Exxon Mobil;Exxon;Chevron;Boeing;Walmart;Target Corp;Home Depot;Coca-Cola;Pfizer;Moderna;Oracle;Salesforce;Adobe;Disney;Palantir;Super Micro;Coinbase;MicroStrategy;Robinhood;GameStop;AMC;"
               "Alibaba;Tencent;JD.com;Baidu;PDD;Toyota;Sony;SoftBank;Samsung;TSMC;ASML;SAP;LVMH;Novo Nordisk;Eli Lilly;UnitedHealth;Caterpillar;Ford;General Motors;Lehman;Lehman Brothers;AIG;Silicon Valley Bank;"
               "First Republic;Credit Suisse;UBS;Deutsche Bank;HSBC;Barclays;BP;Shell;Rio Tinto;BHP;FedEx;UPS;Starbucks;McDonald's;Nike;Micron;Qualcomm;Texas Instruments;Cisco;IBM;General Electric;GE;Facebook;Twitter;Uber;Airbnb;Rivian;Lucid"),
    "sectors": ("equity", "chip stocks;chipmakers;bank stocks;banks' shares;regional banks;tech stocks;technology stocks;technology shares;energy stocks;energy shares;utilities;financials;healthcare stocks;"
                "miners;gold miners;airlines;retailers;homebuilders;semiconductors;semiconductor stocks;software stocks;biotech;real estate stocks;REITs;consumer staples;industrials;materials stocks;growth stocks;value stocks;bank shares;mining stocks;defensive stocks;cyclicals;carmakers;tech shares;chip shares;energy sector;technology sector;financial sector;health-care sector"),
    "us10y": ("rate", "10-year Treasury yield;ten-year Treasury yield;10-year yield;ten-year yield;10-year yields;ten-year yields;10y;ten-year;10-year;10-year Treasury;10-year Treasury yields;ten-year Treasury yields;"
              "ten-year Treasury;10-year note yield;10-year Treasury note yield;benchmark 10-year yield;benchmark yield;10-year note;DGS10;10-yr;yield on the 10-year;yield on the ten-year;yield on 10-year Treasuries;"
              "yield on the 10-year Treasury;yield on the 10-year Treasury note;yield on the benchmark 10-year note;yield on 10-year Treasury notes;yield on the 10-year note;10-year US yield;10-year US Treasury yield;US 10-year yield;"
              "10-yr yield;10yr;10yr yield;10y yield;ten-year note;benchmark 10-year Treasury yield;yield on ten-year Treasuries;yield on the ten-year Treasury;benchmark Treasury yield;US 10-year Treasury yield;ten-year paper;10-year bond yield;US10Y;yield on the benchmark 10-year Treasury note;10-year Treasuries;ten-year Treasuries;10-year bond;benchmark ten-year yield"),
    "us2y": ("rate", "2-year Treasury yield;two-year Treasury yield;2-year yield;two-year yield;2-year yields;two-year yields;2y;two-year;2-year;2-year Treasury;two-year Treasury;2-year Treasury yields;two-year Treasury yields;DGS2;2-yr;yield on the 2-year;"
             "yield on the two-year;2-year note;two-year note;yield on the 2-year Treasury;yield on two-year Treasuries;2yr;2y yield;2-year note yield;yield on the two-year note;yield on the 2-year note;US 2-year yield;US2Y;two-year paper;yield on the two-year Treasury;yield on the 2-year Treasury note;2-year Treasuries;two-year Treasuries"),
    "yields": ("rate", "30-year Treasury yield;30-year yield;30-year;thirty-year;30-year Treasury;30y;5-year yield;five-year yield;5-year Treasury yield;5y;three-month bill;3-month yield;three-month Treasury bill;20-year yield;long bond;30-year mortgage rate;mortgage rate;"
               "mortgage rates;German 10-year yield;Bund yield;Bund yields;Bunds;gilts;gilt yields;Gilt yield;JGB;JGB yields;Japanese 10-year yield;10-year JGB yield;10-year gilt yield;10-year Bund yield;10-year Bund;Italian yields;real yields;real rates;10-year real yield;TIPS yield;SOFR;Libor;"
               "prime rate;repo rate;SONIA;Euribor;discount rate;five-year breakeven;5-year breakeven;5y5y;high-yield spread;junk-bond spread;investment-grade spread;swap spread;TED spread;1-year yield;one-year yield;7-year yield;seven-year yield;five-year;30-year bond yield;30-year bond;German 10-year Bund yield;bill yield"),
    "fedfunds": ("rate", "effective federal funds rate;fed funds rate;federal funds rate;effective fed funds;effective fed funds rate;fed funds;overnight rate;funds rate;DFF;EFFR;effective funds rate;price of overnight money"),
    "fedtarget": ("rate", "fed funds target range;target range;fed funds target;federal funds target;benchmark rate;policy rate;deposit rate;Bank Rate;cash rate;interest on reserves"),
    "breakeven10y": ("rate", "10-year breakeven inflation;10-year breakeven;ten-year breakeven;10-year breakeven rate;ten-year breakeven rate;breakeven inflation;T10YIE;10-year breakevens;ten-year breakevens;breakeven rate;breakevens;10-year inflation breakeven;10-year breakeven inflation rate;ten-year breakeven inflation rate;10y breakeven;ten-year breakeven inflation;market-implied inflation"),
    "walcl": ("balance", "Federal Reserve total assets;Fed balance sheet;Fed's balance sheet;Federal Reserve's balance sheet;total assets;Fed assets;Fed total assets;WALCL;the central bank's balance sheet;Fed's total assets;the Fed's assets;Fed's assets;Federal Reserve assets;balance sheet of the Fed;Federal Reserve's total assets"),
    "rrp": ("balance", "overnight reverse repo;RRP;reverse repo facility;reverse repo;ON RRP;reverse repos;reverse-repo facility;reverse-repo balance;overnight RRP;overnight reverse repo facility;RRP facility;reverse repurchase facility;overnight reverse repos;overnight reverse repurchase agreements"),
    "tga": ("balance", "Treasury General Account;TGA;Treasury's General Account;Treasury's cash balance;Treasury cash;Treasury's account;Treasury's cash pile;the government's account at the Fed;Treasury cash balance"),
    "reserves": ("balance", "bank reserves;reserve balances;reserves;reserves held at the Fed;banks' reserves;reserve balances at the Fed"),
    "m2": ("balance", "M2;M2 money supply;money supply;M2SL;broad money;money stock;M2 money stock"),
    "nfci": ("indicator", "Chicago Fed financial conditions index;NFCI;financial conditions;Chicago Fed's index;Chicago Fed index;Chicago Fed's financial conditions index;Chicago Fed's gauge;financial conditions index;Chicago Fed's NFCI;National Financial Conditions Index;Chicago Fed's National Financial Conditions Index;Chicago Fed National Financial Conditions Index"),
    "credit_stress": ("indicator", "OFR credit stress;credit stress;credit spreads;OFR's credit stress measure;OFR's credit component;OFR credit component;credit stress measure;credit component;credit stress index;OFR's credit stress index;OFR's credit index;credit stress gauge;OFR's credit gauge;OFR's credit stress component;OFR's credit reading;credit-stress component;OFR credit stress component"),
    "dollar": ("indicator", "broad dollar index;the dollar;US dollar;broad dollar;trade-weighted dollar;greenback;dollar index;DTWEXBGS;buck;the broad index;broad trade-weighted dollar;Fed's broad dollar index;trade-weighted dollar index;broad trade-weighted dollar index"),
    "dxy": ("indicator", "DXY;ICE dollar index;US dollar index;Bloomberg dollar index;dollar spot index;Bloomberg Dollar Spot Index"),
    "fx": ("fx", "euro;yen;sterling;the pound;pound sterling;yuan;renminbi;Swiss franc;the franc;Australian dollar;Aussie;Canadian dollar;loonie;peso;rupee;won;real;lira;rand;rouble;ruble;krona;EUR/USD;USD/JPY;GBP/USD;EURUSD;USDJPY;GBPUSD;dollar-yen;euro-dollar;Swedish krona;New Zealand dollar;kiwi;offshore yuan;USD/CNH;Turkish lira;Mexican peso"),
    "liquidity": ("balance", "net liquidity;net Fed liquidity;Fed net liquidity;US net liquidity;net dollar liquidity"),
    "curve": ("gap", "2s10s;yield curve;the curve;2s10s slope;2s10s curve;2s10s spread;curve slope;2-10 spread;2/10 spread;10-2 spread;2s/10s;two-year/ten-year spread;slope of the curve;slope;the slope;10-year/2-year spread;2-year/10-year curve;the 2s10s gap;2s10s gap;yield curve's slope;2s-10s;spread between the 2-year and the 10-year;spread between 2-year and 10-year yields;gap between two- and ten-year yields;gap between 2-year and 10-year yields;gap between two-year and ten-year yields;spread between two-year and ten-year yields"),
    "macro": ("indicator", "GDP;CPI;inflation;unemployment rate;jobless rate;payrolls;nonfarm payrolls;PCE;core PCE;core CPI;retail sales;consumer prices;consumer confidence;PMI;ISM;jobless claims;industrial production;housing starts;trade deficit;wages;consumer price index;producer prices;PPI;unemployment;earnings;revenue;profits;earnings per share;sales;dividend yield;market cap;market capitalization;market capitalisation;trading volume;turnover;open interest;short interest;valuation;price-earnings ratio;p/e;AUM;assets under management;hash rate;hashrate;dominance"),
}  # fmt: skip

# funds of a whole class are not the one fund that a tape may follow
CLASS_FUNDS = "small-cap ETFs;small-cap ETF;small-cap funds;small-cap ETF funds;US small-cap ETFs;U.S. small-cap ETFs;equity funds;bond funds;money market funds;gold ETFs;stock funds"

FLOW_NAMES: dict[str, str] = {
    "btc": "US spot Bitcoin ETFs;spot Bitcoin ETFs;US spot ETFs;spot ETFs;Bitcoin ETFs;bitcoin funds;spot Bitcoin funds;the ETFs;US Bitcoin ETFs;spot bitcoin exchange-traded funds;bitcoin ETF;spot Bitcoin ETF;Bitcoin ETF flows;Bitcoin exchange-traded funds",
}  # fmt: skip
FLOW_WORDS = wordset("""
    flow flows inflow inflows outflow outflows redemptions redemption withdrawals creations subscriptions withdrew
    pulled bled took attracted drew poured
""")

# what a pronoun or a general noun may stand for, by kind; "" any, "two" the last pair
ANAPHORS: dict[str, tuple[str, ...]] = {
    "it": (), "its": (), "they": (), "them": (), "their": (), "both": ("two",), "the two": ("two",), "the pair": ("two",), "each": ("two",), "itself": (), "both indices": ("two",), "both benchmarks": ("two",),
    "the index": ("equity_index", "volatility_index", "indicator"), "the benchmark": ("equity_index", "rate"), "the gauge": ("equity_index", "volatility_index", "indicator"), "index": ("equity_index",),
    "the measure": ("volatility_index", "indicator", "equity_index"), "the metal": ("commodity",), "the precious metal": ("commodity",), "metal": ("commodity",),
    "the token": ("crypto",), "the cryptocurrency": ("crypto",), "the asset": ("crypto", "commodity"), "the yield": ("rate",), "yields": ("rate",), "yield": ("rate",), "the rate": ("rate",),
    "the currency": ("indicator", "fx"), "the fund": ("etf", "commodity"), "the series": ("indicator", "balance"), "the other": ("two",), "the latter": ("latter",), "the former": ("former",),
    "latter": ("latter",), "former": ("former",), "this index": ("equity_index",), "this benchmark": ("equity_index",), "the facility": ("balance",), "the account": ("balance",), "the balance": ("balance",),
    "the balance sheet": ("balance",), "the market": ("equity_index",), "the barometer": ("equity_index", "volatility_index"), "the us benchmark": ("equity_index",), "the price": (), "the coins": ("crypto",),
    "the industry benchmark": ("equity_index",), "the level": (), "the reading": (), "the basket": ("equity_index",), "the small-cap measure": ("equity_index",), "the indices": ("two",), "the three": ("all",),
    "all three": ("all",), "all four": ("all",), "all of them": ("all",), "none of them": ("all",), "the trio": ("all",), "the four": ("all",),
}  # fmt: skip
