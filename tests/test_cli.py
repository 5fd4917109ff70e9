"""The command line: its files, its exit codes, and one sentence where something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import broadsheet
from broadsheet.cli import extraction, main, parser
from broadsheet.cli.endings import EVENT_ENDINGS, FRAME_ENDINGS
from broadsheet.cli.frames import FRAMES
from broadsheet.cli.help import EPILOG
from broadsheet.cli.main import find_function
from broadsheet.cli.output import EVENT_WRITERS, WRITERS
from broadsheet.validation import kinds

READ = {
    ".csv": pd.read_csv,
    ".jsonl": lambda path: pd.read_json(path, lines=True),
    ".parquet": pd.read_parquet,
    ".xlsx": pd.read_excel,
}


def test_help_names_what_commands_do_without_importing_them():
    assert tuple(WRITERS) == FRAME_ENDINGS
    assert tuple(EVENT_WRITERS) == EVENT_ENDINGS
    assert list(parser.KINDS) == sorted(kinds())
    assert list(FRAMES) == list(parser.FRAMES)
    for command in find_commands():
        run = command.get_default("run")
        assert callable(find_function(run)), run


def find_commands() -> list:
    """Return the parser of each command."""
    made = parser.make_parser()
    (choice,) = [action for action in made._actions if action.choices]
    return list(choice.choices.values())


def test_processes_are_started_ahead_only_where_there_is_much_to_read(tmp_path):
    def needs(*arguments: str) -> bool:
        options = parser.make_parser().parse_args(
            ["extract", str(tmp_path), *arguments]
        )
        return extraction.needs_processes(options)

    (tmp_path / "one.txt").write_text("A ferry sank.", "utf-8")
    assert not needs()
    (tmp_path / "all.jsonl").write_bytes(b" " * extraction.READ_APART)
    assert needs()
    assert not needs("--workers", "1")
    assert not needs("--scheduler", "tcp://127.0.0.1:8786")
    assert not needs("--verify")


def test_help_reads_no_pandas():
    program = (
        "import sys; from broadsheet.cli.parser import make_parser; make_parser().format_help(); "
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True
    )
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.parametrize("ending", WRITERS)
def test_a_frame_in_every_format(tmp_path, ending, capsys):
    target = tmp_path / "new" / f"words{ending}"
    assert main(["words", "data", "--by", "article", "--output", str(target)]) == 0
    words = READ[ending](target)
    assert {"word", "article", "count"} <= set(words)
    assert words["count"].sum() > 1000


@pytest.mark.parametrize("name", list(FRAMES))
def test_every_frame_on_the_terminal_and_in_a_file(name, tmp_path, capsys):
    assert main([name, "data"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 3
    assert main([name, "data", "--output", str(tmp_path / "frame.parquet")]) == 0
    assert len(pd.read_parquet(tmp_path / "frame.parquet"))


@pytest.mark.parametrize(("name", "days"), [("dates", "days"), ("timeline", "when")])
def test_people_read_days_and_files_hold_the_interval(
    name, days, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv(
        "COLUMNS", "120"
    )  # of the terminal: workers of a test run set 80
    assert main([name, "data"]) == 0
    heading = capsys.readouterr().out.splitlines()[0].split()
    assert days in heading
    assert "latest" not in heading
    assert main([name, "data", "--output", str(tmp_path / "frame.csv")]) == 0
    assert {"earliest", "latest"} <= set(pd.read_csv(tmp_path / "frame.csv"))


def test_a_timeline_of_a_period_a_topic_and_so_many_days(capsys, tmp_path):
    target = tmp_path / "events.csv"

    def days(*arguments: str) -> list[str]:
        assert main(["timeline", "data", *arguments, "--output", str(target)]) == 0
        return pd.read_csv(target)["earliest"].str[:10].tolist()

    everything = days()
    assert days("--from", "2021-10-01", "--to", "2021-10-31") == ["2021-10-08"]
    assert days("--from", "2021-10-09", "--to", "2021-10-31") == []
    assert days("--days", "1") == ["2021-10-08"]
    assert set(days("--name", "Antony Blinken")) < set(everything)
    assert set(days("--topic", "arrested")) < set(everything)
    assert main(["timeline", "data", "--from", "someday"]) == 2


def test_a_timeline_for_other_programs(tmp_path):
    calendar, slides = tmp_path / "talks.ics", tmp_path / "talks.json"
    assert main(["timeline", "data", "--output", str(calendar)]) == 0
    assert calendar.read_bytes().count(b"BEGIN:VEVENT\r\n") == 5
    assert main(["timeline", "data", "--output", str(slides)]) == 0
    assert len(json.loads(slides.read_text("utf-8"))["events"]) == 5
    with pytest.raises(SystemExit):
        main(["words", "data", "--output", str(calendar)])


def test_check_counts_what_was_read(capsys):
    assert main(["check", "data"]) == 0
    assert "The Straits Times" in capsys.readouterr().out


def test_skipped_articles_are_named_and_strict_says_so(tmp_path, capsys):
    (tmp_path / "good.txt").write_text(
        "A headline\n\nThe talks opened in Paris on Friday. They go on.\n"
    )
    (tmp_path / "empty.txt").write_text("")
    assert main(["dates", str(tmp_path)]) == 0
    assert "empty.txt" in capsys.readouterr().err
    assert main(["dates", str(tmp_path), "--strict"]) == 1


@pytest.mark.parametrize(
    "arguments", [["words", "no/such/folder"], ["report", "no/such/folder"]]
)
def test_nothing_to_read_is_one_sentence_and_exit_code_2(arguments, capsys):
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("broadsheet: ")
    assert len(error.splitlines()) == 1
    assert "no/such/folder" in error


@pytest.mark.parametrize(
    "arguments", [["words", "--output", "words.txt"], ["sing"], []]
)
def test_wrong_arguments_exit_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


def test_help_has_examples_and_exit_codes():
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert EPILOG.strip() in done.stdout


def test_the_program_imports_nothing_from_the_current_folder(tmp_path):
    """Neither `python -m`, nor an empty entry in `PYTHONPATH`, has us run what lies there."""
    for module in ("pandas", "lxml", "numpy"):
        (tmp_path / f"{module}.py").write_text("open('ran', 'w')")
    package = str(Path(broadsheet.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([package, ""])}
    command = [sys.executable, "-m", "broadsheet", "check", "none"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2, done.stderr
    assert "none" in done.stderr
    assert not (tmp_path / "ran").exists()
