"""The frozen input of everything: a folder of dated numbers, read once and never changed."""

from generator.tape.folder import read_tape
from generator.tape.series import Rows, Series
from generator.tape.tape import Tape, View

__all__ = ["Rows", "Series", "Tape", "View", "read_tape"]
