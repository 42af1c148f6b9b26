#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps one fault up: hold.py KIND. Touches the file $READY when the fault is there. Ends when it is told to, and when the
console or somebody else ends its sessions: what was fixed stays fixed."""
import os
import select
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

HOST = "127.0.0.1"
PASSWORD = os.environ["PASSWORD"]


def port(name):
    return int(os.environ[name + "_PORT"])


def ready():
    open(os.environ["READY"], "w").close()


def paused(job):
    """The operations API has paused the job: it does nothing until it is resumed."""
    return os.path.exists(os.path.join(os.environ["LAB"], "flags", "paused-" + job))


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


def mariadb_definition():
    """The same in MariaDB, where the report's open transaction keeps the definition by a metadata lock."""
    import pymysql
    reader = mariadb("stock_sync", "stock-report")
    reader.cursor().execute("select quantity from shop.stock where sku = 1")
    change = mariadb("cockpit_super", "schema-migration")
    threading.Timer(0.5, ready).start()
    try:
        change.cursor().execute("alter table shop.stock comment = 'counted by the warehouse'")
    except pymysql.Error:
        pass  # somebody has ended it: the fault is over
    reader.close()


def mariadb_prepared():
    """A coordinator dies between the two phases of its commit: the rows stay locked, and no session holds them."""
    session = mariadb("stock_sync", "stock-sync")
    for statement in ("xa start 'stock-sync'", "update shop.stock set changed_at = now(3) where sku between 1 and 50",
                      "xa end 'stock-sync'", "xa prepare 'stock-sync'"):
        session.cursor().execute(statement)
    session.close()
    ready()


HISTORY = 80000  # small transactions; MariaDB counts the pages of their old versions, some 2,500


def mariadb_history():
    """A report keeps its view of the data open and does nothing, while a job makes one small transaction after another:
    every old version has to be kept for the report."""
    report = mariadb("stock_sync", "nightly-report")
    report.cursor().execute("start transaction with consistent snapshot")
    report.cursor().execute("select quantity from shop.stock where sku = 60")
    jobs = [threading.Thread(target=touch_again_and_again, args=(sku, HISTORY // 4)) for sku in range(61, 65)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    ready()
    until_closed([Pollable(report)])


def touch_again_and_again(sku, times):
    job = mariadb("stock_sync", "stock-sync")
    job.autocommit(True)
    job.cursor().execute(f"begin not atomic declare i int default 0; while i < {times} do"
                         f" update shop.stock set changed_at = now(3) where sku = {sku}; set i = i + 1; end while; end")
    job.close()


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
        if not paused("invalidation"):
            cache.flushdb()
        ready()
        time.sleep(0.25)


def edge_purger():
    """The same at the edge: four times a second a new rule throws everything out."""
    base = ["varnishadm", "-n", os.path.join(os.environ["LAB"], "data", "varnish")]
    while True:
        if not paused("purge"):
            subprocess.run([*base, "ban", "req.url ~ ."], check=True, stdout=subprocess.DEVNULL)
        ready()
        time.sleep(0.25)


def redis_script():
    """A script for a report that counts within Redis: once a second everybody else waits for it for about 0.3 s."""
    from redis import Redis
    cache = Redis(host=HOST, port=port("REDIS"), username="lab", password=PASSWORD, client_name="sales-report")
    count = "local n = 0 for i = 1, tonumber(ARGV[1]) do n = n + i % 7 end return n"
    began = time.monotonic()
    cache.eval(count, 0, 1000000)
    steps = int(1000000 * 0.3 / max(0.001, time.monotonic() - began))
    while True:
        cache.eval(count, 0, steps)
        ready()
        time.sleep(0.7)


def queue_flood():
    """A job asks again for orders that were fulfilled long ago, while nobody takes them from the queue."""
    publish({"platform": "modern", "order": -(number * 200 + 1)} for number in range(3000))
    ready()


def queue_poison():
    """Two hundred messages of a version that fulfilment does not read: each goes to the dead."""
    publish({"platform": "modern", "order": -(number * 200)} for number in range(1, 201))
    ready()


def publish(messages):
    import json
    import pika
    access = pika.PlainCredentials("shop", PASSWORD)
    connection = pika.BlockingConnection(pika.ConnectionParameters(HOST, port("RABBIT"), credentials=access))
    queue = connection.channel()
    for message in messages:
        queue.basic_publish("", "orders", json.dumps(message))
    connection.close()


def ask(address, fields=None):
    data = urllib.parse.urlencode(fields).encode() if fields else None
    try:
        with urllib.request.urlopen(address, data, timeout=10) as answer:
            return answer.read()
    except (urllib.error.URLError, OSError):
        return b""


def at_once(count, work):
    """So many threads do the work for ever."""
    def forever():
        while True:
            work()
    for _ in range(count):
        threading.Thread(target=forever, daemon=True).start()
    time.sleep(0.5)
    ready()
    threading.Event().wait()


def checkout_bots():
    """Tries stolen cards: checkouts without a customer, 24 a second, and no order."""
    def attempt():
        ask(f"http://{HOST}:{port('EDGE')}/checkout", {"token": "0" * 24, "store": "de"})
        time.sleep(0.33)
    at_once(8, attempt)


def crawler():
    """Twelve readers of a list of products, one page after the other, past the edge."""
    at_once(12, lambda: ask(f"http://{HOST}:{port('LEGACY')}/search?q=Brand{time.monotonic_ns() // 1000 % 50:02d}"))


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


KINDS = {
    "mariadb-rows": mariadb_rows, "postgresql-rows": postgresql_rows, "postgresql-definition": postgresql_definition,
    "mariadb-definition": mariadb_definition, "mariadb-prepared": mariadb_prepared, "mariadb-history": mariadb_history,
    "read-lock": read_lock, "cache-flusher": cache_flusher, "edge-purger": edge_purger, "redis-script": redis_script,
    "postgresql-sessions": postgresql_sessions, "mariadb-sessions": mariadb_sessions, "redis-junk": redis_junk,
    "slow-readers": slow_readers, "queue-flood": queue_flood, "queue-poison": queue_poison,
    "checkout-bots": checkout_bots, "crawler": crawler}
KINDS[sys.argv[1]]()
