# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's deployment API as its document says it, and a shift through it."""
import http.client
import json
import os
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from edge import Edge, free_ports  # noqa: E402
from program import document, main, run  # noqa: E402
from shift import MEAN, Started, baking  # noqa: E402

SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab", "shop", "deployment", "deployment.py")
os.environ.update(DEPLOY_READ_TOKEN="may-read", DEPLOY_WRITE_TOKEN="may-write")


class Deployment(Edge):
    """The edge with the API in front of it."""

    def __enter__(self):
        super().__enter__()
        self.port, = free_ports(1)
        self.serve()
        return self

    def serve(self):
        self.api = subprocess.Popen(["/usr/bin/python3", SERVER, str(self.port), f"{self.folder}/admin.sock", f"{self.folder}/api.json",
                                     "checkout=shop:stable=stable1+stable2:canary=canary1"])
        self.wait(lambda: self.ask("GET", "/v1/routes")[0] == 200, "the API answers")

    def stop(self):
        self.api.kill()
        self.api.wait()

    def __exit__(self, *what):
        self.stop()
        super().__exit__(*what)

    def ask(self, method, path, body=None, token="may-write", **headers):
        """(status, document, ETag); status 0: no answer"""
        peer = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            peer.request(method, path, None if body is None else json.dumps(body), headers)
            answer = peer.getresponse()
            return answer.status, json.loads(answer.read()), answer.getheader("ETag")
        except OSError:
            return 0, {}, None
        finally:
            peer.close()

    def put(self, canary, etag, key, within=0, **more):
        weights = [{"name": "stable", "weight": 100 - canary}, {"name": "canary", "weight": canary}]
        return self.ask("PUT", "/v1/routes/checkout/weights", {"backends": weights, "confirm_within": within, **more},
                        If_Match=etag, Idempotency_Key=key)

    def etag(self):
        return self.ask("GET", "/v1/routes/checkout")[2]

    def shop(self, **more):
        releases = ('  - {id: releases, type: deployment, interval: 500ms, url: "http://127.0.0.1:%d", token: "${env:DEPLOY_READ_TOKEN}", '
                    'act_token: "${env:DEPLOY_WRITE_TOKEN}"}' % self.port)
        return self.workspace(more=releases, control="{source: releases, route: checkout, stable: stable, canary: canary}", **more)


class Api(unittest.TestCase):
    def test_generations_keys_and_leases(self):
        with Deployment() as shop:
            status, route, etag = shop.ask("GET", "/v1/routes/checkout")
            self.assertEqual((status, etag, route["confirmed"]), (200, f'"{route["generation"]}"', True))
            status, first, after = shop.put(10, etag, "k1")
            self.assertEqual((status, shop.share()), (200, 10))
            self.assertNotEqual(after, etag)
            self.assertEqual(shop.put(10, etag, "k1")[1], first, "the same write again answers as the first did")
            self.assertEqual(shop.put(20, after, "k1")[0], 409, "the key was used for something else")
            status, problem, now = shop.put(20, etag, "k2")
            self.assertEqual((status, now, problem["status"]), (412, after, 412))
            status, route, leased = shop.put(50, after, "k3", within=0.5)
            self.assertEqual((status, route["confirmed"], shop.share()), (200, False, 50))
            shop.wait(lambda: shop.share() == 10, "what was not confirmed is restored")
            self.assertEqual(shop.ask("POST", "/v1/routes/checkout/confirm", {}, If_Match=leased)[0], 412)
            status, route, leased = shop.put(50, shop.etag(), "k4", within=2)
            self.assertEqual(shop.ask("POST", "/v1/routes/checkout/confirm", {}, If_Match=leased)[0], 200)
            time.sleep(2.5)  # longer than the lease: that it is not restored can only be seen after it
            self.assertEqual(shop.share(), 50)

    def test_a_lease_outlives_the_server(self):
        with Deployment() as shop:
            self.assertEqual(shop.put(30, shop.etag(), "k1", within=1)[0], 200)
            shop.stop()
            self.assertEqual(shop.share(), 30)
            shop.serve()
            shop.wait(lambda: shop.share() == 0, "the next server restores")

    def test_what_is_wrong_is_a_problem_and_changes_nothing(self):
        with Deployment() as shop:
            etag = shop.etag()
            bad = [{"name": "stable", "weight": 50}, {"name": "canary", "weight": 51}]
            for body in ({"backends": bad}, {"backends": bad[:1]}, {"backends": "x"}, {}, {"backends": bad, "extra": 1},
                         {"backends": [{"name": "stable", "weight": -1}, {"name": "canary", "weight": 101}]},
                         {"backends": [{"name": "stable", "weight": 99.5}, {"name": "canary", "weight": 0.5}]}):
                status, problem, _ = shop.ask("PUT", "/v1/routes/checkout/weights", body, If_Match=etag, Idempotency_Key="k")
                self.assertEqual((status, problem["status"]), (422, 422), body)
                self.assertTrue(problem["title"])
            self.assertEqual(shop.ask("PUT", "/v1/routes/checkout/weights", {"backends": []}, token="may-read")[0], 403)
            self.assertEqual(shop.ask("GET", "/v1/routes", token=None)[0], 401)
            self.assertEqual(shop.ask("GET", "/v1/routes/nowhere")[0], 404)
            self.assertEqual(shop.share(), 0)

    def test_releases(self):
        with Deployment() as shop:
            releases = shop.ask("GET", "/v1/releases")[1]["releases"]
            live = next(r for r in releases if r["state"] == "live")
            path = f"/v1/releases/{live['id']}/rollback"
            self.assertEqual(shop.ask("POST", path, {}, Idempotency_Key="r")[1]["state"], "rolled_back")
            self.assertEqual(shop.ask("POST", path, {}, Idempotency_Key="r")[0], 200)
            self.assertEqual(shop.ask("POST", path, {}, Idempotency_Key="s")[0], 409)


