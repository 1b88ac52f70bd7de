"""Truetape: market commentary that stays true to the tape."""
