#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The payment provider: another company's service, with a ledger of its own on disk. Its latency is that of a durable insert."""
import os
import sqlite3
import sys
import threading
import urllib.parse
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LEDGER = os.path.join(os.environ["LAB"], "data", "payments.sqlite")
FAILS = os.path.join(os.environ["LAB"], "flags", "payment-fails")  # "PROVIDER STORE", each may be `all`
lock = threading.Lock()  # guards the ledger's one connection and the figures below
in_flight = 0
counts = {}


def open_ledger():
    ledger = sqlite3.connect(LEDGER, check_same_thread=False, isolation_level=None)
    ledger.execute("pragma journal_mode=wal")
    ledger.execute("pragma synchronous=full")
    ledger.execute("create table if not exists charges (id integer primary key, reference text unique, provider text,"
                   " amount_cents integer, result text)")
    return ledger


def charge(ledger, provider, amount_cents, reference):
    """One charge for one reference, however often it is asked for. One in a thousand is declined."""
    result = "declined" if zlib.crc32(reference.encode()) % 1000 == 0 else "approved"
    with lock:
        ledger.execute("insert into charges (reference, provider, amount_cents, result) values (?, ?, ?, ?)"
                       " on conflict do nothing", (reference, provider, amount_cents, result))
        charge_id, result = ledger.execute("select id, result from charges where reference = ?", (reference,)).fetchone()
        counts[provider, result] = counts.get((provider, result), 0) + 1
    return charge_id, result


def is_failing(provider, store):
    try:
        with open(FAILS, encoding="utf-8") as file:
            wanted = file.read().split()
    except FileNotFoundError:
        return False
    return wanted[0] in ("all", provider) and wanted[1] in ("all", store)


def metrics():
    lines = ["# TYPE payment_in_flight gauge", f"payment_in_flight {in_flight}", "# TYPE payment_charges_total counter"]
    lines += [f'payment_charges_total{{provider="{p}",result="{r}"}} {n}' for (p, r), n in sorted(counts.items())]
    return "\n".join(lines) + "\n"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.reply(200, metrics() if self.path == "/metrics" else "ok\n", "text/plain; version=0.0.4")

    def do_POST(self):
        global in_flight
        fields = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        with lock:
            in_flight += 1
        try:
            if is_failing(fields["provider"], fields.get("store", "")):
                with lock:
                    counts[fields["provider"], "error"] = counts.get((fields["provider"], "error"), 0) + 1
                return self.reply(503, '{"result": "error"}', "application/json")
            charge_id, result = charge(self.server.ledger, fields["provider"], int(fields["amount_cents"]), fields["reference"])
            code = 200 if result == "approved" else 402
            self.reply(code, f'{{"id": "{fields["provider"]}-{charge_id}", "result": "{result}"}}', "application/json")
        finally:
            with lock:
                in_flight -= 1

    def reply(self, code, text, kind):
        body = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


server = Server(("127.0.0.1", int(sys.argv[1])), Handler)
server.ledger = open_ledger()
server.serve_forever()
