#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operators of the shop may switch: operations.py PORT FLAGS. POST /jobs/JOB/pause|resume, POST /provider/cardone|both,
with the token of the environment. A job and the shops look at the files in FLAGS."""
import hmac
import json
import os
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FLAGS = sys.argv[2]
CALLS = [
    (r"/jobs/(invalidation|purge)/pause", lambda job: switch(f"paused-{job}", True)),
    (r"/jobs/(invalidation|purge)/resume", lambda job: switch(f"paused-{job}", False)),
    (r"/provider/cardone", lambda: switch("provider-cardone", True)),
    (r"/provider/both", lambda: switch("provider-cardone", False)),
]


def switch(name, on):
    path = os.path.join(FLAGS, name)
    if on:
        open(path, "w").close()
    elif os.path.exists(path):
        os.remove(path)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.reply(200, {"on": sorted(os.listdir(FLAGS))})

    def do_POST(self):
        self.rfile.read(min(65536, int(self.headers.get("Content-Length", 0))))
        if not hmac.compare_digest(self.headers.get("Authorization", ""), "Bearer " + os.environ["TOKEN"]):
            return self.reply(403, {"error": "the token is missing or wrong"})
        for pattern, call in CALLS:
            if found := re.fullmatch(pattern, self.path):
                call(*found.groups())
                return self.reply(200, {"done": self.path})
        self.reply(404, {"error": "no such switch"})

    def reply(self, code, document):
        body = json.dumps(document).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
