"""Directions, comparisons and groups, told without a number."""
