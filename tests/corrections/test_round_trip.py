"""From an export over a corrected sheet to the study's corrections, and what the other tables make of it."""

import csv
import shutil

import pytest
from openpyxl import load_workbook

import broadsheet as bs
from broadsheet.cli import main
from broadsheet.corrections.file import read_corrections


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Return a study and the workbook that was exported of it."""
    folder = tmp_path_factory.mktemp("round")
    study = shutil.copytree("data", folder / "study")
    book = folder / "tables.xlsx"
    assert main(["export", str(study), "--excel", str(book), "--atap"]) == 0
    return study, book


def column(sheet, heading: str) -> int:
    return [cell.value for cell in sheet[1]].index(heading) + 1


def edit(path, changes, target):
    book = load_workbook(path)
    for sheet, row, heading, value in changes:
        book[sheet].cell(row, column(book[sheet], heading)).value = value
    book.save(target)
    return target


def test_the_workbook_has_every_table_with_articles_named_and_a_codebook(exported):
    book = load_workbook(exported[1])
    assert book.sheetnames[:3] == ["articles", "quotes", "people"]
    assert book.sheetnames[-1] == "codebook"
    headings = [cell.value for cell in book["quotes"][1]]
    assert headings[:5] == ["quotation", "outlet", "published", "title", "content"]
    assert book["quotes"].column_dimensions["I"].hidden
    assert {"outlet_a", "title_b"} <= {cell.value for cell in book["copies"][1]}
    described = {(row[0], row[2]) for row in book["codebook"].values}
    assert ("quotes", "speaker_score") in described
    for name in ("articles", "quotes", "people", "dates", "events", "copies"):
        for cell in book[name][1]:
            assert (name, cell.value) in described
    assert "a column of your own table" not in {
        row[5] for row in book["codebook"].values
    }
    assert all(row[5] for row in book["codebook"].values)
    cited = book["quotes"].cell(2, column(book["quotes"], "citation")).value
    assert cited.startswith("The Straits Times, “")
    assert ", 8 October 2021, paragraph 1: “" in cited
    assert [cell.value for cell in book["atap_quotes"][1]][3:5] == [
        "quote",
        "quote_index",
    ]


def test_cells_have_lists_and_no_cell_is_a_formula(exported):
    book = load_workbook(exported[1])
    lists = {
        validation.formula1
        for sheet in book
        for validation in sheet.data_validations.dataValidation
    }
    assert '"yes,no"' in lists
    assert '"female,male,other,unknown"' in lists
    assert any(str(formula).startswith("people!$A$2") for formula in lists)
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds


def test_a_corrected_export_is_merged_and_the_next_export_has_it(
    exported, tmp_path, capsys
):
    folder, book = exported
    study = shutil.copytree(folder, tmp_path / "study")
    sheet = load_workbook(book)["people"]
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    changes = [
        ("quotes", 2, "speaker", "Ann Lee"),
        ("quotes", 3, "quotation", "no"),
        ("people", names.index("Antony Blinken") + 2, "gender", "male"),
        ("people", names.index("Antony Blinken") + 2, "speaker", "Anthony Blinken"),
        ("dates", 2, "days", "2021-10-01"),
        ("events", 2, "event_is_one", "no"),
        ("copies", 2, "same_copy", "no"),
        ("quotes", 2, "note", "see paragraph 2"),
    ]
    corrected = edit(book, changes, tmp_path / "corrected.xlsx")
    assert main(["correct", str(corrected), str(study), "--by", "Ann"]) == 0
    assert "7 new" in capsys.readouterr().out
    corpus = bs.open_corpus(study)
    assert corpus.corrections["status"].tolist() == ["applied"] * 7
    assert set(corpus.corrections["by"]) == {"Ann"}
    assert corpus.quotes["corrected"].any()
    assert {"Ann Lee", "Anthony Blinken"} <= set(corpus.people["speaker"])
    assert corpus.clusters["cluster"].isna().all()
    # The same sheet again says nothing new; another person's differs in one cell.
    assert main(["correct", str(corrected), str(study)]) == 0
    assert "0 new, 7 that stood there already" in capsys.readouterr().out
    other = edit(book, [("quotes", 2, "speaker", "Bo Ray")], tmp_path / "other.xlsx")
    with pytest.raises(SystemExit, match="1"):
        main(["correct", str(other), str(study), "--by", "Bo"])
    assert (
        "'Ann Lee' (Ann) is kept, speaker 'Bo Ray' (Bo) is not"
        in capsys.readouterr().err
    )
    assert main(["correct", str(other), str(study), "--by", "Bo", "--theirs"]) == 0
    values = {
        row.value
        for row in read_corrections(study / "corrections.csv").corrections.values()
    }
    assert "Bo Ray" in values
    assert "Ann Lee" not in values
    assert len(values) > 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("dates", 3, "days", "sometime"), ["row 3", "sheet dates", "'sometime'"]),
        (("quotes", 4, "speaker", None), ["row 4", "sheet quotes", "dash"]),
        (("quotes", 1, "speaker as exported", "x"), ["row 1", "hidden column"]),
    ],
)
def test_what_cannot_be_understood_is_told_by_sheet_and_row(
    exported, tmp_path, capsys, change, words
):
    corrected = edit(exported[1], [change], tmp_path / "corrected.xlsx")
    assert main(["correct", str(corrected), str(exported[0])]) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in [*words, "corrected.xlsx"])
    assert not (exported[0] / "corrections.csv").exists()


def test_csv_files_hold_the_tables_and_stay_out_of_the_articles(
    exported, tmp_path, capsys
):
    folder = tmp_path / "tables"
    assert main(["export", str(exported[0]), "--csv", str(folder), "--atap"]) == 0
    assert {path.stem for path in folder.iterdir()} >= {
        "quotes",
        "people",
        "words",
        "codebook",
    }
    with (folder / "quotes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["text_id"].startswith("straits-times")
    text = bs.read_articles("data").loc[rows[0]["text_id"], "text"]
    start, end = map(int, rows[0]["speaker_index"].strip("()").split(", "))
    assert text[start:end] == rows[0]["speaker"]
    assert main(["export", str(exported[0]), "--csv", str(exported[0] / "out")]) == 2
    assert "folder of the articles" in capsys.readouterr().err
