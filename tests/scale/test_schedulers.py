"""Processes that die, clusters with and without TLS, and workers of another version."""

import datetime
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import broadsheet as bs
from broadsheet.processes import leaving_a_core
from broadsheet.scale import schedulers
from broadsheet.scale.schedulers import Certificates, Here, Processes, connect

from .helpers import contents, make_articles, run, write_lines

distributed = pytest.importorskip("dask.distributed")


DYING = """
import os, pathlib

def die_once(marker):
    if marker.endswith("b") and not os.path.exists(marker):
        pathlib.Path(marker).touch()
        os._exit(1)
    return "done"
"""


def fail(item):
    raise ValueError(item)


def test_an_item_that_fails_costs_itself():
    results = dict(Here().run(fail, ["a"]))
    assert isinstance(results[0], ValueError)
    results = dict(Processes(2).run(len, ["a", 5]))
    assert results[0] == 1
    assert isinstance(results[1], TypeError)


def test_a_process_that_dies_costs_nothing(tmp_path, monkeypatch):
    """What was at work when a process died is tried again."""
    monkeypatch.setenv(
        # The empty entry in the middle stands for the current folder.
        "PYTHONPATH",
        os.pathsep.join([str(tmp_path), "", os.environ.get("PYTHONPATH", "")]),
    )
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "dying.py").write_text(DYING)
    from dying import die_once

    # What Python imports at its start, planted where we stand: no process may take it from there.
    (tmp_path / "here").mkdir()
    for module in ("enum", "json", "pandas"):
        (tmp_path / "here" / f"{module}.py").write_text("open('ran', 'w')")
    monkeypatch.chdir(tmp_path / "here")

    markers = [str(tmp_path / name) for name in "abc"]
    assert dict(Processes(2).run(die_once, markers)) == dict.fromkeys(range(3), "done")
    assert not Path("ran").exists()


def test_a_process_that_always_dies_is_given_up():
    results = dict(Processes(1).run(os._exit, [1]))
    assert "killed" in str(results[0])


@pytest.mark.parametrize(("items", "expected"), [(1, {"here", "kept"}), (2, set())])
def test_all_get_ready_beside_the_only_item(tmp_path, items, expected):
    """What they do is seen by the folders that they make, each of which can be made only once."""
    prepare = partial(os.mkdir, tmp_path / "kept")
    meanwhile = partial(os.mkdir, tmp_path / "here")
    with Processes(2, prepare, meanwhile) as processes:
        assert len(list(processes.run(time.sleep, [0.5] * items))) == items
    assert {path.name for path in tmp_path.iterdir()} == expected


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks Linux who is at work")
def test_the_only_item_of_the_first_run_is_done_by_a_process_that_ends():
    """It may take much memory, which those who are kept would hold to the end."""
    with Processes(2, prepare=dict) as processes:
        first = dict(processes.run(os.readlink, ["/proc/self"]))
        later = dict(processes.run(os.readlink, ["/proc/self"] * 4))
    assert first[0] not in later.values()
    deadline = time.monotonic() + 20  # it ends by itself
    while Path("/proc", first[0]).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path("/proc", first[0]).exists()


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="no process may choose its cores"
)
def test_a_core_is_left_for_a_while():
    before = os.sched_getaffinity(0)
    with leaving_a_core():
        meanwhile = os.sched_getaffinity(0)
    assert os.sched_getaffinity(0) == before
    assert len(meanwhile) == max(len(before) - 1, 1)
    assert meanwhile <= before


def test_reading_does_not_wait_for_what_analyses():
    """A process that reads has not imported it."""
    code = "import sys, broadsheet.scale.extraction as e; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    modules = done.stdout.split()
    assert "broadsheet.scale.read" in modules
    for room in ("dates", "quotes", "timeline", "outlets"):
        assert f"broadsheet.{room}" not in modules


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schedulers")
    path = write_lines(folder / "articles.jsonl", make_articles(10))
    run(path, folder / "frames")
    return path, folder / "frames"


