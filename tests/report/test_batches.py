"""The pages of the articles: two processes share them, and none is missing where one of them ends."""

import sys

import pytest

from broadsheet import open_corpus
from broadsheet.report import batches
from broadsheet.report.copies import first_kernel
from broadsheet.report.prepare import Kernels, wait_for
from broadsheet.report.site import Site
from broadsheet.report.texts import BATCH, Texts


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(batches, "ENOUGH", 1)
    monkeypatch.setattr(batches, "can_share", lambda first: True)
    return open_corpus("data").prepare()


def begin(corpus, folder):
    """Begin to write the pages into a new folder."""
    folder.mkdir()
    return batches.Writing(Texts(corpus, []), Site("Ferries", []), folder)


def pages(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*.html")}


@pytest.fixture
def alone(corpus, tmp_path):
    """The pages as one process writes them."""
    begin(corpus, tmp_path / "alone").finish()
    return pages(tmp_path / "alone")


@pytest.mark.parametrize("count", [0, 1, 59, 840, 5000])
def test_two_take_each_name_once(count, tmp_path):
    names = [str(number) for number in range(count)]
    one = batches.batches_to_take(names, tmp_path)
    other = batches.batches_to_take(names, tmp_path)
    taken = [*next(one, []), *next(other, []), *next(other, [])]
    for batch in [*one, *other]:
        assert 0 < len(batch) <= BATCH
        taken += batch
    assert taken == names


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux")
def test_what_another_process_writes_is_not_written_again(
    corpus, alone, tmp_path, monkeypatch
):
    folder = tmp_path / "both"
    with first_kernel() as first:
        writing = begin(corpus, folder)
        with writing.helped(Kernels(first, "data", {})):
            wait_for(writing.helper.process)
            monkeypatch.setattr(batches, "render_page", lambda page, site: 1 / 0)
            writing.finish()
    assert pages(folder) == alone
    assert set(writing.sums) == set(writing.texts.files.values())
    assert not writing.helper.shared.exists()


class Ended:
    """A process that took the first batch, and ended."""

    was_killed = False

    def start(self, request):
        batches.is_free(batches.Path(request["pages"]["shared"], "0"))
        return self

    def wait(self):
        return 0

    def kill(self):
        self.was_killed = True


def test_what_a_process_that_has_ended_took_is_written(corpus, alone, tmp_path):
    folder = tmp_path / "one"
    writing = begin(corpus, folder)
    with writing.helped(Kernels(Ended(), "data", {})):
        writing.finish()
    assert pages(folder) == alone


def test_an_interruption_ends_the_process_that_writes_too(corpus, tmp_path):
    process = Ended()
    writing = begin(corpus, tmp_path / "none")
    with (
        pytest.raises(KeyboardInterrupt),
        writing.helped(Kernels(process, "data", {})),
    ):
        raise KeyboardInterrupt
    assert process.was_killed
