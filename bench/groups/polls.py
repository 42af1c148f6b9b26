# SPDX-License-Identifier: GPL-3.0-or-later
"""What one poll costs each kind of server in its own CPU time, against the obvious way to ask the same. Each source polls as often
as it would in five minutes, without the waiting between; the shop rests meanwhile."""
import http.client
import itertools
import os
import socket
import subprocess
import sys
import urllib.parse

from measuring import cpu_of

POLLS = 300


DIGESTS = 4700


def rows(bench):
    bench.load(0)
    secret = bench.password()
    port = lambda name: bench.lab.get(f"LAB_{name}_PORT", "1")
    psql = (("psql", "-q", "-X", "-o", "/dev/null", "-h", "127.0.0.1", "-p", port("PG"), "-U", "cockpit_view", "shop"), {"PGPASSWORD": secret})
    mariadb = (("mariadb", "--no-defaults", "-h", "127.0.0.1", "-P", port("MARIADB"), "-u", "cockpit_view"), {"MYSQL_PWD": secret})
    # A shop that has run for a month knows some thousand digests: without them there is nothing to save.
    for client in (psql, mariadb):
        answered(client, distinct_statements())
    poll(bench, f"PostgreSQL, {DIGESTS} digests: one poll / select * from activity, locks, statements", "orders-db", "pg", repeated(
        "select * from pg_stat_activity; select * from pg_locks; select * from pg_stat_statements;\n", psql), "<= 0.2 x")
    poll(bench, f"MariaDB, {DIGESTS} digests: one poll / processlist, status, innodb_trx, digests", "legacy-db", "mariadb", repeated(
        "select * from information_schema.processlist; show global status; select * from information_schema.innodb_trx;"
        " select * from performance_schema.events_statements_summary_by_digest;\n", mariadb), "<= 0.6 x")
    poll(bench, "Redis: one poll / INFO ALL, SLOWLOG GET 128, CLIENT LIST", "cache", "redis", repeated(
        "INFO ALL\nSLOWLOG GET 128\nCLIENT LIST\n",
        (("redis-cli", "-p", port("REDIS"), "--user", "exporter", "--no-auth-warning"), {"REDISCLI_AUTH": secret})), "<= 1 x")
    poll(bench, "HAProxy: one poll / show info, show stat, show sess", "edge", "haproxy",
         lambda: haproxy(int(port("EDGE_RUNTIME"))), "<= 1 x")
    poll(bench, "Prometheus: one poll / each expression asked alone, without the ages that we ask for", "prom", "prometheus",
         lambda: prometheus(int(port("PROMETHEUS")), expressions(bench)), "-")


def poll(bench, work, source, server, obvious, goal):
    pid = bench.server_pid(server)
    if pid is None:
        bench.row(work, None, None, "ms", goal)
        return
    ours = cpu_of(pid, lambda: bench.program("bench_polls", bench.workspace, source, str(POLLS)) is not None)
    peer = cpu_of(pid, obvious)
    bench.row(work, *(None if figure is None else figure / POLLS for figure in (ours, peer)), "ms", goal)


def repeated(query, client):
    """Runs `query` POLLS times on one connection of the server's own client."""
    return lambda: answered(client, query * POLLS)


def answered(client, text):
    command, secret = client
    done = subprocess.run(command, input=text, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          env={**os.environ, **secret}, timeout=300)
    if done.returncode:
        print(f"bench: {command[0]}: {done.stderr.strip()[:300]}", file=sys.stderr)
    return done.returncode == 0


def distinct_statements():
    """Statements that differ in their operators: neither server takes one for another, whatever it does with literals."""
    return "".join(f"select 1{''.join(f'{operator}1' for operator in operators)};\n"
                   for operators in itertools.islice(itertools.product("+-*", repeat=8), DIGESTS))


def haproxy(port):
    for _ in range(POLLS):
        for command in (b"show info\n", b"show stat\n", b"show sess\n"):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(command)
                while connection.recv(65536):
                    pass
    return True


def expressions(bench):
    """Those that the program asks for."""
    return (bench.program("bench_polls", bench.workspace, "prom", "expressions") or "").splitlines()


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
