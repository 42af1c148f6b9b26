#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fulfilment: publishes the new orders of both shops to the queue `orders`, takes them from it and marks them fulfilled.
One order in 200 has an address that nobody can read: it goes to `orders.dead`."""
import json
import os
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pika
import psycopg2
import pymysql

PASSWORD = os.environ["PASSWORD"]
counts = {"published": 0, "fulfilled": 0, "dead": 0}  # each is changed by one thread only


def postgresql():
    session = psycopg2.connect(host="127.0.0.1", port=os.environ["PG_PORT"], dbname="shop", user="shop", password=PASSWORD,
                               application_name="fulfilment", connect_timeout=2)
    session.autocommit = True
    return session


def mariadb():
    return pymysql.connect(host="127.0.0.1", port=int(os.environ["MARIADB_PORT"]), database="shop", user="shop",
                           password=PASSWORD, program_name="fulfilment", connect_timeout=2, autocommit=True,
                           init_command="set innodb_lock_wait_timeout = 3, lock_wait_timeout = 3")


class Database:
    """Connects when it is used, and again after a failure."""

    def __init__(self, connect):
        self.connect = connect
        self.session = None

    def run(self, sql, values=()):
        try:
            self.session = self.session or self.connect()
            with self.session.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall() if cursor.description else None
        except (psycopg2.Error, pymysql.Error):
            self.session = None
            raise


def databases():
    return {"modern": Database(postgresql), "legacy": Database(mariadb)}


def channel():
    access = pika.PlainCredentials("shop", PASSWORD)
    connection = pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", int(os.environ["RABBIT_PORT"]), credentials=access))
    opened = connection.channel()
    opened.queue_declare("orders.dead", durable=True, arguments={"x-max-length": 10000})
    opened.queue_declare("orders", durable=True, arguments={"x-dead-letter-exchange": "", "x-dead-letter-routing-key": "orders.dead"})
    return opened


def publish_forever(shops):
    """Every half second what has the status new. One shop's database may be down: the other's orders go on."""
    queue = channel()
    queue.confirm_delivery()
    while True:
        for platform, database in shops.items():
            try:
                publish(queue, platform, database)
            except (psycopg2.Error, pymysql.Error):
                traceback.print_exc()
        queue.connection.sleep(0.5)


def publish(queue, platform, database):
    for (order,) in database.run("select id from orders where status = 'new' order by id limit 100"):
        queue.basic_publish("", "orders", json.dumps({"platform": platform, "order": order}), pika.BasicProperties(delivery_mode=2))
        database.run("update orders set status = 'queued' where id = %s", (order,))
        counts["published"] += 1


def consume_forever(shops):
    queue = channel()
    queue.basic_qos(prefetch_count=20)
    for method, _properties, body in queue.consume("orders"):
        order = json.loads(body)
        if order["order"] % 200 == 0:
            queue.basic_nack(method.delivery_tag, requeue=False)
            counts["dead"] += 1
            continue
        shops[order["platform"]].run("update orders set status = 'fulfilled' where id = %s", (order["order"],))
        queue.basic_ack(method.delivery_tag)
        counts["fulfilled"] += 1


def again_and_again(work):
    while True:
        try:
            work(databases())
        except Exception:  # whatever broke, the orders wait in the database or in the queue
            traceback.print_exc()
            time.sleep(1)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        lines = ["# TYPE fulfilment_orders_total counter"]
        lines += [f'fulfilment_orders_total{{result="{result}"}} {count}' for result, count in counts.items()]
        body = ("\n".join(lines) + "\n").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


for job in (publish_forever, consume_forever):
    threading.Thread(target=again_and_again, args=(job,), daemon=True).start()
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
