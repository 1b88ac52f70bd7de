"""A publication to send, a ledger to note it in, and runs that die where they are told to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from generator.charts import svg_to_png
from generator.publish.destinations import destination
from generator.publish.outbox import Outbox
from generator.publish.publication import Chart, Correction, Publication, Site
from generator.publish.real import Real
from generator.store.deliveries import Entry, Ledger

NOON = datetime(2026, 1, 23, 12, tzinfo=UTC)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="{}" height="20" fill="#0b4ea2"/></svg>'
)
BODY = """*Closes of Thursday, 22 January 2026*

**In short.** The Russell 2000 gained 0.8% & more; {{ 7 * 7 }} and {% raw %} stay as they are, @everyone.

| | Close | Day |
| --- | ---: | ---: |
| Russell 2000 | 2,719.01 | +0.8% |

![A line chart: the Russell 2000 \\[up\\] 18.1%.](charts/lead.svg)

## Said by others

“Buy <b>now</b> {{< figure >}}”, said [Mira](https://example.org/said).

---

*Computed from the tape, not edited by a person.*
"""


def picture(width: int = 18) -> bytes:
    """A small PNG."""
    return svg_to_png(SVG.format(width))


PNG = picture()


def publication(slug: str = "2026-01-22-small-caps-lead", **changes) -> Publication:
    """What is sent in these tests."""
    given = {
        "slug": slug, "version": 1, "title": 'S&P 500 "trails": <small> caps lead', "markdown": BODY,
        "summary": "The Russell 2000 gained 0.8% to 2,719.01 & @everyone saw it. Gold rose <2%.",
        "tags": ("Gold", "S&P 500"), "charts": (Chart(name="lead", alt="A line chart: [up] 18.1%.", png=PNG),),
        "published": NOON, "updated": NOON, "site": Site(name="Example Brief", link="https://brief.example/{slug}/"),
        "text_sha256": "a" * 64,
    }  # fmt: skip
    return Publication(**given | changes)


def corrected(first: Publication, **changes) -> Publication:
    """Its second version."""
    note = Correction(on=(NOON + timedelta(days=1)).date(), note="The gain was 0.7%.")
    given = {"version": first.version + 1, "updated": NOON + timedelta(days=1), "corrections": (note,)}
    given |= {name: getattr(first, name).replace("0.8%", "0.7%") for name in ("markdown", "summary")}
    return first.model_copy(update=given | changes)


class Killed(BaseException):
    """The end of a process, as far as one can have it within a test."""


@dataclass
class Fuse:
    """Counts moments, and kills at one of them."""

    at: int = 0
    passed: int = 0

    def moment(self) -> None:
        self.passed += 1
        if self.passed == self.at:
            raise Killed


class MortalLedger(Ledger):
    """Dies right before or right after it commits."""

    def __init__(self, store, fuse: Fuse) -> None:
        super().__init__(store)
        object.__setattr__(self, "fuse", fuse)


class MortalWorld(Real):
    """Dies right before or right after it does something."""

    def __init__(self, fuse: Fuse) -> None:
        super().__init__()
        self.fuse = fuse


def _mortal(kind: type, name: str) -> None:
    def inside(self, *given, **named):
        self.fuse.moment()
        done = getattr(super(kind, self), name)(*given, **named)
        self.fuse.moment()
        return done

    setattr(kind, name, inside)


for _name in ("start", "begin", "finish", "forget", "settle"):
    _mortal(MortalLedger, _name)
for _name in ("send", "offer", "hand_over", "write", "remove", "run"):
    _mortal(MortalWorld, _name)


class Press:
    """Sends publications to one destination, with the same ledger."""

    def __init__(self, store, given: dict, name: str = "place") -> None:
        self.store, self.name = store, name
        self.ledger = Ledger(store)
        self.options, self.place = destination(name, given)
        self.times = count()

    def now(self) -> datetime:
        return NOON + timedelta(seconds=next(self.times))

    def enter(self, one: Publication):
        entry = Entry(one.slug, one.version, f"{one.version}" * 64, "f" * 64, one.dump())
        return self.ledger.enter(entry, [self.name], NOON, NOON)[0]

    def run(self, delivery, **options):
        with Real() as world:
            return self.run_in(delivery, world, **options)

    def run_in(self, delivery, world, **options):
        return Outbox(self.ledger, self.now).deliver(delivery, self.place, world, **options)

    def send(self, one: Publication, **options):
        return self.run(self.enter(one), **options)

    def killed(self, delivery, at: int) -> bool:
        """Runs until the moment `at`; whether that came before the end."""
        fuse = Fuse(at)
        try:
            with MortalWorld(fuse) as world:
                Outbox(MortalLedger(self.store, fuse), self.now).deliver(delivery, self.place, world)
        except Killed:
            return True
        return False

    def answered(self, delivery, there: bool):
        """A person looked, and says whether what was sent is there; then the run goes on."""
        Outbox(self.ledger, self.now).answer(delivery, there)
        return self.run(delivery)
