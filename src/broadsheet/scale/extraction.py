"""`extract`: any number of articles → folders of frames, doing only what is new.

What analyses and joins is imported where it is used: reading begins without waiting for it.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from broadsheet.articles import Limits
from broadsheet.articles.log import Log
from broadsheet.errors import BroadsheetError
from broadsheet.processes import READ_APART
from broadsheet.scale import read
from broadsheet.scale.inputs import (
    Inputs,
    Unit,
    find_inputs,
    list_names,
    make_units,
    now,
)
from broadsheet.scale.schedulers import (
    START_PROCESSES,
    Certificates,
    Choose,
    Here,
    Processes,
    Results,
    Scheduler,
    choose_by_size,
)
from broadsheet.scale.settings import Settings
from broadsheet.store import fingerprint_package
from broadsheet.store.folder import CannotWrite, Folder
from broadsheet.store.manifest import UNFINISHED, Manifest, read_manifest
from broadsheet.study import Study, find_study, read_study

if TYPE_CHECKING:
    from broadsheet.scale.analyse import PartitionRecord
    from broadsheet.scale.join import Whole

__all__ = ["extract"]

Tell: TypeAlias = Callable[[str], Any]

LONGEST_REASON = 300  # characters
REMEDY = "correct the file and run the same command again"


def extract(
    articles: str | os.PathLike[str],
    output: str | os.PathLike[str],
    study: Study | None = None,
    scheduler: str | Scheduler | None = None,
    workers: int | None = None,
    partition_size: int = 1000,
    keep_tokens: bool = True,
    certificates: Certificates | None = None,
    tell: Tell = print,
) -> pd.DataFrame:
    """Read and analyse articles in partitions, and write the frames as folders of Parquet files.

    Call it again after an interruption, or when the articles have changed: files are known by their contents,
    and partitions by those of their articles, so only what is new is read and analysed. What is no longer
    there is removed, and damaged files are made again. The frames are those of a run from the start.

    Written are `articles` (columns of the source's own as JSON in `more`; `analysed` says which are in
    English and chosen by the study), `passages`, `quotes`, `dates`, `names`, `skipped`, and unless
    `keep_tokens` is False `tokens`, with an index of which articles have which; each has a column
    `partition`, since ids are unique in one. Of the whole corpus, `words` is
    `count_words` by outlet without the measures of dispersion (ready for `compare_words`), `people` is
    `people`, with `speakers` the names that were brought together for it, `events` is `build_timeline` and
    `copies` is `find_copies`. `open_corpus` reads them all. docs/scale.md says what depends on the size.

    Args:
        articles: A folder, a file or a pattern of names, here or at an fsspec address.
        output: A folder or an address that the workers reach too.
        study: How articles are read, and which are analysed; without one, `broadsheet.toml` beside them.
        scheduler: The address of a Dask scheduler (`tcp://…`, `tls://…`); without one, processes here.
        workers: How many processes here; one for each core.
        partition_size: How many articles a partition has at most. It has fewer of long ones, and at most 500
            where all articles are read at once, so that no process waits long for another at the end.
        keep_tokens: Write the tokens too, which concordances and collocations need.
        certificates: The files that a scheduler with TLS asks for.
        tell: Takes the lines that say what is done.

    Returns:
        What was skipped: `file`, `position`, `reason`, `remedy`, `partition`.

    Raises:
        BroadsheetError: nothing could be read, the folder cannot be written, or it holds an extraction of
            something else.
    """
    _check_installed()
    _check_apart(str(articles), str(output))
    if study is None:
        study = _study_beside(Path(articles))
    _check_model(study.model)
    settings = Settings(study, partition_size, keep_tokens)
    run = Run(str(articles), Folder(str(output)), settings, tell)
    with ExitStack() as stack:
        processes = Processes(
            workers or os.cpu_count() or 1,
            prepare=partial(get_ready, study.model),
            meanwhile=import_steps,
        )
        stack.enter_context(processes)
        run.choose = choose_by_size(
            stack, scheduler, processes, certificates or Certificates()
        )
        try:
            return run.extract()
        except CannotWrite as error:
            raise BroadsheetError(
                f"{output} cannot be written ({error}). What is finished is kept: make room and run it again."
            ) from error


def _check_installed() -> None:
    """Raise where what reads and writes files at any address is missing, and say how to install it."""
    try:
        import fsspec  # noqa: F401
    except ImportError as error:
        raise BroadsheetError(
            f'{error.name} is not installed: pip install "broadsheet[scale]".'
        ) from error


def _check_model(name: str) -> None:
    """Raise where a study names a model that is not there; the one that it names of itself always is."""
    if name != Study().model:
        from broadsheet.quotes.models import check_model

        check_model(name)


def _study_beside(articles: Path) -> Study:
    path = find_study(articles)
    if path is None:
        return Study()
    return read_study(path)


def _check_apart(articles: str, output: str) -> None:
    """Raise where the frames would be written among the articles, and read as such the next time."""
    folder = Path(articles)
    if folder.is_dir() and Path(output).resolve().is_relative_to(folder.resolve()):
        raise BroadsheetError(
            f"{output} lies in the folder of the articles: choose another output."
        )


def import_steps() -> None:
    """Import what analyses and joins."""
    from broadsheet.scale import analyse, join  # noqa: F401


def get_ready(model: str) -> None:
    """Import what analyses and joins, and analyse once, while another process reads the articles."""
    import_steps()
    from broadsheet.scale import analyse

    analyse.warm_up(model)


def _names_of(units: Iterable[Unit]) -> set[str]:
    """Return the names of the files that some units are of."""
    return {file.name for unit in units for file in unit.files}


def _listing(inputs: Inputs, units: list[Unit]) -> Log:
    """Return what is to be said of the files that are left out, where no unit says it."""
    # Whoever reads all files at once lists them anew, and tells it.
    is_read_at_once = units[0].source is not None
    return Log() if is_read_at_once else inputs.log


@dataclass
class Run:
    """One call of `extract`."""

    source: str
    output: Folder
    settings: Settings
    tell: Tell
    choose: Choose = lambda articles: Here()
    failed: list[list[str]] = field(default_factory=list)
    is_begun: bool = False

    def extract(self) -> pd.DataFrame:
        """Do what is new; return what was skipped."""
        before = self._before()
        checked = now()
        limits = Limits(**self.settings.study.limits)
        inputs = find_inputs(self.source, limits, before.inputs, before.checked)
        self._check_source(inputs, before)
        self._tell_changes(inputs, before)
        recorded = self.settings.record()
        settings = repr((sorted(recorded.items()), fingerprint_package()))
        wanted = make_units(inputs, settings, self.settings.study.names)
        units = self._read(wanted)
        partitions = self._analyse(units)
        manifest = self._manifest(units, partitions)
        if not manifest.articles:
            raise BroadsheetError(self._nothing_read())
        listing = _listing(inputs, wanted)
        notes = listing.omission_notes()
        for unit in units:
            notes += unit.notes
        manifest.notes = list(dict.fromkeys(notes))
        manifest.inputs = inputs.record()
        manifest.checked = checked
        skipped = self._write_failures(listing, manifest)
        manifest.files |= self._join(partitions, before)
        self._finish(manifest, before)
        articles = f"{manifest.articles:,} articles"
        words = f"{manifest.words:,} words"
        self.tell(f"{articles}, {words}: {self.output.address}")
        return self._skipped(units, skipped)

    def _manifest(
        self, units: list[read.UnitRecord], partitions: list["PartitionRecord"]
    ) -> Manifest:
        """Return the manifest of what was read and analysed, without what is joined."""
        manifest = self._empty()
        for unit in units:
            manifest.files |= unit.files
        for partition in partitions:
            manifest.files |= partition.files
            manifest.partitions.append(partition.key)
            manifest.articles += partition.articles
            manifest.words += partition.words
        return manifest

    # What is there

    def _empty(self) -> Manifest:
        return Manifest(fingerprint_package(), self.source, self.settings.record())

    def _before(self) -> Manifest:
        """Return what an earlier run said, if it was of the same articles and settings."""
        manifest = read_manifest(self.output)
        if manifest is None:
            return self._empty()
        wanted = self._empty()
        differing = []
        for name, value in wanted.settings.items():
            if manifest.settings.get(name) != value:
                differing.append(f"{name} was {manifest.settings.get(name)}")
        if differing:
            raise BroadsheetError(
                f"{self.output.address} already contains an extraction with other settings "
                f"({', '.join(differing)}): choose another output, or remove it."
            )
        if manifest.version != wanted.version:
            self.tell(
                "Another version of broadsheet made what is there: everything is made again."
            )
        return manifest

    def _check_source(self, inputs: Inputs, before: Manifest) -> None:
        """Raise where these are other articles than those that were extracted: they would be removed."""
        contents = {row[2] for row in before.inputs.values()}
        is_other = before.source != self.source and contents
        if is_other and contents.isdisjoint(file.content for file in inputs.files):
            raise BroadsheetError(
                f"{self.output.address} already contains an extraction of {before.source}: "
                "choose another output, or remove it."
            )

    def _tell_changes(self, inputs: Inputs, before: Manifest) -> None:
        if not before.inputs:
            return
        lines = []
        for what, names in inputs.changes(before.inputs).items():
            if names:
                count = f"{len(names):,} {what}"
                lines.append(f"{count} ({list_names(names)})")
        if lines:
            self.tell(f"Files that changed since the last run: {'; '.join(lines)}.")

    def _begin(self) -> None:
        """Mark the folder as unfinished before anything in it is changed."""
        if not self.is_begun:
            self.output.write(UNFINISHED, b"")
            self.is_begun = True

    # The three steps

    def _read(self, units: list[Unit]) -> list[read.UnitRecord]:
        """Read the units that are not recorded; return the records of all that could be read."""
        records = {}
        for unit in units:
            records[unit.key] = read.stored_unit(self.output, unit.key)
        left = [unit for unit in units if records[unit.key] is None]
        if left:
            self._begin()
            files = len(_names_of(left))
            every = len(_names_of(units))
            self.tell(f"{files:,} of {every:,} files to read")
        results = self._read_units(left) if left else iter([])
        for number, result in self._progress(results, len(left), "reading"):
            unit = left[number]
            if not isinstance(result, BaseException):
                records[unit.key] = result
            elif len(units) == 1 and isinstance(result, BroadsheetError):
                raise result
            else:
                self._fail(unit.files[0].name, len(unit.files), result)
        return [record for record in records.values() if record is not None]

    def _read_units(self, units: list[Unit]) -> Results:
        """Read units; a single small one is read here sooner than a process starts."""
        size = sum(file.size for unit in units for file in unit.files)
        is_much = len(units) > 1 or size >= READ_APART
        scheduler = self.choose(START_PROCESSES if is_much else 0)
        version = fingerprint_package()
        tasks = [
            read.ReadTask(unit, self.output, self.settings, version) for unit in units
        ]
        return scheduler.run(read.read_unit, tasks)

    def _analyse(self, units: list[read.UnitRecord]) -> list["PartitionRecord"]:
        """Analyse the partitions that are not recorded; return the records of all."""
        from broadsheet.scale import analyse

        size_of: dict[str, int] = {}
        for unit in units:
            size_of |= unit.partitions
        records = {key: analyse.stored_partition(self.output, key) for key in size_of}
        left = [key for key in size_of if records[key] is None]
        if left:
            self._begin()
            self.tell(f"{len(left):,} of {len(size_of):,} partitions to analyse")
        # What takes longest goes first: at the end no worker waits long for another.
        left.sort(key=size_of.__getitem__, reverse=True)
        tasks = [
            analyse.AnalyseTask(
                key,
                self.output,
                self.settings.keep_tokens,
                self.settings.study.model,
            )
            for key in left
        ]
        results: Results = iter([])
        if tasks:
            scheduler = self.choose(self._about(len(tasks)))
            results = scheduler.run(analyse.analyse, tasks)
        for number, result in self._progress(results, len(tasks), "analysing"):
            if isinstance(result, BaseException):
                self._fail(f"articles/part-{left[number]}.parquet", 1, result)
            else:
                records[left[number]] = result
        return [record for record in records.values() if record is not None]

    def _about(self, partitions: int) -> int:
        """Return about how many articles so many partitions have; a single one is no work to be shared."""
        if partitions < 2:
            return 0
        return partitions * self.settings.partition_size

    def _join(
        self, partitions: list["PartitionRecord"], before: Manifest
    ) -> dict[str, str]:
        """Join the partitions, if they are others than before; return the checksums of the frames."""
        from broadsheet.scale import join
        from broadsheet.scale.shuffle import FOLDER as JOINING

        keys = [record.key for record in partitions]
        kept = {}
        for name, sum_ in before.files.items():
            if name.split("/")[0] in join.FOLDERS:
                kept[name] = sum_
        if before.version != fingerprint_package():
            kept = {}
        if before.partitions == keys and kept and self.output.is_whole(kept):
            return kept
        self._begin()
        self.tell(f"{len(keys):,} partitions to join: {', '.join(join.FRAMES)}")
        self.output.remove(JOINING)
        whole = join.describe_whole(self.output, partitions, kept)
        files = self._do_joining(whole)
        self.output.remove(JOINING)
        self._tell_kept(files, kept)
        return dict(sorted(files.items()))

    def _tell_kept(self, files: dict[str, str], before: dict[str, str]) -> None:
        """Say how many of the periods with many mentions have the events that they had."""
        from broadsheet.scale.events import FOLDER as MERGED

        periods = [name for name in files if name.startswith(f"{MERGED}/")]
        same = sum(name in before for name in periods)
        if same:
            self.tell(
                f"Events as before in {same:,} of {len(periods):,} periods with many mentions"
            )

    def _do_joining(self, whole: "Whole") -> dict[str, str]:
        """Take the steps of joining one after the other; return the checksums of what they wrote."""
        from broadsheet.scale import join

        files: dict[str, str] = {}
        count = len(whole.keys)
        scheduler = self.choose(self._about(count))
        for steps in join.list_steps(whole):
            results = scheduler.run(join.do_step, steps)
            for _, result in self._progress(results, len(steps), "joining"):
                if isinstance(result, BaseException):
                    raise BroadsheetError(
                        f"{self.output.address} could not be joined, run it again: {result}"
                    ) from result
                files |= result
        return files

    def _progress(
        self, results: Iterator[Any], total: int, what: str
    ) -> Iterator[tuple[int, Any]]:
        """Yield results with a line of progress on a terminal; stop where nothing can be written."""
        from tqdm import tqdm

        for number, result in tqdm(
            results, total=total, desc=what, leave=False, disable=None
        ):
            if isinstance(result, CannotWrite):
                raise result
            yield number, result

    # What could not be done, and the end

    def _fail(self, file: str, count: int, error: BaseException) -> None:
        if count > 1:
            file = f"{file} and {count - 1:,} more files"
        reason = str(error)
        if not isinstance(error, BroadsheetError):
            reason = f"{type(error).__name__}: {reason}"
        row = [file, "", reason[:LONGEST_REASON], REMEDY]
        self.failed.append(row)

    def _nothing_read(self) -> str:
        reasons = []
        for file, _, reason, _ in self.failed[:3]:
            reasons.append(f"{file} {reason}")
        why = f": {'; '.join(reasons)}" if reasons else ""
        return f"No article could be read from {self.source}{why}."

    def _write_failures(self, listing: Log, manifest: Manifest) -> list[list[str]]:
        """Write what no reading could tell: files that were not listed, and what failed."""
        rows = list(self.failed)
        if manifest.partitions:
            rows += listing.skipped
        if not rows:
            return rows
        frame = pd.DataFrame(rows, columns=read.SKIPPED, dtype="str")
        name = read.skipped_name("failed")
        if not self.output.is_whole({name: manifest.files.get(name, "")}):
            self._begin()
        manifest.files[name] = read.write_skipped(self.output, "failed", frame)
        return rows

    def _finish(self, manifest: Manifest, before: Manifest) -> None:
        """Remove what is of use no more, and say that the extraction is finished."""
        from broadsheet.scale.cleaning import remove_unused

        if not self.is_begun and manifest.files == before.files:
            return
        self._begin()
        remove_unused(self.output, manifest)
        manifest.write(self.output)
        self.output.remove(UNFINISHED)

    def _skipped(
        self, units: list[read.UnitRecord], failed: list[list[str]]
    ) -> pd.DataFrame:
        keys = [unit.key for unit in units if unit.skipped]
        if failed:
            keys.append("failed")
        if not keys:
            return pd.DataFrame(columns=[*read.SKIPPED, "partition"], dtype="str")
        frames = [self.output.read_frame(read.skipped_name(key)) for key in keys]
        return pd.concat(frames, ignore_index=True)
