"""Yahoo Finance through yfinance: indices, funds, currencies, futures; closes that are not adjusted for dividends."""

from __future__ import annotations

import logging
import re
import threading
import warnings
from datetime import date, timedelta
from json import JSONDecodeError
from typing import Any, Literal

import numpy as np

from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import base
from generator.sources.base import Observations, World, columns
from generator.sources.http import refuse_status
from generator.sources.sessions import browser_session
from generator.tape.columns import Columns
from generator.tape.series import Days, Floats

HOST = "query2.finance.yahoo.com"
PRICES = {"open": "Open", "high": "High", "low": "Low", "adj_close": "Adj Close"}
EVENTS = {"dividends": "Dividends", "splits": "Stock Splits"}
DIGITS = 7  # Yahoo's prices are 32-bit numbers: what stands beyond is noise


class Spec(base.Spec):
    """`symbol` as Yahoo writes it; `field`: closes with their bars, or the number of shares."""

    symbol: str
    field: Literal["close", "shares"] = "close"


class Yahoo:
    """The source `yfinance`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = threading.Lock()
        self._session: Any = None

    def host(self, spec: Spec) -> str:
        """Yahoo's own, for every symbol."""
        return HOST

    def title(self, spec: Spec) -> str:
        """Yahoo Finance and the symbol."""
        return f"Yahoo Finance {spec.symbol}" + (", shares outstanding" if spec.field == "shares" else "")

    def fetch(self, instrument: Instrument, spec: Spec, since: date | None, until: date) -> Observations:
        """Daily bars in the exchange's days, or share counts."""
        import yfinance  # noqa: PLC0415 - heavy
        from curl_cffi.requests.exceptions import HTTPError, RequestException  # noqa: PLC0415

        place = self.title(spec)
        try:
            with self._world.turns.working():
                return self._asked(yfinance.Ticker(spec.symbol, session=self._opened()), spec, since, until)
        except yfinance.exceptions.YFRateLimitError as error:
            raise SourceError("asks for fewer requests (429)", subject=place, passing=True) from error
        except yfinance.exceptions.YFException as error:
            return _nothing(error, spec, place, since)
        except (RequestException, JSONDecodeError, ConnectionError) as error:
            told = "sends no JSON" if isinstance(error, JSONDecodeError) else "cannot be reached"
            passing = type(error) is not HTTPError  # of a status; its kinds are of broken connections
            raise SourceError(f"{told} ({type(error).__name__})", subject=place, passing=passing) from error
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            what = f"sends what yfinance cannot read ({type(error).__name__})"
            raise SourceError(what, subject=place, remedy="Upgrade yfinance: Yahoo may have changed.") from error

    def _asked(self, ticker: Any, spec: Spec, since: date | None, until: date) -> Observations:  # noqa: ANN401
        place = self.title(spec)
        if spec.field == "shares":
            return Observations(place, _shares(ticker, since, until))
        span = {"start": since, "end": until + timedelta(1)} if since else {"period": "max"}
        frame = ticker.history(**span, interval="1d", auto_adjust=False, actions=True, timeout=self._world.timeout)
        return Observations(place, _rows(frame, place), ticker.get_history_metadata().get("currency"))

    def _opened(self) -> Any:  # noqa: ANN401 - a session of curl_cffi
        with self._lock:
            if self._session is None:
                self._session = self._open()
        return self._session

    def _open(self) -> Any:  # noqa: ANN401 - a session of curl_cffi
        import yfinance  # noqa: PLC0415 - heavy

        logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # its errors are raised here, and told once
        warnings.filterwarnings("ignore", module=r"yfinance\.")  # of a pandas to come
        yfinance.config.debug.hide_exceptions = False
        if self._world.cache:
            yfinance.set_tz_cache_location(str(self._world.cache / "yfinance"))
        return browser_session(self._world, self._judge)

    def _judge(self, url: str, answer: Any) -> None:  # noqa: ANN401 - curl_cffi's
        """Tells a refusal of data at once; yfinance would ask twice more.

        Cookies and crumbs are its own affair: it asks for them with a lock, so that no turn may be waited for.
        """
        if "/v8/finance/chart/" not in url and "/ws/fundamentals" not in url:
            return
        self._world.turns.take()
        status = answer.status_code
        if status == 404:
            raise SourceError("has no such symbol", subject="Yahoo Finance", remedy="Mend `symbol` in the catalog.")
        if status == 429 or status >= 500:
            refuse_status(status, answer.headers.get("retry-after"), "Yahoo Finance")


def _nothing(error: Exception, spec: Spec, place: str, since: date | None) -> Observations:
    """No rows since a date is an answer; no rows at all is a symbol that is not there."""
    if since is not None and re.search(r"no price data found|doesn't exist for startDate", str(error)):
        return Observations(place)
    remedy = f"Look {spec.symbol} up at Yahoo, and mend the catalog."
    raise SourceError("has no prices for it", subject=place, remedy=remedy) from error


def _rows(frame: Any, place: str) -> Columns | None:  # noqa: ANN401 - a frame of pandas
    if frame.empty:
        return None
    sent = dict(zip(frame.columns, frame.to_numpy(float).T, strict=True))
    lacking = [name for name in ("Close", *PRICES.values(), "Volume") if name not in sent]
    if lacking:
        raise SourceError(f"sends no column {', '.join(lacking)}", subject=place)
    close, *prices = _short(np.stack([sent["Close"], *(sent[name] for name in PRICES.values())]))
    bars = dict(zip(PRICES, prices, strict=True)) | {"volume": sent["Volume"]}
    for name, column in EVENTS.items():
        if column in sent:
            bars[name] = np.where(sent[column] == 0, np.nan, sent[column])
    return columns(_days(frame), close, bars)


def _days(frame: Any) -> Days:  # noqa: ANN401 - a frame or a series of pandas
    """The exchange's own dates."""
    local = frame.index.tz_localize(None).to_numpy().astype("datetime64[D]")
    days: Days = local.astype(np.int64)
    return days


def _short(values: Floats) -> Floats:
    """Values to seven significant figures."""
    with np.errstate(divide="ignore", invalid="ignore"):
        places = DIGITS - 1 - np.floor(np.log10(np.abs(values)))
    scale = 10.0 ** np.where(np.isfinite(places), places, 0)
    rounded: Floats = np.round(values * scale) / scale
    return rounded


def _shares(ticker: Any, since: date | None, until: date) -> Columns | None:  # noqa: ANN401 - yfinance's
    counts = ticker.get_shares_full(start=since or date(2000, 1, 1), end=until + timedelta(1))
    if counts is None or counts.empty:
        return None
    return columns(_days(counts), counts.to_numpy(float), name="value")
