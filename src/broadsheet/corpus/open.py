"""`open_corpus`: from files, a data frame or extracted frames to a `Corpus`."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from broadsheet.articles import Limits, read_articles
from broadsheet.articles.languages import languages_of
from broadsheet.corpus.columns import with_our_columns
from broadsheet.corpus.corpus import Corpus, Origin
from broadsheet.corpus.extracted import ExtractedCorpus
from broadsheet.corpus.extraction import find_extraction
from broadsheet.corrections import CORRECTIONS_FILE, find_corrections
from broadsheet.errors import BroadsheetError
from broadsheet.frames import check_articles_frame
from broadsheet.quotes.models import check_model
from broadsheet.selection import check_queries
from broadsheet.store import fingerprint_files, fingerprint_frame
from broadsheet.store.folder import digest
from broadsheet.study import (
    Study,
    find_study,
    make_study,
    read_study,
    resolve_dictionaries,
)

Source: TypeAlias = Any  # a path, several of them, or a data frame
StudyOrFile: TypeAlias = Study | str | os.PathLike[str] | None


def open_corpus(
    source: Source = "data", study: StudyOrFile = None, **settings: Any
) -> Corpus:
    """Open a collection of articles, with every frame that can be made of it as an attribute.

    Frames are made when they are first asked for, kept in a cache that notebooks, commands and reports share,
    and read from there as long as the articles, the study and the version are the same.

    Args:
        source: a folder, a file or several of them; a data frame with a column `text`; or a folder that
            `broadsheet extract` wrote.
        study: a `Study`, or a study file. Without one, `broadsheet.toml` beside the articles is read if it is
            there.
        **settings: settings of the study, which go before those of the file: `outlets=["The Watch"]`.

    Returns:
        A `Corpus`: `articles` (those that are analysed), `all_articles` (all that were read), `tokens`,
        `passages`, `quotes`, `people`, `dates`, `events`, `copies`, `clusters`, `overlaps`, and `texts(ids)`
        for single articles. `corrections.csv` beside the articles is applied to all of them; `corrections`
        lists what became of each.

    Raises:
        BroadsheetError: where nothing can be read, or a setting is wrong.

    >>> corpus = open_corpus("data")
    >>> len(corpus.articles), len(corpus.quotes) > 10
    (2, True)
    >>> len(open_corpus("data", outlets=["The Watch"]).articles)
    1
    """
    chosen = _study_of(source, study, settings)
    corrections = _corrections_of(source, study, chosen)
    if isinstance(source, pd.DataFrame):
        return Corpus(_frame_inputs(source, chosen), chosen, corrections)
    if not isinstance(source, str | os.PathLike):
        inputs = _file_inputs(source, _paths(source), chosen)
        return Corpus(inputs, chosen, corrections)
    extraction = find_extraction(str(source))
    if extraction is not None:
        return _open_extraction(extraction, chosen, corrections)
    return Corpus(_file_inputs(source, [Path(source)], chosen), chosen, corrections)


def _corrections_of(source: Source, study: StudyOrFile, chosen: Study) -> Path | None:
    """Return where corrections stand: where the study says, or beside the study's file or the articles."""
    has_folder = isinstance(source, str | os.PathLike)
    if isinstance(study, str | os.PathLike):
        beside: Path | None = Path(study).parent / CORRECTIONS_FILE
    elif has_folder and "://" not in str(source):
        beside = find_corrections(Path(source))
    else:
        beside = None
    if not chosen.corrections:
        return beside
    folder = beside.parent if beside else Path()
    return folder / Path(chosen.corrections).expanduser()


def _study_of(source: Source, study: StudyOrFile, settings: dict[str, Any]) -> Study:
    if study is None and isinstance(source, str | os.PathLike):
        study = find_study(Path(source))
    if study is None:
        study = Study()
    if not isinstance(study, Study):
        study = read_study(Path(study))
    chosen = make_study({**study.changed(), **settings})
    check_queries(chosen)
    check_model(chosen.model)
    if isinstance(source, str | os.PathLike):
        folder = Path(source)
        chosen = resolve_dictionaries(
            chosen, folder if folder.is_dir() else folder.parent
        )
    return resolve_dictionaries(chosen, Path())


def _paths(source: Iterable[str | os.PathLike[str]]) -> list[Path]:
    is_paths = not isinstance(source, pd.Series | Mapping)
    try:
        paths = [Path(path) for path in source] if is_paths else []
    except TypeError:
        paths = []
    if not paths:
        kind = type(source).__name__
        raise BroadsheetError(
            f"open_corpus takes a folder, a file, several of them or a data frame, and was given {kind}. "
            "Give texts as a data frame: open_corpus(pd.DataFrame({'text': texts}))."
        )
    return paths


def _file_inputs(source: Any, paths: list[Path], study: Study) -> Origin:
    limits = _limits(study.limits)

    def read() -> pd.DataFrame:
        return read_articles(
            source,
            columns=study.columns or None,
            names=study.names,
            day_first=study.day_first,
            duplicates=study.duplicates,
            limits=limits,
        )

    label = ", ".join(path.resolve().name or str(path) for path in paths)
    folder = study_folder(paths[0]) if len(paths) == 1 else None
    kept_beside = [CORRECTIONS_FILE, "validation.json"]
    return Origin(label, read, lambda: fingerprint_files(paths, kept_beside), folder)


def study_folder(source: Path) -> Path | None:
    """Return the folder in which what belongs to a study stands: beside or around its articles.

    >>> study_folder(Path("data/articles.csv")).name
    'data'
    """
    folder = source if source.is_dir() else source.parent
    return folder.resolve() if folder.is_dir() else None


def _limits(limits: dict[str, int]) -> Limits:
    try:
        return Limits(**limits)
    except TypeError as error:
        known = ", ".join(Limits.__dataclass_fields__)
        raise BroadsheetError(
            f"limits names an unknown limit; the limits are {known}."
        ) from error


def _frame_inputs(frame: pd.DataFrame, study: Study) -> Origin:
    articles = check_articles_frame(with_our_columns(frame, study.columns))
    empty = int(articles["text"].str.strip().eq("").sum())
    if empty:
        note = f"{empty:,} of {len(articles):,} articles have no text"
        articles.attrs["notes"] = [*articles.attrs.get("notes", []), note]
    missing = articles["language"].isna()
    if missing.any():
        texts = articles["text"][missing]
        languages = pd.Series(languages_of(texts.tolist()), texts.index, dtype="str")
        articles = articles.assign(language=articles["language"].fillna(languages))

    def fingerprint() -> str:
        # Frames that differ in the names of their columns have other notes.
        notes = articles.attrs.get("notes", [])
        return digest(fingerprint_frame(articles), *notes)

    return Origin("a data frame", lambda: articles, fingerprint)


def _open_extraction(extraction: Any, study: Study, corrections: Path | None) -> Corpus:
    corpus = ExtractedCorpus(extraction, study, corrections)
    if not study.selects:
        return corpus
    # A part of an extraction is a corpus of its own: its people, events and copies are those of that part.
    whole = corpus
    inputs = Origin(
        whole.label,
        lambda: whole.all_articles,
        whole.inputs.fingerprint,
        whole.inputs.folder,
    )
    return Corpus(inputs, study, corrections)
