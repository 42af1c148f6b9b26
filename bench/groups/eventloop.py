# SPDX-License-Identifier: GPL-3.0-or-later
"""The longest pause of the window while every source of the lab is watched, with one more that takes the connection and says
nothing."""
import os
import re
import socket
import tempfile
import threading

SECONDS = "20"


def rows(bench):
    bench.load(7)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        kept = []
        threading.Thread(target=keep_all, args=(silent, kept), daemon=True).start()
        with hanging_too(bench.workspace, silent.getsockname()[1]) as workspace:
            worst = number(bench.program("bench_eventloop", workspace.name, SECONDS))
    alone = number(bench.program("bench_eventloop", bench.workspace, SECONDS))
    bench.row("longest pause of the event loop: one source hangs / none", worst, alone, "ms", "<= 50 ms")


def keep_all(server, kept):
    try:
        while True:
            kept.append(server.accept())
    except OSError:
        pass  # the end


def hanging_too(path, port):
    source = f'\n  - {{id: hanging-db, type: postgresql, dsn: "postgresql://x@127.0.0.1:{port}/x?sslmode=disable"}}'
    with open(path) as file:
        text = file.read()
    copy = tempfile.NamedTemporaryFile("w", suffix=".yaml", dir=os.path.dirname(path))
    copy.write(re.sub(r"^sources:", lambda _: "sources:" + source, text, count=1, flags=re.M))
    copy.flush()
    return copy


def number(figure):
    return None if figure is None else float(figure.split()[0])
