"""What `broadsheet --help` says."""

ABOUT = "broadsheet: read a body of news coverage closely."
EPILOG = """\
ARTICLES is a folder, a table (CSV, Excel, JSON, Parquet), one file, or a folder that extract wrote;
without it, data/ is read. A file broadsheet.toml beside the articles, or --study FILE, describes the study.

examples:
  broadsheet report                                  the two articles in data/, as pages in report/
  broadsheet report coverage/ --output talks --title "The talks" --pdf
  broadsheet check coverage/                         what would be read, and what would be skipped
  broadsheet check coverage/ --draft                 write a study file to start from
  broadsheet report export.xlsx --columns text=Artikeltext,outlet=Zeitung
  broadsheet quotes coverage/ --output quotes.csv    every quotation, with its source and its place
  broadsheet words coverage/ --by outlet --output words.parquet
  broadsheet export coverage/ --excel tables.xlsx    all tables; coloured cells can be corrected
  broadsheet correct tables.xlsx coverage/ --by Ann  what was corrected there, into coverage/corrections.csv

  broadsheet sample speakers coverage/ --size 50     who speaks in 50 quotations, to be coded by hand
  broadsheet agreement speakers-sheet-ann.xlsx speakers-sheet-bo.xlsx coverage/

exit codes:
  0  done, even if some articles were skipped (they are named on standard error)
  1  something was skipped and --strict was given, or a section of the report failed
  2  nothing could be done: wrong arguments, nothing to read, a missing package
"""
