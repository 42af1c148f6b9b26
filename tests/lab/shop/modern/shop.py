#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modern shop: one process, a thread a connection, ten database sessions for all of them."""
import json
import sys
import time
import traceback
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pages
from checkout import checkout
from export import export
from measure import Measures
from stores import Refused, pool, sessions

measures = Measures()
STORES = ("de", "at", "fr")
ROUTES = {"/catalog": ("catalog", pages.catalog_page), "/product": ("catalog", pages.product_page),
          "/search": ("search", pages.search_page), "/login": ("auth", pages.login), "/cart": ("cart", pages.put_into_cart),
          "/checkout": ("checkout", lambda fields, store: checkout(fields, store, measures))}


def start_from_zero():
    """A series that appears with its first failure hides that failure from rate(): what can happen is there from the start."""
    for store in STORES:
        measures.count("shop_orders_total", 0, store=store)
        measures.count("shop_revenue_total", 0, store=store)
        for route, (service, _) in [*ROUTES.items(), ("/pay", ("payment", None))]:
            for code in (200, 500):
                measures.count("shop_requests_total", 0, service=service, route=route, code=code, store=store)


def answer(route, fields, store):
    """(HTTP status, body)"""
    try:
        return 200, ROUTES[route][1](fields, store)
    except Refused as refused:
        return refused.code, {"error": str(refused)}
    except Exception:  # the customer gets an answer, the log gets the reason
        traceback.print_exc()
        return 500, {"error": "the shop has a problem"}


def gauges():
    now = int(time.time())
    active = "NaN"
    try:
        sessions.zremrangebyscore("session:active", 0, now - 60)
        active = sessions.zcard("session:active")
    except Exception:  # without Redis the number is not known
        pass
    return {"shop_db_pool_in_use": pool.in_use, "shop_db_pool_size": pool.size, "shop_db_pool_waiting": pool.waiting,
            "shop_active_sessions": active}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/healthz":
            self.reply(200, "ok\n", "text/plain")
        elif path == "/metrics":
            self.reply(200, measures.text(gauges()), "text/plain; version=0.0.4")
        elif path == "/export":
            export(self.wfile)
            self.close_connection = True
        else:
            self.serve(path, query)

    def do_POST(self):
        self.serve(self.path.partition("?")[0], self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def serve(self, path, query):
        if path not in ROUTES:
            self.reply(404, "no such page\n", "text/plain")
            return
        began = time.monotonic()
        fields = dict(urllib.parse.parse_qsl(query))
        store = fields.get("store") if fields.get("store") in STORES else "de"
        code, body = answer(path, fields, store)
        service = ROUTES[path][0]
        cacheable = {"Cache-Control": "max-age=5"} if code == 200 and service == "catalog" else {}
        self.reply(code, body if isinstance(body, str) else json.dumps(body, default=str), "application/json", cacheable)
        measures.request(service, path, store, code, time.monotonic() - began)

    def reply(self, code, text, kind, headers=None):
        body = text.encode()
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": len(body), **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


start_from_zero()
Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