def test_processes_and_a_cluster_write_the_same_bytes(articles, client, tmp_path):
    path, frames = articles
    run(path, tmp_path / "processes", scheduler=Processes(2))
    assert contents(tmp_path / "processes") == contents(frames)
    run(path, tmp_path / "cluster", scheduler=client.scheduler.address)
    assert contents(tmp_path / "cluster") == contents(frames)


def test_a_worker_of_another_version_is_refused(
    articles, client, tmp_path, monkeypatch
):
    path, _ = articles
    monkeypatch.setattr(schedulers, "__version__", "99.0")
    with pytest.raises(
        bs.BroadsheetError, match=r"another version of broadsheet \(.*, here 99.0\)"
    ):
        run(path, tmp_path / "frames", scheduler=client.scheduler.address)


def test_nobody_answers(articles, tmp_path):
    path, _ = articles
    with pytest.raises(
        bs.BroadsheetError, match="No Dask scheduler answers at nowhere"
    ):
        run(path, tmp_path / "frames", scheduler="nowhere")


def test_a_finished_extraction_needs_no_cluster(articles):
    path, frames = articles
    run(
        path, frames, scheduler="tcp://127.0.0.1:9"
    )  # nobody listens there, and nobody is asked


@pytest.mark.parametrize("missing", ["ca", "cert", "key"])
def test_tls_needs_all_three_files(missing):
    paths = {"ca": __file__, "cert": __file__, "key": __file__}
    with pytest.raises(bs.BroadsheetError, match="TLS needs three files"):
        Certificates(**(paths | {missing: None})).security()
    with pytest.raises(bs.BroadsheetError, match="There is no file no-such"):
        Certificates(**(paths | {missing: "no-such"})).security()


def certificate(folder, name, issuer=None):
    """Write a key and a certificate that the issuer, or itself, signed; return both."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    signer, signing_key = issuer or (subject, key)
    today = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(
            x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True
        )
        .sign(signing_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / f"{name}.pem").write_bytes(signed.public_bytes(pem))
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / f"{name}.key").write_bytes(private)
    return subject, key


def test_a_cluster_with_tls(articles, tmp_path):
    path, frames = articles
    authority = certificate(tmp_path, "authority")
    certificate(tmp_path, "member", authority)
    certificate(tmp_path, "stranger")
    files = [
        str(tmp_path / name) for name in ("authority.pem", "member.pem", "member.key")
    ]
    certificates = Certificates(*files)
    security = distributed.Security(
        tls_ca_file=certificates.ca,
        tls_scheduler_cert=certificates.cert,
        tls_scheduler_key=certificates.key,
        tls_worker_cert=certificates.cert,
        tls_worker_key=certificates.key,
        tls_client_cert=certificates.cert,
        tls_client_key=certificates.key,
        require_encryption=True,
    )
    options = {
        "n_workers": 1,
        "threads_per_worker": 1,
        "dashboard_address": None,
        "processes": False,
    }
    with distributed.LocalCluster(
        protocol="tls://", security=security, **options
    ) as cluster:
        address = cluster.scheduler_address
        assert address.startswith("tls://")
        run(path, tmp_path / "frames", scheduler=address, certificates=certificates)
        strange = Certificates(
            certificates.ca,
            str(tmp_path / "stranger.pem"),
            str(tmp_path / "stranger.key"),
        )
        with (
            pytest.raises(bs.BroadsheetError, match="No Dask scheduler answers"),
            connect(address, strange, 3),
        ):
            pass
    assert contents(tmp_path / "frames") == contents(frames)


def test_a_run_that_was_killed_goes_on(articles, tmp_path):
    path, frames = articles
    output = tmp_path / "frames"
    command = [
        sys.executable,
        "-m",
        "broadsheet",
        "extract",
        str(path),
        "--output",
        str(output),
    ]
    process = subprocess.Popen(
        [*command, "--partition-size", "5"], stderr=subprocess.DEVNULL
    )
    end = time.monotonic() + 120
    while (
        process.poll() is None
        and not list(output.glob("done/*.json"))
        and time.monotonic() < end
    ):
        time.sleep(0.02)
    process.kill()
    process.wait()
    run(path, output)
    assert contents(output) == contents(frames)
