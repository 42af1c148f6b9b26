#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps one fault up: hold.py KIND. Touches the file $READY when the fault is there. Ends when it is told to, and when the
console or somebody else ends its sessions: what was fixed stays fixed."""
import os
import select
import socket
import sys
import threading
import time

HOST = "127.0.0.1"
PASSWORD = os.environ["PASSWORD"]


def port(name):
    return int(os.environ[name + "_PORT"])


def ready():
    open(os.environ["READY"], "w").close()


def until_closed(sockets):
    """Returns when each of these idle connections was closed by the other side."""
    left = set(sockets)
    while left:
        for readable in select.select(left, [], [])[0]:
            left.discard(readable)


def mariadb(user, program, of="MARIADB"):
    import pymysql
    return pymysql.connect(host=HOST, port=port(of), user=user, password=PASSWORD, program_name=program, autocommit=False)


def postgresql(user, program):
    import psycopg2
    return psycopg2.connect(host=HOST, port=port("PG"), dbname="shop", user=user, password=PASSWORD, application_name=program)


def redis(number):
    from redis import Redis
    return Redis(host=HOST, port=port("REDIS"), db=number, username="lab", password=PASSWORD)


def mariadb_rows():
    session = mariadb("stock_sync", "stock-sync")
    session.cursor().execute("update shop.stock set changed_at = now(3) where sku between 1 and 50")
    ready()
    until_closed([Pollable(session)])


def postgresql_rows():
    session = postgresql("stock_report", "stock-report")
    session.cursor().execute("update stock set changed_at = now() where sku between 1 and 50")
    ready()
    until_closed([session])


def postgresql_definition():
    """A change of the stock's definition waits for a report that reads it; everybody else waits for the change. Ends when one
    of the two is ended."""
    import psycopg2
    reader = postgresql("stock_report", "stock-report")
    reader.cursor().execute("select quantity from stock where sku = 1")
    change = postgresql("cockpit_super", "schema-migration")
    threading.Timer(0.5, ready).start()
    try:
        change.cursor().execute("alter table stock alter column changed_at set default now()")
    except psycopg2.Error:
        pass  # somebody has cancelled it or ended it: the fault is over


def read_lock():
    session = mariadb("backup", "backup", "MARIAREPLICA")
    session.cursor().execute("flush tables with read lock")
    ready()
    until_closed([Pollable(session)])


def leak(connect):
    """Takes every session that the server gives, now and later, until one of them is ended from outside."""
    import psycopg2
    import pymysql
    sessions = []
    while not select.select(sessions, [], [], 0)[0]:
        try:
            session = connect()
            sessions.append(session if hasattr(session, "fileno") else Pollable(session))
        except (psycopg2.OperationalError, pymysql.err.OperationalError):
            ready()
            time.sleep(0.2)


class Pollable:
    """A session of pymysql as select() wants it."""

    def __init__(self, session):
        self.session = session

    def fileno(self):
        return self.session._sock.fileno()


def postgresql_sessions():
    leak(lambda: postgresql("stock_report", "leaking-report"))


def mariadb_sessions():
    leak(lambda: mariadb("stock_sync", "leaking-sync"))


def cache_flusher():
    """Four times a second, as an invalidation job would that takes every price change for a reason to drop everything."""
    cache = redis(0)
    while True:
        cache.flushdb()
        ready()
        time.sleep(0.25)


def redis_junk():
    cache = redis(0)
    limit = cache.info("memory")["maxmemory"]
    number = 0
    while True:
        with cache.pipeline(transaction=False) as pipe:
            for number in range(number, number + 100):
                pipe.set(f"junk:{number}", os.urandom(5000))
            pipe.execute()
        if cache.info("memory")["used_memory"] > 0.97 * limit:
            ready()
            time.sleep(0.25)


def slow_reader():
    """A client of the export, once its first order has come; None when the shop has no session for it."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.connect((HOST, port("MODERN")))
    reader.sendall(b"GET /export HTTP/1.1\r\nHost: shop\r\n\r\n")
    while piece := reader.recv(200):
        if b'"id"' in piece:
            return reader
    return None


def slow_readers():
    """Ten clients that take 100 bytes a second of an answer of some megabytes."""
    readers = []
    while len(readers) < 10:
        reader = slow_reader()
        readers += [reader] if reader else []
    ready()
    while readers:
        readers = [reader for reader in readers if reader.recv(100)]
        time.sleep(1)


{"mariadb-rows": mariadb_rows, "postgresql-rows": postgresql_rows, "postgresql-definition": postgresql_definition, "read-lock": read_lock, "cache-flusher": cache_flusher,
 "postgresql-sessions": postgresql_sessions, "mariadb-sessions": mariadb_sessions, "redis-junk": redis_junk,
 "slow-readers": slow_readers}[sys.argv[1]]()
