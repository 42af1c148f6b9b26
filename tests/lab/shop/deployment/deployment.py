# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployment API (resources/deployment-api.yaml) in front of HAProxy's runtime API: deployment.py PORT SOCKET STATE ROUTE...

ROUTE is ID=BACKEND:NAME=SERVERS:NAME=SERVERS, the stable side first, its servers joined by `+`. Two tokens from the environment: DEPLOY_READ_TOKEN and
DEPLOY_WRITE_TOKEN. What is confirmed, the leases, the keys and the releases outlive the server, in the file STATE.
"""
import http.server
import json
import os
import re
import socket
import sys
import threading
import time
import uuid

MOST_BODY = 64 * 1024
KEYS_KEPT = 1000


class Problem(Exception):
    def __init__(self, status, title, detail="", etag=None):
        super().__init__(title)
        self.status, self.title, self.detail, self.etag = status, title, detail, etag


def now():
    return time.time()


def rfc3339(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{int(seconds * 1000) % 1000:03d}Z"


class Balancer:
    """HAProxy's runtime API: one line, one connection."""

    def __init__(self, path):
        self.path = path

    def say(self, line):
        with socket.socket(socket.AF_UNIX) as peer:
            peer.settimeout(2)
            peer.connect(self.path)
            peer.sendall(line.encode() + b"\n")
            answer = b""
            while chunk := peer.recv(65536):
                answer += chunk
        return answer.decode()

    def weights(self, backend, servers):
        answer = self.say(";".join(f"get weight {backend}/{server}" for server in servers))
        found = [int(number) for number in re.findall(r"(\d+) \(initial \d+\)", answer)]
        if len(found) != len(servers):
            raise OSError(f"the balancer says: {answer.strip()[:200]}")
        return found

    def set(self, backend, weights):
        before = dict(zip(weights, self.weights(backend, list(weights))))
        # What grows comes first: at no moment are all of them 0.
        order = sorted(weights, key=lambda server: before[server] - weights[server])
        answer = self.say(";".join(f"set server {backend}/{server} weight {weights[server]}" for server in order))
        if answer.strip():
            raise OSError(f"the balancer says: {answer.strip()[:200]}")


