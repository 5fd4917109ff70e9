"""Large tables are read in stretches of their rows, as if they had been read whole."""

import csv
import json

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.scale import inputs
from broadsheet.scale.stretches import cut_table

from .helpers import frame_of, run, write_lines

LENGTH = 60_000  # bytes of a stretch


def make_rows(count=500):
    """Rows whose texts have lines, commas and marks of their own."""
    rows = []
    for number in range(count):
        told = f"The barge number {number} left the lock, and its crew sang."
        quoted = f'"We never stop, not even at {number}," the skipper said.'
        lines = [told] * (1 + number % 4) + [quoted]
        rows.append(
            {
                "Paper": f"Gazette {number % 3}",
                "Date": f"{number % 28 + 1:02}/{number % 12 + 1:02}/2021",
                "Body": "\n\n".join(lines),
            }
        )
    return rows


def write_csv(path, rows, title="", **options):
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(title)
        writer = csv.DictWriter(file, list(rows[0]), **options)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_tsv(path, rows):
    title = "From the archive\r\n"
    return write_csv(path, rows, title, delimiter="\t", lineterminator="\r\n")


def write_with_two_kinds_of_ends(path, rows):
    for row in rows[::7]:
        row["Body"] = row["Body"].replace("\n\n", "\r")
    return write_csv(path, rows)


WRITERS = {
    "a.csv": write_csv,
    "b.csv": write_with_two_kinds_of_ends,
    "a.jsonl": write_lines,
    "a.tsv": write_tsv,
}


def extracted_articles(path, frames):
    run(path, frames, partition_size=200)
    return bs.open_corpus(frames).all_articles


@pytest.mark.parametrize("name", WRITERS)
def test_articles_are_those_of_the_whole_table(tmp_path, monkeypatch, name):
    monkeypatch.setattr(inputs, "READ_TOGETHER", LENGTH)
    path = WRITERS[name](tmp_path / name, make_rows())
    assert len(cut_table(name, str(path), LENGTH)) > 2
    found = extracted_articles(path, tmp_path / "frames")
    wanted = bs.read_articles(path)
    found.attrs = wanted.attrs = {}
    pd.testing.assert_frame_equal(
        found.sort_values("position"), wanted, check_categorical=False
    )


def test_what_cannot_be_read_is_told_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "READ_TOGETHER", LENGTH)
    path = write_csv(tmp_path / "a.csv", make_rows())
    lines = path.read_text("utf-8").splitlines()
    number = max(k for k, line in enumerate(lines) if line.startswith("Gazette"))
    lines[number:number] = ["Gazette 1,02/03/2021,A barge,sank,again"]
    path.write_text("\n".join(lines), encoding="utf-8")
    skipped = run(path, tmp_path / "frames", partition_size=200)
    assert skipped["position"].tolist() == [str(number + 1)]
    assert "5 cells in a table of 3 columns" in skipped["reason"].iloc[0]


def test_rows_that_are_added_are_read_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "READ_TOGETHER", LENGTH)
    rows = make_rows(520)
    path = write_lines(tmp_path / "a.jsonl", rows[:500])
    run(path, tmp_path / "frames", partition_size=200)
    before = set(frame_of(tmp_path / "frames", "articles")["partition"])
    files = {file.name for file in (tmp_path / "frames" / "read").iterdir()}
    write_lines(path, rows)
    run(path, tmp_path / "frames", partition_size=200)
    after = frame_of(tmp_path / "frames", "articles")
    assert len(after) == 520
    assert len(before & set(after["partition"])) > len(before) / 2
    kept = {file.name for file in (tmp_path / "frames" / "read").iterdir()} & files
    assert len(kept) == len(files) - 1


def one_object(path, rows):
    path.write_text(json.dumps(rows, indent=1), encoding="utf-8")


def in_utf_16(path, rows):
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_text(text, encoding="utf-16")


def with_old_line_ends(path, rows):
    write_csv(path, rows, lineterminator="\r")


def of_numbers(path, rows):
    path.write_text("".join(f"{number}\n" for number in range(9000)))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.jsonl", one_object),
        ("a.jsonl", in_utf_16),
        ("a.csv", with_old_line_ends),
        ("a.jsonl", of_numbers),
    ],
)
def test_other_tables_are_read_whole(tmp_path, name, write):
    path = tmp_path / name
    write(path, make_rows())
    assert cut_table(name, str(path), LENGTH // 4) == []


def test_a_table_is_never_cut_within_a_cell(tmp_path):
    """Every line of the texts looks like a row, so that only the marks tell where one begins."""
    rows = []
    for number in range(900):
        verses = [f"a{number},b{line},c{line}" for line in range(12)]
        rows.append({"a": str(number), "b": "\n".join(verses), "c": "x"})
    path = write_csv(tmp_path / "a.csv", rows)
    content = path.read_bytes()
    stretches = cut_table("a.csv", str(path), LENGTH)
    assert len(stretches) > 1
    for stretch in stretches[1:]:
        row = content[stretch.start : stretch.end].decode().split(",")[0]
        assert row.isdigit()
        assert content.count(b"\n", 0, stretch.start) == stretch.part.before
