# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a sale: `preflight`, and what `capacity --from` reads from a recording."""
import os
import tempfile
import unittest

from program import document, main, run

NOBODY = """version: 1
name: Corner Shop
environment: test
sources:
  - {id: cache, type: redis, role: cache, url: "redis://127.0.0.1:9"}
"""


class Readiness(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        os.environ["XDG_STATE_HOME"] = os.path.join(self.folder.name, "state")

    def test_nothing_that_is_not_known_is_ready(self):
        path = os.path.join(self.folder.name, "shop.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(NOBODY)
        report = document("preflight", path, "--for", "2s", status=1)
        checks = {check["id"]: check for check in report["checks"]}
        self.assertFalse(report["ready"])
        self.assertEqual(checks["sources"]["state"], "attention")
        self.assertIn("cache down", checks["sources"]["response"])
        self.assertEqual((checks["ages"]["state"], checks["ages"]["response"]), ("unknown", None))
        # Without a service there is no headroom, and without an acting account nobody can act: neither is green.
        self.assertEqual((checks["capacity"]["state"], checks["acting"]["state"]), ("unknown", "attention"))
        self.assertGreaterEqual(report["open"], 4)
        self.assertIn("Sources that answer", run("preflight", path, "--for", "1s")[1])

    def test_what_a_recording_proves(self):
        shipped = os.path.join(os.environ["SURGEDECK_SOURCE"], "resources", "demo", "demo.surge")
        services = {service["id"]: service for service in document("capacity", "--from", shipped)["services"]}
        self.assertEqual(set(services), {"auth", "cart", "catalog", "checkout", "payment", "search"})
        for service in services.values():
            self.assertGreater(service["proven_per_min"], 0)
            self.assertLessEqual(service["proven_per_min"], service["highest_per_min"])
            self.assertTrue(service["at"])
        # While the checkout failed it was asked for more than it is proven to carry.
        self.assertLess(services["checkout"]["proven_per_min"], services["checkout"]["highest_per_min"])
        stricter = {s["id"]: s for s in document("capacity", "--from", shipped, "--p99", "60ms")["services"]}
        proven = [s["proven_per_min"] for s in stricter.values()]
        self.assertTrue(all(value is None or value <= services[name]["proven_per_min"] for name, value in zip(stricter, proven)))
        self.assertIn(None, proven)

    def test_what_is_no_recording(self):
        path = os.path.join(self.folder.name, "x.surge")
        with open(path, "w", encoding="utf-8") as file:
            file.write("no recording")
        for arguments in (["--from", path], ["--from", path + ".none"], []):
            code, out, err = run("capacity", *arguments)
            self.assertIn(code, (1, 2), arguments)
            self.assertEqual(out, "")
            self.assertIn("surgedeck", err)


if __name__ == "__main__":
    main()
