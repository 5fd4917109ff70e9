"""What several test files share: the report on the two articles, made once."""

import pytest


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    from broadsheet.report import make_report

    return make_report("data", tmp_path_factory.mktemp("report"), "The talks")
