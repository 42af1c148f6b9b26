# SPDX-License-Identifier: GPL-3.0-or-later
"""What is played on game days: a table. Keys of a day:

runbook       the one that has to stand first; none on a decoy: then none of `never` may be offered
faults        as `lab fault` takes them; the day's name, where nothing is said
on, set       the subject of the run, and parameters that make it as short as a test
answers       what a person would say
never         runbooks of faults that look alike: they must not be offered
heals         so many seconds after the run has begun a person outside mends the fault, as the runbook asked; not there: its own
              action does. A slow console begins late, and the person waits for it
then          further runbooks of a compound day, each as a day of its own within it
source        whose alarm is that of the fault; elsewhere the alarm of a source is only our own slow machine
undone        the step whose action fails on purpose, so that it has to be taken back
legacy        percent of the checkout on the legacy side, 50 where nothing is said: of the few customers of a lab enough have to
              come to a lock that two of them wait at a time
kept          what the run must leave alone: it is still there afterwards, and only then healed"""

LOCKS = {"cancel-root": "yes", "end-root": "yes", "comes-back": "no"}

DAYS = {
    "hot-row": {"legacy": 90, "runbook": "R02", "on": "legacy-db", "set": "quiet=5s", "never": ["R01", "R03", "R10", "R14"], "answers": LOCKS},
    "idle-blocker": {"legacy": 10, "runbook": "R02", "on": "orders-db", "set": "quiet=5s", "never": ["R01", "R03", "R10"], "answers": LOCKS},
    "prepared-transaction": {"legacy": 90, "runbook": "R02", "on": "legacy-db", "set": "quiet=8s", "never": ["R01", "R03"], "kept": True,
                             "answers": LOCKS},
    "waiting-ddl": {"runbook": "R03", "on": "orders-db", "set": "quiet=8s", "never": ["R02", "R01"],
                    "answers": {"which": "the change", "cancel-ddl": "yes", "end-root": "yes"}},
    "waiting-ddl-mariadb": {"faults": [["waiting-ddl", "mariadb"]], "runbook": "R03", "on": "legacy-db", "set": "quiet=8s",
                            "never": ["R02", "R01"],
                            "answers": {"which": "the change", "cancel-ddl": "yes", "end-root": "yes"}},
    "connections-full": {"source": "orders-db", "runbook": "R01", "on": "orders-db", "set": "hold=8s", "never": ["R02", "R09"], "heals": 12,
                         "answers": {"ask-release": "no", "end-idle": "yes", "end-client": "stopped it", "reads-away": "no"}},
    "pool-exhaustion": {"runbook": "R01", "on": "orders-db", "set": "hold=8s", "never": ["R02", "R03"], "heals": 12,
                        "answers": {"ask-release": "no", "end-idle": "yes", "end-client": "stopped it", "reads-away": "no"}},
    "dropped-index": {"runbook": "R04", "on": "legacy-db", "set": "hold=8s", "never": ["R02", "R01"], "heals": 12,
                      "answers": {"ask-release": "no", "missing-index": "it is missing", "outliers": "no", "repair": "index made"}},
    "cache-flush": {"runbook": "R05", "on": "cache", "set": "hold=8s", "never": ["R06", "R07"],
                    "answers": {"why": "a job", "pause": "yes"}},
    "redis-memory": {"runbook": "R06", "on": "cache", "set": "hold=8s", "never": ["R07"], "heals": 12,
                     "answers": {"what": "a job", "stop-job": "yes", "raise": "no"}},
    "redis-script": {"runbook": "R07", "on": "cache", "set": "hold=8s", "never": ["R05", "R06"], "heals": 12,
                     "answers": {"kind": "a script", "source": "stopped", "persistence": "not needed"}},
    "replica-lag": {"runbook": "R08", "on": "orders-replica", "set": "hold=8s", "never": ["R09"], "heals": 12,
                    "answers": {"reads": "no", "found": "not known", "back": "it was never out"}},
    "server-killed": {"source": "orders-replica", "runbook": "R09", "on": "orders-replica", "set": "hold=5s", "never": ["R21", "R08"], "heals": 2,
                      "answers": {"replica-lost": "no"}},
    "read-only": {"runbook": "R09", "on": "legacy-db", "set": "hold=8s", "never": ["R02", "R21"], "heals": 12,
                  "answers": {"writer-lost": "yes"}},
    "errors-pool": {"runbook": "R10", "on": "checkout", "set": "hold=8s", "never": ["R02", "R14"], "heals": 12,
                    "answers": {"abort": "yes", "done": "yes"}},
    "slow-pool": {"runbook": "R10", "on": "checkout", "set": "hold=8s", "never": ["R02", "R01"], "heals": 12,
                  "answers": {"abort": "yes", "done": "yes"}},
    "shift-drained": {"runbook": "R11", "on": "checkout", "set": "hold=8s", "never": ["R10", "R09"], "heals": 12,
                      "answers": {"patience": "yes"}},
    "few-workers": {"runbook": "R12", "set": "hold=8s", "never": ["R01", "R02"], "heals": 12,
                    "answers": {"is-statement": "it is something else", "own": "too few", "shed": "no"}},
    "edge-purge": {"runbook": "R13", "set": "hold=8s", "never": ["R05"], "answers": {"cause": "a purge", "stop-purge": "yes"}},
    "payment-failing": {"faults": [["payment-failing", "paymax", "de"]], "runbook": "R14", "on": "orders", "set": "hold=8s",
                        "never": ["R02", "R10", "R01"],
                        "answers": {"status-page": "it has an incident", "switch-over": "yes", "twice": "no"}},
    "payment-gone": {"faults": [["payment-failing", "all"]], "runbook": "R14", "on": "orders", "set": "hold=8s,effect=20s",
                     "never": ["R02", "R10", "R01"], "heals": 50, "undone": "switch-over",
                     "answers": {"status-page": "it has an incident", "switch-over": "yes", "twice": "no"}},
    "queue-backlog": {"runbook": "R15", "set": "hold=8s", "never": ["R02"], "heals": 12,
                      "answers": {"start": "yes"}},
    "queue-poison": {"runbook": "R15", "set": "hold=8s", "never": ["R02"], "heals": 12,
                     "answers": {"poison": "yes", "park": "yes"}},
    "search-red": {"runbook": "R18", "set": "hold=8s", "never": ["R04"], "heals": 12,
                   "answers": {"cause": "a node is gone", "repaired": "yes"}},
    "checkout-bots": {"runbook": "R20", "set": "hold=8s", "never": ["R02", "R14"], "heals": 12,
                      "answers": {"bots": "bots", "turn-away": "yes"}},
    "blind": {"source": "prom", "faults": [["frozen", "prometheus"]], "runbook": "R21", "set": "hold=8s", "never": ["R09", "R02"], "heals": 12,
              "answers": {"buy": "yes", "which": "the server of the metrics"}},
    "history-growth": {"runbook": "R22", "on": "legacy-db", "set": "hold=8s,good=2", "never": ["R02", "R01"],
                       "answers": {"end-oldest": "yes", "slot": "no"}},
    # Two at once: the second is not hidden behind the first.
    "locks-and-replica": {"legacy": 90, "faults": [["hot-row"], ["server-killed"]], "runbook": "R02", "on": "legacy-db", "set": "quiet=8s",
                          "never": ["R01", "R03", "R21"], "answers": LOCKS,
                          "then": [{"runbook": "R09", "on": "orders-replica", "set": "hold=8s", "heals": 2,
                                    "answers": {"replica-lost": "no"}}]},
    "queue-and-edge": {"faults": [["queue-backlog"], ["edge-purge"]], "runbook": "R13", "set": "hold=8s", "never": ["R02", "R05"],
                       "answers": {"cause": "a purge", "stop-purge": "yes"},
                       "then": [{"runbook": "R15", "set": "hold=8s", "heals": 2, "answers": {"start": "yes"}}]},
    # Decoys: what is seen resembles a fault of the list, and the cause is none of it.
    "account-locked": {"never": ["R09", "R01", "R02", "R21"]},
    "exporter-lost": {"faults": [["frozen", "redisexporter"]], "never": ["R05", "R06", "R07", "R09"]},
}
SHORT = ["hot-row", "idle-blocker", "server-killed"]


def faults_of(name):
    return DAYS[name].get("faults", [[name]])
