"""What changed between two graphs: as triples, as a person would say it, and as an RDF Patch."""

from kg.compare.difference import Difference, compare
from kg.compare.patch import write_patch
from kg.compare.tell import Change, Report, render_report, report

__all__ = ["Change", "Difference", "Report", "compare", "render_report", "report", "write_patch"]
