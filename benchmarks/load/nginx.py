"""nginx with the server of `docs/how-to/publish.md`, on a port of this machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOCUMENTED = Path(__file__).parents[2] / "docs/how-to/publish.md"
TYPES = Path("/etc/nginx/mime.types")
_MAIN = """
{user}
worker_processes auto;
daemon off;
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 2048; }}
http {{
    include {types};
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
{server}
}}
"""


def find_nginx() -> str | None:
    """Return the program; None if it is not installed. Debian keeps it off the path of users."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def documented_server(site: Path, port: int) -> str:
    """Return the documented server for a site and a port."""
    found = re.search(r"^```nginx\n(.*?)^```", DOCUMENTED.read_text("utf-8"), re.M | re.S)
    assert found, "the documentation has a server"
    server, replaced = found[1], 0
    for key, value in (
        ("listen", f"127.0.0.1:{port}"),
        ("server_name", "localhost"),
        ("root", f'"{site}"'),
    ):
        server, count = re.subn(rf"\b{key} [^;]*;", f"{key} {value};", server)
        replaced += count
    assert replaced == 3
    return server


@contextmanager
def nginx(site: Path) -> Iterator[str]:
    """Serve a site; yields its address."""
    program = find_nginx()
    assert program, "nginx is installed"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port = _free_port()
        text = _MAIN.format(
            user="user root;" if os.geteuid() == 0 else "",  # so that it reads our folders
            folder=folder,
            types=TYPES,
            server=documented_server(site, port),
        )
        (folder / "nginx.conf").write_text(text, "utf-8")
        command = [program, "-p", name, "-e", "stderr", "-c", str(folder / "nginx.conf")]
        with tempfile.TemporaryFile() as log:
            process = subprocess.Popen(command, stderr=log)
            try:
                _wait(port, process, log.fileno())
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()
                process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes], log: int) -> None:
    """Wait until the server answers; raises what it said if it has ended."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(os.pread(log, 4096, 0).decode())
