"""Instruments are recognised by every form of their names, by what they are, and by what their entries imply."""

import pytest

from generator.check.text.entities import Directory
from generator.check.text.tokens import tokenize
from generator.market import Instrument


def entry(key: str, name: str, kind: str, *aliases: str, **more: str) -> tuple[str, Instrument]:
    unit = more.pop("unit", "USD")
    return key, Instrument(key=key, name=name, aliases=list(aliases), kind=kind, unit=unit, file="x.csv", **more)  # type: ignore[arg-type]


WORLD = Directory(
    dict(
        [
            entry("spx", "S&P 500", "equity_index", unit="points"),
            entry("ixic", "Nasdaq Composite", "equity_index", unit="points"),
            entry("dax", "DAX", "equity_index", unit="points"),
            entry("ukx", "FTSE 100", "equity_index", unit="points"),
            entry("nk", "Nikkei 225", "equity_index", unit="points"),
            entry("brent", "Brent crude", "commodity"),
            entry("copper", "LME copper", "commodity"),
            entry("us10y", "10-year Treasury yield", "rate", unit="percent"),
            entry("us2y", "2-year Treasury yield", "rate", unit="percent"),
            entry("de10", "German 10-year Bund yield", "rate", unit="percent"),
            entry("gilt", "10-year gilt yield", "rate", unit="percent"),
            entry("fedfunds", "Effective federal funds rate", "rate", unit="percent"),
            entry("eurusd", "EUR/USD", "fx"),
            entry("cable", "GBP/USD", "fx"),
            entry("usdjpy", "USD/JPY", "fx", unit="JPY"),
            entry("sap", "SAP SE", "equity", unit="EUR"),
            entry("rolls", "Rolls-Royce Holdings plc", "equity", "RR.L", unit="pence"),
            entry("siba", "Sibanye Stillwater", "equity", "SSW", unit="ZAR"),
            entry("ashr", "Xtrackers Harvest CSI 300 ETF", "etf", "ASHR"),
            entry("iwm_flow", "iShares Russell 2000 ETF net flow", "flow", "IWM flows"),
            entry("fsi", "OFR Financial Stress Index", "indicator", unit="index"),
            entry("tga", "Treasury General Account, daily", "balance"),
            entry("btc", "Bitcoin", "crypto"),
        ]
    )
)
KNOWN = {
    "spx": "the S&P 500;S&P;The S&P 500 index;the S&P's;SPX;spx;the S&P 500 Index;S&P-500;Wall Street;US stocks",
    "ixic": "the Nasdaq;Nasdaq Composite;nasdaq;the Nasdaq Composite Index;the tech-heavy Nasdaq;the Nasdaq's",
    "dax": "the DAX;the Dax;DAX;dax;Frankfurt's DAX;the DAX index;DAX 40;German stocks",
    "ukx": "the FTSE 100;FTSE 100;the FTSE;the Footsie;ftse 100;FTSE-100;London's FTSE 100",
    "nk": "the Nikkei;Nikkei 225;Nikkei 225 average;Japan's Nikkei;the Nikkei 225 index",
    "brent": "Brent;Brent crude;crude;oil;crude oil;oil prices;Brent futures;the price of oil;crude prices;brent;Brent prices",
    "copper": "copper;LME copper;copper prices;the price of copper;copper futures;Dr Copper",
    "us10y": "the 10-year;the 10-year Treasury yield;ten-year yields;the yield on the 10-year;the yield on the benchmark 10-year Treasury note;10y;the 10-year note;Treasury yields;"
    "the 10yr;US 10-year yield;tens;10-year Treasuries;the benchmark Treasury yield;10-yr yield;US10Y;the ten-year US yield;ten-year paper",
    "us2y": "the two-year;2-year yield;the yield on the two-year note;twos;two-year Treasuries;2y;2s;the yield on two-year US government bonds",
    "de10": "the 10-year Bund yield;Bund yields;the German 10-year;Germany's 10-year yield;the yield on the 10-year Bund;10-year Bunds;German bond yields;the yield on Germany's 10-year bond;German 10-year bond yield",
    "gilt": "the 10-year gilt;gilt yields;10-year gilt yields;the yield on the 10-year gilt;Britain's 10-year yield;UK 10-year yield;ten-year gilt yield",
    "fedfunds": "effective funds rate;the effective fed funds rate;fed funds;EFFR;the federal funds rate",
    "eurusd": "the euro;EUR/USD;EURUSD;the single currency;euro-dollar;euro/dollar;the common currency;eurusd",
    "cable": "sterling;the pound;cable;GBP/USD;GBPUSD",
    "usdjpy": "USD/JPY;dollar-yen;dollar/yen;USDJPY;usd/jpy",
    "sap": "SAP;SAP SE;SAP shares;shares of SAP;SAP's",
    "rolls": "Rolls-Royce;Rolls-Royce Holdings;Rolls-Royce shares;shares in Rolls-Royce;Rolls-Royce's stock;Rolls-Royce plc",
    "siba": "Sibanye;Sibanye Stillwater;SSW;Sibanye-Stillwater;Sibanye shares",
    "ashr": "ASHR;the CSI 300 ETF;ASHR shares",
    "fsi": "the OFR index;the OFR's stress gauge;OFR Financial Stress Index;the financial stress index;the stress index;OFR stress index",
    "tga": "the Treasury General Account;TGA;the Treasury's General Account;the Treasury account;the Treasury's cash pile",
    "btc": "Bitcoin;BTC;bitcoin;btc;Bitcoin's price;bitcoins;BTC/USD;the world's largest cryptocurrency",
}
LEFT = (
    "the index of leading indicators", "a gold medal", "our Target for the year", "apple pie is nice", "the real economy", "they won again", "a ten-year high",
    "a five-year plan", "the two years since", "tens of millions", "it can move", "the gap between them", "a key level", "we set a cap on it", "a ten-year low", "in two months",
    "a link to the site", "turn the power on", "they all rose", "a 10-year anniversary", "fit for life", "the block was square", "an oil painting of the Pope",
)  # fmt: skip
APART = (
    "the S&P 400", "Russell 2000", "the Nasdaq 100", "the 5-year yield", "the 10-year BTP yield", "WTI", "USD/CHF", "the yuan", "10-year breakeven rate", "oil producers rose", "the MDAX",
    "the FTSE 250", "30-year Treasuries", "Ether", "gold", "silver", "SLV", "the 10-year TIPS yield", "Bitcoin miners fell", "S&P 500 companies", "the Dow", "the S&P 600 fell",
)  # fmt: skip


