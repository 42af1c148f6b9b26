# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the modern shop keeps things: PostgreSQL through a bounded pool, and Redis."""
import contextlib
import json
import os
import queue
import random
import threading
import time

import psycopg2
import psycopg2.extras
import redis


class Refused(Exception):
    """What the customer is told, with an HTTP status."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Pool:
    """At most `size` sessions; who finds none free waits, and gives up after 2 s."""

    def __init__(self, size):
        self.size = size
        self.waiting = 0
        self._lock = threading.Lock()  # guards waiting
        self._free = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)

    @property
    def in_use(self):
        return self.size - self._free.qsize()

    def _take(self):
        with self._lock:
            self.waiting += 1
        try:
            return self._free.get(timeout=2)
        except queue.Empty:
            raise Refused(503, "no database session is free") from None
        finally:
            with self._lock:
                self.waiting -= 1

    @contextlib.contextmanager
    def transaction(self):
        """A cursor; commits at the end, rolls back on any exception."""
        session = self._take()
        try:
            session = session or _connect()
            with session, session.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
                yield cursor
        except psycopg2.OperationalError:
            session = _drop(session)
            raise
        finally:
            self._free.put(session if session and not session.closed else None)


def _connect():
    return psycopg2.connect(host="127.0.0.1", port=os.environ["PGBOUNCER_PORT"], dbname="shop", user="shop",
                            password=os.environ["PASSWORD"], application_name="shop-modern", connect_timeout=2)


def _drop(session):
    with contextlib.suppress(Exception):
        session.close()


def _redis(number):
    return redis.Redis(host="127.0.0.1", port=int(os.environ["REDIS_PORT"]), db=number, username="shop",
                       password=os.environ["PASSWORD"], socket_timeout=1, decode_responses=True)


pool = Pool(10)
cache = _redis(0)
sessions = _redis(1)


def cached(key, make):
    """The page of that key, or made now and kept. A cache that does not answer costs time, not the page."""
    key = f"cache:modern:{key}"
    with contextlib.suppress(redis.RedisError):
        page = cache.get(key)
        if page is not None:
            return page
    page = json.dumps(make(), default=str)
    with contextlib.suppress(redis.RedisError):
        cache.setex(key, random.randint(90, 150), page)
    return page


def session_of(fields):
    """(token, customer) of the customer's session, or Refused."""
    token = fields.get("token", "")
    session = sessions.hgetall(f"session:{token}")
    if not session:
        raise Refused(401, "sign in first")
    sessions.zadd("session:active", {token: int(time.time())})
    return token, int(session["customer"])
