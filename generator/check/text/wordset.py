"""How the checker's word lists are written: as the words themselves."""


def wordset(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())
