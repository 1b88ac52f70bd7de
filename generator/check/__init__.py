"""The claim checker: any draft, every claim, one verdict.

`generator.check` is this package and also the function of the interface: `generator.check(text, tape)`. A package and
a name cannot be kept apart, since importing any module below here sets `generator.check` to the package, whatever stood
there; so the package itself can be called, and it does not matter what is imported first.
"""

import sys
from types import ModuleType

from generator.check.checker import check
from generator.check.report import Finding, Report

__all__ = ["Finding", "Report", "check"]


class _Callable(ModuleType):
    """A module that checks a draft when it is called."""

    __call__ = staticmethod(check)


sys.modules[__name__].__class__ = _Callable
