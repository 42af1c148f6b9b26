# SPDX-License-Identifier: GPL-3.0-or-later
"""What one poll costs each kind of server in its own CPU time, against the obvious way to ask the same. Each source polls as often
as it would in five minutes, without the waiting between; the shop rests meanwhile."""
import http.client
import os
import re
import socket
import subprocess
import sys
import urllib.parse

from measuring import cpu_of

POLLS = 300


def rows(bench):
    bench.load(0)
    secret = bench.password()
    port = lambda name: bench.lab.get(f"LAB_{name}_PORT", "1")
    poll(bench, "PostgreSQL: one poll / select * from activity, locks, statements", "orders-db", "pg", repeated(
        "select * from pg_stat_activity; select * from pg_locks; select * from pg_stat_statements;\n", "psql", "-q", "-X", "-o", "/dev/null",
        "-h", "127.0.0.1", "-p", port("PG"), "-U", "cockpit_view", "shop", PGPASSWORD=secret), "<= 0.2 x")
    poll(bench, "MariaDB: one poll / processlist, status, innodb_trx, digests", "legacy-db", "mariadb", repeated(
        "select * from information_schema.processlist; show global status; select * from information_schema.innodb_trx;"
        " select * from performance_schema.events_statements_summary_by_digest;\n", "mariadb", "--no-defaults", "-h", "127.0.0.1",
        "-P", port("MARIADB"), "-u", "cockpit_view", MYSQL_PWD=secret), "<= 0.6 x")
    poll(bench, "Redis: one poll / INFO ALL, SLOWLOG GET 128, CLIENT LIST", "cache", "redis", repeated(
        "INFO ALL\nSLOWLOG GET 128\nCLIENT LIST\n", "redis-cli", "-p", port("REDIS"), "--user", "exporter", "--no-auth-warning",
        REDISCLI_AUTH=secret), "<= 1 x")
    poll(bench, "HAProxy: one poll / show info, show stat, show sess", "edge", "haproxy",
         lambda: haproxy(int(port("EDGE_RUNTIME"))), "<= 1 x")
    poll(bench, "Prometheus: one poll / each expression asked alone, no ages", "prom", "prometheus",
         lambda: prometheus(int(port("PROMETHEUS")), expressions(bench.workspace)), "-")


def poll(bench, work, source, server, obvious, goal):
    pid = bench.server_pid(server)
    if pid is None:
        bench.row(work, None, None, "ms", goal)
        return
    ours = cpu_of(pid, lambda: bench.program("bench_polls", bench.workspace, source, str(POLLS)) is not None)
    peer = cpu_of(pid, obvious)
    bench.row(work, *(None if figure is None else figure / POLLS for figure in (ours, peer)), "ms", goal)


def repeated(query, *client, **secret):
    """Runs `query` POLLS times on one connection of the server's own client."""
    def run():
        done = subprocess.run(client, input=query * POLLS, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                              env={**os.environ, **secret}, timeout=300)
        if done.returncode:
            print(f"bench: {client[0]}: {done.stderr.strip()[:300]}", file=sys.stderr)
        return done.returncode == 0
    return run


def haproxy(port):
    for _ in range(POLLS):
        for command in (b"show info\n", b"show stat\n", b"show sess\n"):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(command)
                while connection.recv(65536):
                    pass
    return True


def expressions(workspace):
    """Those that a program would ask for: of indicators and services."""
    with open(workspace) as file:
        text = file.read()
    return re.findall(r"(?:expr|rate|errors|p99): '([^']+)'", text.split("traffic:")[0].replace("$window", "5m"))


def prometheus(port, asked):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(POLLS):
        for expression in asked:
            connection.request("GET", "/api/v1/query?" + urllib.parse.urlencode({"query": expression}))
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                print(f"bench: prometheus: {answer.status} for {expression}", file=sys.stderr)
                return False
    return True
