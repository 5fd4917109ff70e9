"""`broadsheet extract`."""

import sys
from pathlib import Path
from typing import Any

from broadsheet.cli.settings import Arguments, study_of
from broadsheet.errors import one_line
from broadsheet.processes import READ_APART, start_ahead

# Files of articles, from which processes are started while this one imports what it needs.
MANY_FILES = 1000


def extract_frames(arguments: Arguments) -> Any:
    """Extract the frames of many articles, or compare those that were extracted with their checksums."""
    if needs_processes(arguments):
        start_ahead()
    from broadsheet.scale.verification import verify

    if not arguments.verify:
        return _extract(arguments)
    count = verify(arguments.output)
    print(
        f"{count:,} files of {arguments.output} are as they were written.",
        file=sys.stderr,
    )
    return None


def needs_processes(arguments: Arguments) -> bool:
    """Whether there is much to read, and several processes here will read it."""
    if arguments.verify or arguments.scheduler or arguments.workers == 1:
        return False
    path = Path(arguments.articles)
    size = 0
    for number, file in enumerate(path.rglob("*") if path.is_dir() else [path]):
        size += file.stat().st_size if file.is_file() else 0
        if size >= READ_APART or number >= MANY_FILES:
            return True
    return False


def _extract(arguments: Arguments) -> Any:
    from broadsheet.cli.telling import name_skipped
    from broadsheet.scale.extraction import extract
    from broadsheet.scale.schedulers import Certificates

    skipped = extract(
        arguments.articles,
        arguments.output,
        study_of(arguments),
        scheduler=arguments.scheduler,
        workers=arguments.workers,
        partition_size=arguments.partition_size,
        keep_tokens=arguments.tokens,
        certificates=Certificates(
            arguments.tls_ca, arguments.tls_cert, arguments.tls_key
        ),
        tell=lambda line: print(one_line(line), file=sys.stderr),
    )
    name_skipped(skipped)
    return skipped