def keys(text: str) -> list[str | None]:
    return [m.key for m in WORLD.find(tokenize(text)) if m.name.anaphor is None]


@pytest.mark.parametrize(("key", "text"), [(k, t) for k, texts in KNOWN.items() for t in texts.split(";")])
def test_known(key: str, text: str) -> None:
    assert keys(text) == [key]
    assert keys(f"On Friday {text} rose 3 % after a fall.") == [key]


@pytest.mark.parametrize("text", LEFT)
def test_ordinary_words_are_no_instruments(text: str) -> None:
    assert keys(text) in ([], [None])
    assert not [k for k in keys(text) if k]


@pytest.mark.parametrize("text", APART)
def test_other_instruments_are_their_own(text: str) -> None:
    assert keys(text) == [None]


def test_a_fund_without_a_price_still_has_its_flow() -> None:
    for text in ("IWM took in money", "the Russell 2000 ETF", "iShares Russell 2000 ETF"):
        (name,) = [m.name for m in WORLD.find(tokenize(text))]
        assert name.key is None
        assert WORLD.flow_of(name) == "iwm_flow"


@pytest.mark.parametrize("text", ["the Nasdaq (NDX)", "the TGA rate", "T-bills"])
def test_what_only_begins_like_a_known_name_is_another_thing(text: str) -> None:
    assert [m.key for m in WORLD.find(tokenize(text))][:1] == [None]
