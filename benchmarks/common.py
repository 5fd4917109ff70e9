"""What every benchmark shares: reading the annotated files, timing, printing."""

import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType

import pandas as pd

from broadsheet.frames.checks import check_articles_frame


def read_lines(path: str | Path) -> list[dict]:
    """The records of a JSON Lines file, in order."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_lines(path: str | Path, records: Iterable[dict]) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(
            json.dumps(record, ensure_ascii=False) + "\n" for record in records
        )


def articles_frame(records: Sequence[dict]) -> pd.DataFrame:
    """Annotated records as `read_articles` gives them; `dct` and `date` are days of publication."""
    frame = pd.DataFrame(
        {
            "article": [record["id"] for record in records],
            "outlet": pd.Categorical(
                [
                    record.get("publisher") or record.get("outlet") or "unknown"
                    for record in records
                ]
            ),
            "published": pd.to_datetime(
                [record.get("dct") or record.get("date") for record in records],
                errors="coerce",
            ),
            "title": pd.array([record.get("title") for record in records], dtype="str"),
            "language": "en",
            "text": pd.array([record["text"] for record in records], dtype="str"),
        }
    ).set_index("article")
    return check_articles_frame(frame)


def load_scorer(name: str, beside: str | Path) -> ModuleType:
    """The scorer `name` (such as ``score_quotes``), looked for beside the data and in the folders above."""
    for folder in Path(beside).resolve().parents:
        if (path := folder / f"{name}.py").exists():
            spec = importlib.util.spec_from_file_location(name, path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    raise SystemExit(
        f"{name}.py is neither beside {beside} nor in a folder above it; put the scorer there."
    )


def join_paragraphs(text: str, words: int) -> str:
    """Put spaces in the place of line breaks until a paragraph has so many words; offsets stay."""
    letters = list(text)
    size, last = 0, 0
    for gap in re.finditer(r"\n+", text):
        size += len(text[last : gap.start()].split())
        last = gap.end()
        if size < words:
            letters[gap.start() : gap.end()] = " " * (gap.end() - gap.start())
        else:
            size = 0
    return "".join(letters)


def timed(function: Callable, *args, repeat: int = 1, **kwargs) -> tuple[object, float]:
    """The result and the least CPU seconds of `repeat` calls, in this process."""
    seconds = []
    for _ in range(repeat):
        began = time.process_time()
        result = function(*args, **kwargs)
        seconds.append(time.process_time() - began)
    return result, min(seconds)


def finish(rows: Sequence[dict], figures: dict, title: str = "") -> None:
    """Print a table for people and, as the last line, every figure as one JSON object."""
    if title:
        print(f"\n{title}")
    if rows:
        print(pd.DataFrame(rows).to_string(index=False))
    print(json.dumps(figures, ensure_ascii=False, default=float))
    sys.stdout.flush()
