"""A study's tables for other programs: a workbook that can be corrected, CSV files, and a codebook."""

from broadsheet.export.atap import atap_quotes
from broadsheet.export.codebook import codebook
from broadsheet.export.corrected import read_corrected, read_workbook
from broadsheet.export.files import export_csv
from broadsheet.export.tables import TABLES, study_tables
from broadsheet.export.workbook import export_excel

__all__ = [
    "TABLES",
    "atap_quotes",
    "codebook",
    "export_csv",
    "export_excel",
    "read_corrected",
    "read_workbook",
    "study_tables",
]
