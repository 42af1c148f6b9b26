# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves pages of a made-up shop to whoever scrapes: /known/N has the same series each time with other values, /fresh/N other series
each time."""
import http.server
import subprocess
import threading

VARIANTS = 6


class PageServer:
    def __init__(self, build, targets, series, variants=VARIANTS):
        def page(target, generation, steps):
            return subprocess.run([f"{build}/bench_metrics", "page", *map(str, (target, series, generation, steps))],
                                  capture_output=True, check=True, timeout=60).stdout
        self.pages = {"known": [[page(target, 0, step) for step in range(variants)] for target in range(targets)],
                      "fresh": [[page(target, number + 1, 0) for number in range(variants)] for target in range(targets if variants == VARIANTS else 0)]}
        self.served = 0
        self.counts = {}
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_GET(self):
                _, kind, target = self.path.split("/")
                server.serve(self, kind, int(target))

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, *_):
                pass  # readers end as they like

        self.http = Server(("127.0.0.1", 0), Handler)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def serve(self, handler, kind, target):
        number = self.counts.get((kind, target), 0)
        self.counts[kind, target] = number + 1
        body = self.pages[kind][target][number % len(self.pages[kind][target])]
        if kind == "fresh":  # each round of the variants is new again
            body = body.replace(b'pod="checkout-', f'pod="round{number // VARIANTS}-'.encode())
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
        self.served += 1

    def forget(self):
        """The next reader begins where the last began."""
        self.served = 0
        self.counts = {}

    def close(self):
        self.http.shutdown()
        self.http.server_close()
