#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""waiters.py mariadb|postgresql N: one session locks a row and N others wait for it. Prints "ready N" when the server itself
counts N waiting; lets go when standard input ends or on SIGTERM. One thread, whatever N is."""
import os
import select
import signal
import sys
import time

PASSWORD = os.environ["PASSWORD"]
PORT = int(os.environ["PORT"])
LOCK = "select quantity from shop.stock where sku = 777 for update"
WAIT = "update shop.stock set quantity = quantity where sku = 777"


class MariaDb:
    count = "select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'"

    def connect(self, program):
        import pymysql
        session = pymysql.connect(host="127.0.0.1", port=PORT, user="stock_sync" if program != "counter" else "exporter",
                                  password=PASSWORD, program_name=program, autocommit=program != "waiters-root",
                                  init_command="set innodb_lock_wait_timeout = 3600")
        return session

    def send(self, session, sql):
        from pymysql.constants.COMMAND import COM_QUERY
        session._execute_command(COM_QUERY, sql)

    def wait_for_answer(self, session):
        session._read_query_result()


class PostgreSql:
    count = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"

    def __init__(self):
        self.cursors = []  # an answer is read only while its cursor lives

    def connect(self, program):
        import psycopg2
        user = "stock_report" if program != "counter" else "exporter"
        session = psycopg2.connect(host="127.0.0.1", port=PORT, dbname="shop", user=user, password=PASSWORD,
                                   application_name=program, async_=program == "waiter")
        if program == "waiter":
            self.wait_for_answer(session)
        elif program == "counter":
            session.autocommit = True
        return session

    def send(self, session, sql):
        self.cursors.append(session.cursor())
        self.cursors[-1].execute(sql.replace("shop.", ""))

    def wait_for_answer(self, session):
        from psycopg2.extensions import POLL_OK, POLL_READ
        while (state := session.poll()) != POLL_OK:
            wanted = [session.fileno()]
            select.select(wanted if state == POLL_READ else [], wanted if state != POLL_READ else [], [])


def count(engine, counter):
    cursor = counter.cursor()
    cursor.execute(engine.count)
    return cursor.fetchone()[0]


def main(engine, wanted):
    root, counter = engine.connect("waiters-root"), engine.connect("counter")
    lock = root.cursor()
    lock.execute(LOCK if isinstance(engine, MariaDb) else LOCK.replace("shop.", ""))
    waiters = []
    try:
        for _ in range(wanted):
            waiters.append(engine.connect("waiter"))
            engine.send(waiters[-1], WAIT)
        while count(engine, counter) < wanted:
            time.sleep(0.2)
        print(f"ready {wanted}", flush=True)
        while sys.stdin.buffer.read(4096):
            pass
    finally:
        # The root first: a session that waits for a lock does not notice that its client has gone.
        root.rollback()
        for waiter in waiters:
            engine.wait_for_answer(waiter)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
main(MariaDb() if sys.argv[1] == "mariadb" else PostgreSql(), int(sys.argv[2]))
