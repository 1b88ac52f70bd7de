"""Every error of the product, each with what it is about and what to do.

TruetapeError
├── TapeError       a folder of data that cannot be read as a tape
├── QuestionError   an id that is no question
├── OptionError     a command, setting or argument that cannot be used
├── AssetError      templates or the sample tape were not found
├── TemplateError   a template that prints what is not there
├── BriefError      a brief whose own statements do not hold, so it is not written
├── BatchError      a run over watchlists that cannot go on
├── SourceError     a source of data that did not give what it was asked for
├── StoreError      a store that cannot be opened, read or written
├── ModelError      a language model that cannot be reached, paid or understood, so that a text stays plain
├── ReviewError     what review does not allow: an approval, a decision, a draft
│   └── ConflictError   somebody else was first; nothing of the second was stored
└── PublishError    a publication that may not be made, or that a destination refused
    ├── UnreachedError   nothing was sent: it is tried again later
    └── UncertainError   sent, and whether it was taken is not known: its effect is looked for

A missing or doubtful answer is never an error: it is a fact with a status.
"""


class TruetapeError(Exception):
    """Something a person can mend: `subject` says where, `remedy` says how."""

    def __init__(self, message: str, *, subject: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.subject}: " if self.subject else ""
        how = f"\n  {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{how}"


class TapeError(TruetapeError):
    """A folder of data that cannot be read as a tape."""


class QuestionError(TruetapeError):
    """An id that is no question about a tape."""


class OptionError(TruetapeError):
    """A command, setting or argument that cannot be used."""


class AssetError(TruetapeError):
    """Templates or the sample tape were not found."""


class TemplateError(TruetapeError):
    """A template that cannot be rendered, or prints a fact that is missing."""


class BriefError(TruetapeError):
    """A brief whose own statements do not hold."""


class SourceError(TruetapeError):
    """A source of data that did not give what it was asked for.

    `passing`: the same request may succeed later; `wait`: seconds after which the source said it may be asked again.
    """

    def __init__(
        self, message: str, *, subject: str = "", remedy: str = "", passing: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(message, subject=subject, remedy=remedy)
        self.passing = passing
        self.wait = wait


class BatchError(TruetapeError):
    """A run over watchlists that cannot go on; what is written stays good."""


class StoreError(TruetapeError):
    """A store that cannot be opened, read or written."""


class ModelError(TruetapeError):
    """A language model that cannot be reached, paid or understood."""


class ReviewError(TruetapeError):
    """A draft, a decision or a person that the rules of review do not allow."""


class ConflictError(ReviewError):
    """Somebody else has changed or decided something since; nothing was stored."""


class PublishError(TruetapeError):
    """A publication that may not be made, or that a destination refused."""


class UnreachedError(PublishError):
    """A destination that could not be asked: nothing was changed. `wait` is how many seconds it asks for."""

    def __init__(self, message: str, *, subject: str = "", remedy: str = "", wait: float = 0.0) -> None:
        super().__init__(message, subject=subject, remedy=remedy)
        self.wait = wait


class UncertainError(PublishError):
    """A change that was asked for and may have been made: nobody knows."""
