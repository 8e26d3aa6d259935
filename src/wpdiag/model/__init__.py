"""The nouns: what flows from stage to stage, and the report that comes out."""

from wpdiag.model.issue import Alternative, Code, Component, Evidence, Fix, Issue, Merging, Recovery, SiteCount, Times
from wpdiag.model.levels import IMPACTS, LEVELS, at_least, worst
from wpdiag.model.record import Diagnostic, Entry, Frame, Location, Struct
from wpdiag.model.report import (
    SCHEMA_VERSION,
    BaselineSummary,
    ComponentCount,
    GoneIssue,
    Lessons,
    Probed,
    Report,
    SiteShare,
    Source,
    Summary,
    Tool,
)

__all__ = [
    "IMPACTS",
    "LEVELS",
    "SCHEMA_VERSION",
    "Alternative",
    "BaselineSummary",
    "Code",
    "Component",
    "ComponentCount",
    "Diagnostic",
    "Entry",
    "Evidence",
    "Fix",
    "Frame",
    "GoneIssue",
    "Issue",
    "Lessons",
    "Location",
    "Merging",
    "Probed",
    "Recovery",
    "Report",
    "SiteCount",
    "SiteShare",
    "Source",
    "Struct",
    "Summary",
    "Times",
    "Tool",
    "at_least",
    "worst",
]
