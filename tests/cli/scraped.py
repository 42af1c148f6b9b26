# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's cockpit from scraped endpoints alone, with Prometheus stopped; and what stakeholders are told in the calm, in
the convoy, and with every source cut."""
import json
import os
import re
import tempfile
import time
import unittest

from incident import Watch
from program import document, lab, main, run


def tells_of_the_damage(health):
    """Who is hurt, how many, what it costs, and which part of the shop: all of it at once."""
    money = next(card for card in health["cards"] if card["id"] == "revenue_at_risk")
    return (health["state"] == "critical"
            and re.search(r"failing for (about 1 in|nearly all)", health["headline"])
            and (money["value"] or 0) > 0
            and any(part["state"] in ("degraded", "critical") for part in health["affected"]))


class Scraped(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lab("load", "7")
        lab("stop", "prometheus")
        cls.addClassCleanup(lab, "start", "prometheus")
        cls.addClassCleanup(lab, "load", "0")
        cls.workspace = lab("workspace", "scraped")

    def test_a_cockpit_without_prometheus(self):
        code, out, err = run("check", self.workspace)
        self.assertEqual(code, 0, out + err)
        for _ in range(3):  # with sanitizers and beside other tests it may be late once
            status = document("status", self.workspace, "--for", "8s")
            late = [row for row in status["indicators"] + status["services"]
                    if row["age_s"] is None or row["age_s"] >= 2]  # one second fresh, and the time of a poll
            if not late:
                break
        self.assertEqual(late, [])
        shop = next(source for source in status["sources"] if source["id"] == "shop")
        self.assertEqual(shop["state"], "ok", shop)
        for row in status["indicators"]:
            self.assertIsNotNone(row["value"], row)
        for row in status["services"]:
            self.assertIsNotNone(row["rate_per_min"], row)
        self.assertIsNotNone(status["routes"][0]["observed"]["stable"])
        self.assertEqual(status["rules"]["faults"], [])
        self.assertGreater(status["rules"]["rules"], 2)
        self.assertEqual([slo["id"] for slo in status["slos"]], ["checkout"])

    def test_rates_are_those_of_the_load(self):
        status = document("status", self.workspace, "--for", "12s")
        orders = next(row for row in status["indicators"] if row["id"] == "orders")
        # 7 journeys a second, of which some buy: what is expected moves with the load.
        self.assertIsNotNone(orders["target"])
        self.assertGreater(orders["value"], orders["target"] * 0.5)
        self.assertLess(orders["value"], orders["target"] * 2.5)


class Stakeholders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lab("load", "7")
        cls.addClassCleanup(lab, "load", "0")
        cls.addClassCleanup(lab, "fault", "hot-row", "heal")
        cls.workspace = lab("workspace", "scraped")

    def test_the_truth_in_the_calm_and_in_the_convoy(self):
        with Watch(self.workspace, "health") as watch:
            calm = watch.until(lambda health: health["state"] in ("normal", "attention"), 150)  # what ran before ends first
            self.assertIsNotNone(calm, "the shop was never calm")
            lab("fault", "hot-row", "inject")
            failing = watch.until(tells_of_the_damage, 60)
            self.assertIsNotNone(failing, "stakeholders were not told")
            status = document("status", self.workspace, "--for", "8s")
            bad = {"critical", "degraded"}  # between two waves of time-outs nothing may be beyond the worse limit
            self.assertTrue(bad & {row["state"] for row in status["indicators"]}, status["indicators"])
            told = document("health", self.workspace, "--for", "8s")
            self.assertIn(told["state"], bad, told["headline"])
            lab("fault", "hot-row", "heal")

    def test_with_every_source_cut_nothing_is_calm(self):
        with open(self.workspace, encoding="utf-8") as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as folder:
            cut = re.sub(r"(127\.0\.0\.1|localhost):\d+", r"\1:1", text)
            cut = re.sub(r"target_files: \[[^]]*\]", 'targets: ["http://127.0.0.1:1/metrics"]', cut)
            path = os.path.join(folder, "workspace.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(cut.replace("name: ShopFlow scraped", "name: Cut"))
            os.symlink(os.path.join(os.path.dirname(self.workspace), "secrets"), os.path.join(folder, "secrets"))
            os.symlink(os.path.join(os.path.dirname(self.workspace), "etc"), os.path.join(folder, "etc"))
            health = document("health", path, "--for", "5s", status=4)
        self.assertEqual(health["state"], "unknown")
        self.assertTrue(health["blind"])
        self.assertTrue(health["headline"].startswith("No current data"), health["headline"])
        self.assertNotIn("normal", {card["state"] for card in health["cards"]})
        self.assertNotIn("normal", {part["state"] for part in health["affected"]})

    def test_what_is_published_grows_old(self):
        with tempfile.TemporaryDirectory() as folder:
            published = os.path.join(folder, "health.json")
            code, _, err = run("health", self.workspace, "--for", "6s", "--out", published)
            self.assertEqual(code, 0, err)
            reader = os.path.join(folder, "reader.yaml")
            with open(reader, "w", encoding="utf-8") as file:
                file.write(f"version: 1\nname: Wall\nenvironment: lab\nsources:\n  - {{id: shop, type: health, file: {published}}}\n")
            fresh = document("health", reader, "--for", "2s")
            with open(published, encoding="utf-8") as file:
                told = json.load(file)
            self.assertEqual((fresh["headline"], fresh["state"]), (told["headline"], told["state"]))
            told["time"] = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() - 300))
            with open(published, "w", encoding="utf-8") as file:
                json.dump(told, file)
            old = document("health", reader, "--for", "2s")
            self.assertEqual((old["state"], old["blind"]), ("unknown", True))
            self.assertTrue(old["headline"].startswith("No current data since"), old["headline"])


if __name__ == "__main__":
    main()
