# SPDX-License-Identifier: GPL-3.0-or-later
"""`rules check`, `rules test` and `alarm` as their users call them: exit statuses and shapes. Needs no server."""

import json
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
FAILURES = []


def check(holds, what):
    if not holds:
        FAILURES.append(what)
        print("FAILED:", what)


def call(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "XDG_STATE_HOME": os.path.join(folder, "state")})
    return done.returncode, done.stdout, done.stderr


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def rules(folder):
    write(folder, "good.yml", "groups: [{name: g, rules: [{record: a, expr: x * 2}]}]")
    write(folder, "bad.yml", "groups:\n- name: g\n  rules:\n  - {record: a, expr: rate(x)}\n")
    write(folder, "old.yml", "groups: [{name: g, rules: [{record: a, expr: 'holt_winters(x[1h], 0.3, 0.3)'}]}]")
    status, out, _ = call(folder, "rules", "check", "good.yml")
    check((status, out) == (0, ""), f"a good file: {status} {out}")
    status, out, _ = call(folder, "rules", "check", "good.yml", "bad.yml")
    check(status == 1 and out.startswith("bad.yml:4:28: error: ") and out.endswith("[expression]\n"), f"a bad file: {status} {out}")
    check(call(folder, "rules", "check", "old.yml")[0] == 0, "what only Prometheus 2 takes is a warning")
    check(call(folder, "rules", "check", "--strict", "old.yml")[0] == 3, "and with --strict a status of its own")
    check(call(folder, "rules", "check", "--promql-compat", "3", "old.yml")[0] == 1, "Prometheus 3 refuses it")
    check(call(folder, "rules", "check", "--promql-compat", "2", "old.yml")[0] == 0, "Prometheus 2 does not")
    for arguments in (["check", "missing.yml"], ["check"], ["nonsense", "good.yml"], ["check", "--promql-compat", "4", "good.yml"]):
        check(call(folder, "rules", *arguments)[0] == 2, f"usage: {arguments}")
    # One sample in a window of a minute: Prometheus 2 counts both ends of it, 3 does not.
    write(folder, "test.yml", "rule_files: [good.yml]\ntests: [{interval: 1m, input_series: [{series: x, values: '1 2 3'}], promql_expr_test: ["
          "{expr: a, eval_time: 2m, exp_samples: [{labels: a, value: 6}]},"
          "{expr: 'count_over_time(x[1m])', eval_time: 2m, exp_samples: [{labels: '{}', value: 2}]}]}]")
    check(call(folder, "rules", "test", "--promql-compat", "2", "test.yml")[0] == 0, "passes by the rules of 2")
    status, out, _ = call(folder, "rules", "test", "--promql-compat", "3", "-o", "json", "test.yml")
    [file] = json.loads(out)["files"]
    check(status == 1 and not file["ok"] and file["failures"][0]["got"] == [{"labels": {}, "value": "1"}], f"fails by those of 3: {out}")
    status, out, _ = call(folder, "rules", "test", "test.yml")
    check(status == 0 and "prometheus-2-only" in out, f"passes with a warning: {status} {out}")
    check(call(folder, "rules", "test", "--strict", "test.yml")[0] == 3, "which --strict tells")


def alarms(folder):
    write(folder, "w.yaml", "version: 1\nname: alarms\nenvironment: test\ntimezone: Europe/Vienna\n"
          'sources:\n  - {id: cache, type: redis, url: "redis://127.0.0.1:1/0"}\n')
    status, out, _ = call(folder, "alarm", "list", "w.yaml", "--for", "2s", "-o", "json")
    [alarm] = json.loads(out)["alarms"]
    check(status == 0 and alarm["state"] == "pending" and alarm["by"] is None, f"a dead source is an alarm: {out}")
    check(call(folder, "alarm", "ack", "w.yaml", alarm["id"], "--by", "ada", "--for", "1s")[0] == 2, "a note is needed")
    status, out, _ = call(folder, "alarm", "ack", "w.yaml", alarm["id"], "--by", "ada", "--note", "mine", "--for", "2s", "-o", "json")
    [alarm] = json.loads(out)["alarms"]
    check((status, alarm["state"], alarm["by"], alarm["note"]) == (0, "acknowledged", "ada", "mine"), f"acknowledged: {out}")
    check(call(folder, "alarm", "silence", "w.yaml", "--match", 'id=~".*"', "--for", "1h", "--by", "ada", "--reason", "all")[0] == 2,
          "nobody silences everything")
    check(call(folder, "alarm", "silence", "w.yaml", "--match", "id=x", "--for", "1h", "--by", "ada")[0] == 2, "a reason is needed")
    status, out, err = call(folder, "alarm", "silence", "w.yaml", "--match", "severity=attention", "--for", "1h", "--by", "ada",
                            "--reason", "known", "-o", "json")
    document = json.loads(out)
    check(status == 0 and "silences now: 1" in err, f"the preview: {err}")
    check(document["alarms"][0]["state"] == "silenced" and document["silences"][0]["reason"] == "known", f"silenced: {out}")


with tempfile.TemporaryDirectory() as place:
    rules(place)
    alarms(place)
sys.exit(1 if FAILURES else 0)
