"""A brief for every watchlist: read, put together from passages that are written and checked once, written in parts.

`run` is the whole. The briefs are the same whatever the engine and the number of workers.
"""

from generator.batch.run import Job, Result, run

__all__ = ["Job", "Result", "run"]
