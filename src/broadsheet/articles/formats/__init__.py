"""The formats articles come in.

`detect` says what a file is, by the marks in `marks.toml`. What reads a format is a function
`read(source, log)`, which yields one dictionary an article: `text`, whatever of the other columns the format
knows, and any other key as a further column; or an `Unreadable` for a record that cannot be read.

To read a new format, write such a function, add its marks to `marks.toml` and its name to `READERS` below.
"""

from broadsheet.articles.formats.readers import READERS, Format, reader_of

__all__ = ["READERS", "Format", "reader_of"]
