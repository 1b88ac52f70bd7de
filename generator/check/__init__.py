"""The claim checker: any draft, every claim, one verdict."""

from generator.check.checker import check
from generator.check.report import Finding, Report

__all__ = ["Finding", "Report", "check"]
