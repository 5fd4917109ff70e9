"""Samples to code by hand, and what they say about the figures."""

from broadsheet.validation.agreement import Validation, measure_agreement
from broadsheet.validation.form import write_form
from broadsheet.validation.questions import kinds
from broadsheet.validation.read import read_sheet
from broadsheet.validation.record import Measure, Record, read_record, write_record
from broadsheet.validation.sample import Material, Sample, draw_sample
from broadsheet.validation.sheet import write_workbook

__all__ = [
    "Material",
    "Measure",
    "Record",
    "Sample",
    "Validation",
    "draw_sample",
    "kinds",
    "measure_agreement",
    "read_record",
    "read_sheet",
    "write_form",
    "write_record",
    "write_workbook",
]
