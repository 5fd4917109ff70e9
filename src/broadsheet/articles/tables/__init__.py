"""Tables of any make as blocks of rows: text with delimiters, sheets, columns in Parquet, objects in JSON."""

from broadsheet.articles.tables.blocks import Block, Table

__all__ = ["Block", "Table"]
