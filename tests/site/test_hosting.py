"""The site on a server: what the guide says of headers is what the system's nginx does with it."""

from __future__ import annotations

import html
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "kb" / "guide" / "hosting.md").read_text("utf-8")
(SERVER,) = re.findall(r"^```nginx\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
(POLICY,) = re.findall(r'Content-Security-Policy "([^"]+)"', SERVER)
Ask = Callable[..., HTTPResponse]


def test_the_header_is_the_policy_of_the_pages(site: Path) -> None:
    """What the guide sends as a header is what every page says of itself, and that nobody may frame it."""
    page = (site / "index.html").read_text("utf-8")
    (said,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert f"{html.unescape(said)}; frame-ancestors 'none'" == POLICY


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a server answers."""
    for _ in range(100):
        assert server.poll() is None, "nginx ended at its start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx does not answer")


@pytest.fixture(scope="module")
def port(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a system's nginx that serves the site by the lines of the guide."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "no nginx: `make test-nginx` installs it"
    folder = tmp_path_factory.mktemp("nginx")
    served = Path(shutil.copytree(site, folder / "site"))  # a path without a space or a sign
    listened = free_port()
    server = SERVER.replace("/srv/nq57/site", str(served)).replace(
        "listen 8057", f"listen 127.0.0.1:{listened}"
    )
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{server}}}\n"
    )
    running = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    wait_for(running, listened)
    yield listened
    running.terminate()
    running.wait()


@pytest.fixture
def ask(port: int) -> Iterator[Ask]:
    """Return a function that asks the server for an address."""
    connection = HTTPConnection("127.0.0.1", port)

    def get(address: str, **headers: str) -> HTTPResponse:
        connection.request(
            "GET", address, headers={key.replace("_", "-"): text for key, text in headers.items()}
        )
        response = connection.getresponse()
        response.body = response.read()  # type: ignore[attr-defined]
        return response

    yield get
    connection.close()


def each_kind_of_file(ask: Ask) -> None:
    """Pages, styles and scripts come with their type in UTF-8, the policy, and no guessing of types."""
    kinds = {
        "/": "text/html; charset=utf-8",
        "/documents/57-nq-tw.html": "text/html; charset=utf-8",
        "/documents/": "text/html; charset=utf-8",
        "/_static/site.css": "text/css; charset=utf-8",
        "/_static/site.js": "application/javascript; charset=utf-8",
    }
    for address, kind in kinds.items():
        response = ask(address)
        assert (response.status, response.getheader("Content-Type")) == (200, kind), address
        assert response.getheader("Content-Security-Policy") == POLICY
        assert response.getheader("X-Content-Type-Options") == "nosniff"
        assert response.getheader("Server") == "nginx"


def cache(ask: Ask) -> None:
    """An address with a fingerprint is kept for good; all others are asked again."""
    page = ask("/index.html")
    (stamped,) = set(re.findall(r'href="(_static/site\.css\?v=\w+)"', page.body.decode()))  # type: ignore[attr-defined]
    assert ask(f"/{stamped}").getheader("Cache-Control") == "public, max-age=31536000, immutable"
    for address in ("/index.html", "/_static/site.js", "/_graph/data.js"):
        first = ask(address)
        assert first.getheader("Cache-Control") == "no-cache"
        again = ask(address, If_None_Match=str(first.getheader("ETag")))
        assert (again.status, again.getheader("Content-Security-Policy")) == (304, POLICY)


def absent_and_packed(ask: Ask) -> None:
    """A page that is not there is a 404 under the same policy; what is text is packed."""
    absent = ask("/documents/nothing.html")
    assert (absent.status, absent.getheader("Content-Security-Policy")) == (404, POLICY)
    packed = ask("/_graph/data.js", Accept_Encoding="gzip")
    assert packed.getheader("Content-Encoding") == "gzip"


def reader(port: int, browser: Browser) -> None:
    """A browser that is sent the policy opens a note, its map and its search without a complaint."""
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.goto(f"http://127.0.0.1:{port}/index.html")
    page.fill("input[name=q]", "57-NQ/TW")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("#nq57-results a")
    page.goto(f"http://127.0.0.1:{port}/graph.html")
    page.wait_for_selector("[data-map] canvas")
    page.close()
    assert wrong == []


if os.environ.get(
    "NQ57_NGINX"
):  # asked for by `make test-nginx`, which installs it; never skipped in silence
    test_each_kind_of_file = each_kind_of_file
    test_cache = cache
    test_absent_and_packed = absent_and_packed
    test_reader = reader
