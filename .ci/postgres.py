"""`postgres.py COMMAND…`: run a command with `DATABASE_URL` naming a PostgreSQL of its own.

The server listens on a free loopback port, writes to a folder of its own and waits for no disk. It needs no
cluster of the machine's; it ends with this program, however that ends, and is thrown away.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

USER = "postgres"
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=256MB"]
START_SECONDS = 30


def main() -> int:
    """Run the command of the arguments; its status is ours."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    with cluster() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a new server, for as long as the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="kinerja-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        password = secrets.token_hex(16)
        _create(folder, password)
        with _serve(folder) as port:
            yield f"postgres://{USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create(folder: Path, password: str) -> None:
    word = folder / "password"
    word.write_text(password, encoding="ascii")
    options = ["--auth=scram-sha-256", f"--pwfile={word}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [*_as_user(), _program("initdb"), f"--username={USER}", *options, "-D", str(folder / "data")]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    word.unlink()
    if result.returncode:
        sys.exit(f"PostgreSQL tidak dapat dibuat: {result.stderr.strip()}")


@contextmanager
def _serve(folder: Path) -> Iterator[int]:
    """A running server's port."""
    port = _free_port()
    log = folder / "log"
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *FAST]
    arguments = [part for setting in settings for part in ("-c", setting)]
    command = [*_as_user(), _program("postgres"), "-D", str(folder / "data"), *arguments]
    with log.open("wb") as output:
        # A session of its own: Ctrl-C reaches the tests first, the server is stopped after them.
        server = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder, start_new_session=True)
    try:
        _wait(server, log)
        yield port
    finally:
        server.send_signal(signal.SIGINT)  # "fast": ends the sessions, then itself
        try:
            server.wait(timeout=START_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root; and it must not outlive us, even when we are killed."""
    if os.geteuid() != 0:
        return ["setpriv", "--pdeathsig", "INT"]
    user = ["--reuid", USER, "--regid", USER, "--init-groups"]
    return ["setpriv", *user, "--pdeathsig", "INT"]


def _program(name: str) -> str:
    """The newest installed one; Debian keeps them out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    program = str(found[-1]) if found else shutil.which(name)
    if not program:
        sys.exit(f"PostgreSQL ({name}) tidak ditemukan. Pasang: apt-get install -y postgresql")
    return program


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server takes connections: it says so in its log."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if b"ready to accept connections" in log.read_bytes():
            return
        time.sleep(0.05)
    sys.exit(f"PostgreSQL tidak mau berjalan: {log.read_text(errors='replace').strip()[-500:]}")


if __name__ == "__main__":
    sys.exit(main())
