# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripted targets on loopback: each path is one behaviour. Values follow the clock, so that everybody who reads the same
second sees the same page."""
import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = "text/plain; version=0.0.4"
OPEN = "application/openmetrics-text; version=1.0.0"


def good(now):
    return f"""# TYPE orders_total counter
orders_total{{store="de"}} {now * 10}
orders_total{{store="at",job="inner"}} {now * 5}
# TYPE pool gauge
pool 0.25
NaN_value NaN
stamped 7 {now * 1000}
"""


def openmetrics(now):
    return f"""# TYPE jobs counter
jobs_total{{kind="mail"}} {now}.0
# EOF
"""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    asked = {}  # path with its query -> when

    def do_GET(self):
        now = int(time.time())
        self.asked.setdefault(self.path, []).append(time.time())
        path = self.path.split("?")[0].strip("/")
        action = getattr(self, "on_" + path, None)
        if action is None:
            return self.answer(b"no such page", status=404)
        return action(now)

    def answer(self, body, kind=TEXT, status=200, headers=()):
        if isinstance(body, str):
            body = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def on_good(self, now):
        self.answer(good(now))

    def on_open(self, now):
        self.answer(openmetrics(now), OPEN)

    def on_packed(self, now):
        self.answer(gzip.compress(good(now).encode()), headers=[("Content-Encoding", "gzip")])

    def on_garbage(self, _now):
        self.answer("ok 1\nthis is {no page\n")

    def on_slow(self, _now):
        time.sleep(5)
        self.answer("late 1\n")

    def on_drip(self, now):
        body = good(now).encode()
        self.send_response(200)
        self.send_header("Content-Type", TEXT)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for byte in body:
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return
            time.sleep(1)

    def on_bomb(self, _now):
        self.answer(gzip.compress(b"a 1\n" * 40_000_000, 1), headers=[("Content-Encoding", "gzip")])

    def on_flood(self, now):
        self.answer("".join(f'flood{{n="{now}-{i}"}} {i}\n' for i in range(30_000)))

    def on_huge(self, _now):
        self.answer("# " + "x" * 40_000_000 + "\n")

    def on_hiccup(self, now):
        if now % 2:
            return self.answer(b"not now", status=500)
        self.on_good(now)

    def on_changing(self, now):
        self.answer(f"always 1\nsometimes{{n=\"{now // 3 % 2}\"}} 1\n")

    figures = {"success": 99.97, "orders": 318, "errors": 0.0005, "seconds": 1.2}

    counters = {}

    def on_counters(self, _now):
        self.answer("".join(f"{name} {rate * time.time()}\n" for name, rate in self.counters.items()))

    def on_shop(self, _now):
        if self.figures is None:
            return self.answer(b"out of order", status=500)
        self.answer("".join(f"{name} {value}\n" for name, value in self.figures.items()))

    def on_frozen(self, _now):
        self.answer("still_total 5\n")

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Readers hang up on what is too slow or too large: that is what they are tested for."""


def serve():
    """(server, its port); the server runs until the process ends."""
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, server.server_address[1]