class Route:
    def __init__(self, text):
        self.id, rest = text.split("=", 1)
        self.backend, *sides = rest.split(":")
        self.stable, self.canary = (side.split("=")[0] for side in sides)
        self.sides = {name: servers.split("+") for name, servers in (side.split("=") for side in sides)}

    def servers(self):
        return [server for side in self.sides.values() for server in side]

    def weights_for(self, canary):
        """Exact, every server of a side alike: shares times the product of both sides' sizes over their own size."""
        sizes = {side: len(servers) for side, servers in self.sides.items()}
        share = {self.stable: 100 - canary, self.canary: canary}
        common = sizes[self.stable] * sizes[self.canary]
        return {server: share[side] * common // sizes[side] for side, servers in self.sides.items() for server in servers}


class Store:
    """Everything that is remembered, in one file that is replaced as a whole."""

    def __init__(self, path):
        self.path = path
        self.data = {"routes": {}, "keys": {}, "releases": []}
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                self.data = json.load(file)

    def save(self):
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump(self.data, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(self.path + ".new", self.path)


class Api:
    def __init__(self, balancer, store, routes):
        self.balancer, self.store, self.lock = balancer, store, threading.RLock()
        self.routes = {route.id: route for route in routes}
        for route in routes:
            self.store.data["routes"].setdefault(route.id, None)
            self.look(route)
        if not store.data["releases"]:
            for age, version in ((7200, "1.0"), (600, "1.1")):
                state = "superseded" if version == "1.0" else "live"
                store.data["releases"].insert(0, {"id": f"shop-{version}", "service": "shop", "version": version, "state": state,
                                                  "deployed_at": rfc3339(now() - age), "by": "release bot"})
        store.save()

    def share_now(self, route):
        weights = self.balancer.weights(route.backend, route.servers())
        stable = sum(weights[:len(route.sides[route.stable])])
        return round(100 * (sum(weights) - stable) / sum(weights)) if sum(weights) else 0

    def look(self, route):
        """The route's state; a change behind our back (a reload, an administrator) is a new, confirmed generation."""
        state, canary = self.store.data["routes"][route.id], self.share_now(route)
        if state is None or state["canary"] != canary:
            state = {"canary": canary, "generation": uuid.uuid4().hex, "confirmed": canary, "confirm_by": None}
            self.store.data["routes"][route.id] = state
            self.store.save()
        return state

    def expire(self):
        """Restores what was confirmed last, where nobody confirmed in time."""
        with self.lock:
            for route in self.routes.values():
                state = self.store.data["routes"][route.id]
                if state["confirm_by"] is not None and state["confirm_by"] <= now():
                    self.apply(route, state["confirmed"], state["confirmed"], None)

    def apply(self, route, canary, confirmed, confirm_by):
        # The lease is on disk before the weights are set: whenever this server dies, the next one knows what to restore.
        self.store.data["routes"][route.id] = {"canary": canary, "generation": uuid.uuid4().hex, "confirmed": confirmed,
                                               "confirm_by": confirm_by}
        self.store.save()
        self.balancer.set(route.backend, route.weights_for(canary))

    def find(self, route_id):
        if route_id not in self.routes:
            raise Problem(404, "No such route", route_id)
        self.expire()
        return self.routes[route_id]

    def document(self, route):
        state = self.look(route)
        return {"id": route.id, "generation": state["generation"], "confirmed": state["confirm_by"] is None,
                "confirm_by": state["confirm_by"] and rfc3339(state["confirm_by"]),
                "backends": [{"name": route.stable, "weight": 100 - state["canary"]}, {"name": route.canary, "weight": state["canary"]}]}

    def matching(self, route, headers):
        """412 unless If-Match names what is true now."""
        given = headers.get("If-Match")
        if given is None:
            raise Problem(428, "If-Match is missing")
        generation = self.look(route)["generation"]
        if given != f'"{generation}"':
            raise Problem(412, "The route has changed", f"it is at {generation}", f'"{generation}"')

    def remembered(self, headers, what):
        key = headers.get("Idempotency-Key", "")
        if not 0 < len(key) <= 200:
            raise Problem(400, "Idempotency-Key is missing or too long")
        known = self.store.data["keys"].get(key)
        if known and known["what"] != what:
            raise Problem(409, "This key was used for something else")
        return key, known

    def remember(self, key, what, answer):
        keys = self.store.data["keys"]
        keys[key] = {"what": what, "answer": answer}
        for old in list(keys)[:-KEYS_KEPT]:
            del keys[old]
        self.store.save()
        return answer

    def put_weights(self, route_id, headers, body):
        with self.lock:
            route = self.find(route_id)
            canary, within = self.wanted(route, body)
            what = json.dumps([route_id, canary, within])
            key, known = self.remembered(headers, what)
            if known:
                return known["answer"]
            self.matching(route, headers)
            confirmed = self.store.data["routes"][route.id]["confirmed"]
            self.apply(route, canary, confirmed if within else canary, now() + within if within else None)
            return self.remember(key, what, self.document(route))

    @staticmethod
    def wanted(route, body):
        if not isinstance(body, dict) or set(body) - {"backends", "confirm_within"}:
            raise Problem(422, "The body has keys that nobody knows")
        try:
            weights = {backend["name"]: backend["weight"] for backend in body["backends"]}
            within = body.get("confirm_within", 0)
            good = (set(weights) == set(route.sides) and len(body["backends"]) == 2 and sum(weights.values()) == 100
                    and all(type(weight) is int and 0 <= weight <= 100 for weight in weights.values())
                    and type(within) in (int, float) and 0 <= within <= 3600)
        except (KeyError, TypeError):
            good = False
        if not good:
            raise Problem(422, "Bad weights", "every backend once, integers from 0 to 100 that sum to 100; confirm_within 0 to 3600")
        return weights[route.canary], within

    def confirm(self, route_id, headers):
        with self.lock:
            route = self.find(route_id)
            self.matching(route, headers)
            state = self.store.data["routes"][route.id]
            state["confirmed"], state["confirm_by"] = state["canary"], None
            self.store.save()
            return self.document(route)

    def roll_back(self, release_id, headers):
        with self.lock:
            releases = self.store.data["releases"]
            release = next((r for r in releases if r["id"] == release_id), None)
            if release is None:
                raise Problem(404, "No such release", release_id)
            key, known = self.remembered(headers, release_id)
            if known:
                return known["answer"]
            before = next((r for r in releases if r["service"] == release["service"] and r["state"] == "superseded"), None)
            if release["state"] != "live" or before is None:
                raise Problem(409, "There is nothing to go back to", f"{release_id} is {release['state']}")
            release["state"], before["state"] = "rolled_back", "live"
            return self.remember(key, release_id, dict(release))

    def get(self, path):
        with self.lock:
            if path == "/v1/routes":
                return {"routes": [self.document(self.find(route)) for route in self.routes]}
            if path == "/v1/releases":
                return {"releases": self.store.data["releases"]}
            if found := re.fullmatch(r"/v1/routes/([^/]+)", path):
                return self.document(self.find(found[1]))
            raise Problem(404, "No such page", path)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "deployment"
    api = None

    def log_message(self, *_):
        pass

    def answer(self, status, document, etag=None, kind="application/json"):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def may(self, *tokens):
        given = self.headers.get("Authorization", "")
        if not given.startswith("Bearer "):
            raise Problem(401, "A token is missing")
        if given[7:] not in [os.environ[token] for token in tokens]:
            raise Problem(403, "This token may not do that")

    def body(self):
        length = int(self.headers.get("Content-Length") or 0)
        if length > MOST_BODY:
            self.close_connection = True
            raise Problem(413, "The body is too large")
        try:
            return json.loads(self.rfile.read(length) or b"{}")
        except ValueError as error:
            raise Problem(400, "The body is no JSON", str(error)) from error

    def serve(self, work):
        try:
            document = work()
            self.answer(200, document, f'"{document["generation"]}"' if "generation" in document else None)
        except Problem as problem:
            self.answer(problem.status, {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail},
                        problem.etag, "application/problem+json")
        except OSError as error:
            self.answer(503, {"type": "about:blank", "title": "The balancer does not answer", "status": 503, "detail": str(error)}, None,
                        "application/problem+json")

    def do_GET(self):
        def work():
            self.may("DEPLOY_READ_TOKEN", "DEPLOY_WRITE_TOKEN")
            return self.api.get(self.path)
        self.serve(work)

    def do_PUT(self):
        def work():
            body = self.body()
            self.may("DEPLOY_WRITE_TOKEN")
            found = re.fullmatch(r"/v1/routes/([^/]+)/weights", self.path)
            if not found:
                raise Problem(404, "No such page", self.path)
            return self.api.put_weights(found[1], self.headers, body)
        self.serve(work)

    def do_POST(self):
        def work():
            self.body()
            self.may("DEPLOY_WRITE_TOKEN")
            if found := re.fullmatch(r"/v1/routes/([^/]+)/confirm", self.path):
                return self.api.confirm(found[1], self.headers)
            if found := re.fullmatch(r"/v1/releases/([^/]+)/rollback", self.path):
                return self.api.roll_back(found[1], self.headers)
            raise Problem(404, "No such page", self.path)
        self.serve(work)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True


def main():
    port, path, state, *routes = sys.argv[1:]
    api = Handler.api = Api(Balancer(path), Store(state), [Route(text) for text in routes])

    def expire():
        while True:
            time.sleep(0.2)
            try:
                api.expire()
            except OSError:
                pass  # the balancer is away: tried again, for it must not keep what nobody confirmed

    threading.Thread(target=expire, daemon=True).start()
    Server(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main()
