#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench/run.py BUILD WORKSPACE: every bench against its real peer in one run, as a table.

Times of one machine mean nothing on another: what counts is the ratio, both sides measured on the same work in one run. A row
whose peer did not run says "not measured".
"""
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

BUILD, WORKSPACE = sys.argv[1], sys.argv[2]
TICK = os.sysconf("SC_CLK_TCK")
POLLS = 60
rows = []


def row(work, ours, peer, unit, goal):
    ratio = f"{ours / peer:.2f} x" if ours is not None and peer else "-"
    show = lambda value: "not measured" if value is None else f"{value:.2f} {unit}"
    rows.append((work, show(ours), show(peer), ratio, goal))


def output_of(*command, timeout=120):
    """Standard output, or None with the reason on standard error."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if done.returncode:
        print(f"bench: {' '.join(command)}: {done.stderr.strip()}", file=sys.stderr)
        return None
    return done.stdout


def median_of(command, runs=9):
    figures = [output_of(*command) for _ in range(runs)]
    return None if None in figures else statistics.median(float(figure) for figure in figures[1:])


def first_paint():
    ours = median_of([f"{BUILD}/bench_firstpaint", "cockpit"])
    empty = median_of([f"{BUILD}/bench_firstpaint", "empty"])
    row("start to first paint, cockpit / empty Qt window", ours, empty, "ms", "<= 2 x")


def tree_cpu(root):
    """CPU seconds of a process, its children, and the children that it has already waited for."""
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        try:
            fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
            todo += [int(p) for p in open(f"/proc/{pid}/task/{pid}/children").read().split()]
        except OSError:
            continue
        total += sum(int(value) for value in fields[11:15])
    return total / TICK


def cpu_of(pid, work):
    """CPU milliseconds that the server spends on `work`, less what it spends on its own in the same time."""
    began, before = time.monotonic(), tree_cpu(pid)
    if not work():
        return None
    took, used = time.monotonic() - began, tree_cpu(pid) - before
    idle_before = tree_cpu(pid)
    time.sleep(took)
    return max(0.0, used - (tree_cpu(pid) - idle_before)) * 1000


def lab():
    text = output_of("tests/lab/lab", "env") or ""
    return {name: value.strip("'\"") for name, value in re.findall(r"^(?:export )?(\w+)=(.*)$", text, re.M)}


def server_pid(env, name):
    try:
        return int(open(f"{env['LAB']}/run/{name}.pid").read().split()[0])
    except (OSError, KeyError, ValueError, IndexError):
        return None


def poll_cost(work, source, server, obvious, env):
    pid = server_pid(env, server)
    if pid is None:
        row(work, None, None, "ms", "<= 1 x")
        return
    ours = cpu_of(pid, lambda: output_of(f"{BUILD}/bench_polls", WORKSPACE, source, str(POLLS)) is not None)
    peer = cpu_of(pid, obvious) if obvious else None
    per_poll = lambda value: None if value is None else value / POLLS
    row(work, per_poll(ours), per_poll(peer), "ms", "<= 1 x" if obvious else "-")


def repeat(query, *client, password):
    """Runs `query` POLLS times on one connection of the server's own client."""
    def run():
        done = subprocess.run(client, input=query * POLLS, capture_output=True, text=True, env={**os.environ, **password},
                              timeout=120)
        if done.returncode:
            print(f"bench: {client[0]}: {done.stderr.strip()[:300]}", file=sys.stderr)
        return done.returncode == 0
    return run


def polls():
    env = lab()
    try:
        secret = open(f"{env['LAB']}/secrets/password").read().strip()
    except (OSError, KeyError):
        secret = ""
    pg = repeat("select * from pg_stat_activity; select * from pg_stat_statements;\n", "psql", "-q", "-o", "/dev/null",
                "-h", "127.0.0.1", "-p", env.get("PG_PORT", "1"), "-U", "cockpit_view", "shop", password={"PGPASSWORD": secret})
    poll_cost("one poll of PostgreSQL / select * from activity, statements", "orders-db", "pg", pg, env)
    maria = repeat("select * from information_schema.processlist; show global status;"
                   " select * from performance_schema.events_statements_summary_by_digest;\n", "mariadb", "-h", "127.0.0.1",
                   "-P", env.get("MARIADB_PORT", "1"), "-u", "cockpit_view", password={"MYSQL_PWD": secret})
    poll_cost("one poll of MariaDB / select * from processlist, status, digests", "legacy-db", "mariadb", maria, env)
    redis = repeat("INFO ALL\nSLOWLOG GET 128\nCLIENT LIST\n", "redis-cli", "-p", env.get("REDIS_PORT", "1"), "--user",
                   "cockpit_view", "--no-auth-warning", password={"REDISCLI_AUTH": secret})
    poll_cost("one poll of Redis / INFO ALL, SLOWLOG GET 128, CLIENT LIST", "cache", "redis", redis, env)
    poll_cost("one poll of HAProxy", "edge", "haproxy", None, env)
    poll_cost("one poll of Prometheus", "prom", "prometheus", None, env)


def event_loop():
    """The lab's sources, and one more that takes the connection and says nothing."""
    silent = socket.create_server(("127.0.0.1", 0))
    kept = []

    def accept():
        while True:
            kept.append(silent.accept())
    threading.Thread(target=accept, daemon=True).start()
    hanging = ('\n  - {id: hanging-db, type: postgresql, dsn: "postgresql://x@127.0.0.1:%d/x?sslmode=disable"}'
               % silent.getsockname()[1])
    text = open(WORKSPACE).read()
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", dir=os.path.dirname(WORKSPACE)) as file:
        file.write(re.sub(r"^sources:", lambda _: "sources:" + hanging, text, count=1, flags=re.M))
        file.flush()
        worst = output_of(f"{BUILD}/bench_eventloop", file.name, "20")
    alone = output_of(f"{BUILD}/bench_eventloop", WORKSPACE, "20")
    number = lambda figure: None if figure is None else float(figure)
    row("longest pause of the event loop, one source hangs / none", number(worst), number(alone), "ms", "<= 50 ms")


first_paint()
polls()
event_loop()
heads = ("work", "Surgedeck", "peer", "ratio", "goal")
widths = [max(len(line[i]) for line in [heads, *rows]) for i in range(5)]
for line in [heads, *rows]:
    print("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(line, widths))))
