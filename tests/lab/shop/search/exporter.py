#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of a search cluster's exporter: exporter.py PORT FLAG. While the file FLAG is there the cluster is red."""
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def metrics():
    red = os.path.exists(sys.argv[2])
    lines = [f'elasticsearch_cluster_health_status{{cluster="search",color="{colour}"}} {int((colour == "red") == red and colour != "yellow")}'
             for colour in ("green", "yellow", "red")]
    lines += [f'elasticsearch_cluster_health_unassigned_shards{{cluster="search"}} {7 if red else 0}',
              f'elasticsearch_cluster_health_number_of_pending_tasks{{cluster="search"}} {3 if red else 0}',
              'elasticsearch_jvm_memory_used_bytes{area="heap"} 400000000',
              'elasticsearch_jvm_memory_max_bytes{area="heap"} 1000000000',
              'elasticsearch_thread_pool_rejected_count{type="search"} 0']
    return "\n".join(lines) + "\n"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = metrics().encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