class Shift(unittest.TestCase):
    def test_every_step_is_confirmed(self):
        with Deployment() as shop:
            shop.load()
            workspace = shop.shop(steps=(5, 25, 50))
            started = Started(workspace, *MEAN)
            status, err = started.finish()
            self.assertEqual(status, 0, (err, started.seen()))
            self.assertEqual(shop.share(), 50)
            self.assertTrue(shop.ask("GET", "/v1/routes/checkout")[1]["confirmed"])
            self.assertEqual([e["event"] for e in started.events if e["event"] == "confirm"], ["confirm"] * 3)
            shown = document("traffic", "show", workspace, "checkout", "--for", "2s")
            self.assertEqual((shown["state"], shown["desired"]["canary"]), ("done", 50))
            self.assertTrue(shown["generation"])

    def test_a_bad_canary_goes_back(self):
        with Deployment() as shop:
            shop.load()
            started = Started(shop.shop(steps=(25, 50)), *MEAN)
            started.until(baking(25), "25 % bakes")
            shop.turn("new", True)
            self.assertEqual(started.finish()[0], 1)
            self.assertEqual((started.events[-1]["state"], shop.share()), ("rolled_back", 0), started.seen())

    def test_somebody_else_in_between_is_seen(self):
        with Deployment() as shop:
            shop.load()
            started = Started(shop.shop(steps=(10, 25)), *MEAN)
            started.until(baking(10), "10 % bakes")
            self.assertEqual(shop.put(33, shop.etag(), "mine")[0], 200)
            self.assertEqual(started.finish()[0], 1)
            self.assertEqual((started.events[-1]["state"], shop.share()), ("drifted", 33), started.seen())

    def test_a_read_token_refuses_and_changes_nothing(self):
        with Deployment() as shop:
            shop.load(2)
            workspace = shop.shop(steps=(10,))
            with open(workspace, encoding="utf-8") as file:
                text = file.read()
            with open(workspace, "w", encoding="utf-8") as file:
                file.write(text.replace('act_token: "${env:DEPLOY_WRITE_TOKEN}"', 'act_token: "${env:DEPLOY_READ_TOKEN}"'))
            code, out, err = run("traffic", "start", workspace, "checkout", *MEAN)
            self.assertEqual((code, shop.share()), (1, 0), err)
            self.assertIn("may not do that", out)
            changes = document("change", "list", workspace)
            self.assertIn("changes", changes)


if __name__ == "__main__":
    main()
