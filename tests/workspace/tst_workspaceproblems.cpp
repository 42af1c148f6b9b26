// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "tests/workspace/reading.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace surgedeck;

namespace {

/// A workspace without a mistake into which a row puts one: `more` becomes its first lines, behind the head.
QByteArray around(const QByteArray &more)
{
    return "version: 1\nname: n\nenvironment: test\n" + more;
}

QByteArray source(const QByteArray &keys)
{
    return around("sources: [{id: a, " + keys + "}]\n");
}

QByteArray indicator(const QByteArray &keys)
{
    return around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\nindicators: [{id: i, expr: up, " + keys + "}]\n");
}

QByteArray service(const QByteArray &keys)
{
    return around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\nservices: [{id: s, " + keys + "}]\n");
}

QByteArray route(const QByteArray &keys)
{
    return around("sources: [{id: a, type: prometheus, url: \"https://p\"}, {id: e, type: haproxy, address: \"tcp://h:1\", act_address: \"unix:/s\"}]\n"
                  "traffic: {routes: [{id: r, " + keys + "}]}\n");
}

QByteArray guard(const QByteArray &keys)
{
    return route("control: {source: e, backend: b, stable: s, canary: c}, guards: [{id: g, " + keys + "}]");
}

QByteArray action(const QByteArray &keys)
{
    return around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\nactions: [{id: x, level: 1, " + keys + "}]\n");
}

/// Where the mark @@ stands, which is taken out; the start of the file without one.
Position takeMark(QByteArray &text)
{
    const qsizetype mark = text.indexOf("@@");
    if (mark < 0)
        return {1, 1};
    text.remove(mark, 2);
    const QByteArray before = text.left(mark);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return {static_cast<int>(before.count('\n')) + 1, static_cast<int>(QString::fromUtf8(before.mid(lineStart)).size()) + 1};
}

} // namespace

class TestWorkspaceProblems : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void twentyMistakesAreTwentyMessages()
    {
        const QStringList expected = QString::fromUtf8(testData("twenty.expected")).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(expected.size(), 20);
        const WorkspaceReading reading = readText(testData("twenty.yaml"));
        remember(reading.problems);
        QCOMPARE(lines(reading.problems), expected);
    }

    void oneMistake_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem"); // "level: message [rule]"; empty: fine
        const auto row = [](const char *name, const QByteArray &text, const char *problem) {
            QTest::newRow(name) << text << QString::fromUtf8(problem);
        };
        row("fine", source("type: redis, url: \"rediss://h\""), "");

        row("empty", "", "error: the file is empty [empty-file]");
        row("a list", "- a\n", "error: a map (workspace) is expected, found a list [wrong-type]");
        row("no version", "name: n\nenvironment: e\nsources: []\n", "error: missing key \"version\" in workspace [missing-key]");
        row("version 2", "version: @@2\nname: n\nenvironment: e\nsources: []\n", "error: version 2 of the file is not known to this program: it reads version 1 [bad-version]");
        row("version as text", "version: @@\"1\"\nname: n\nenvironment: e\nsources: []\n", "error: a whole number is expected, found the text \"1\" [wrong-type]");
        row("no name", "version: 1\nenvironment: e\nsources: []\n", "warning: the workspace has no name [no-name]");
        row("no environment", "version: 1\nname: n\nsources: []\n", "warning: the environment is not named: it is treated as production [no-environment]");
        row("no sources", "version: 1\nname: n\nenvironment: e\n", "warning: the workspace has no sources: there is nothing to watch [no-sources]");
        row("empty list", around("sources:\n"), "");
        row("key without a value", around("sources: []\n@@timezone:\n"), "error: \"timezone\" has no value [missing-value]");
        row("top-level key", around("sources: []\n@@indicatorz: []\n"), "error: unknown key \"indicatorz\" in workspace: did you mean \"indicators\"? [unknown-key]");
        row("time zone", around("sources: []\ntimezone: @@CEST5\n"), "error: \"CEST5\" is no time zone (write Europe/Vienna or UTC) [bad-timezone]");
        row("currency", around("sources: []\ncurrency: @@\"$\"\n"), "error: \"$\" is no currency: three capital letters (ISO 4217) [bad-currency]");
        row("store", around("sources: []\nstore: @@mongodb://x\n"), "error: a store is sqlite or postgresql://... [bad-store]");
        row("store with a password", around("sources: []\nstore: @@postgresql://u:p@h/d\n"), "warning: a secret stands here in plain text (password): write ${env:NAME} or ${file:PATH} for it [plain-secret]");
        row("dimension", around("sources: []\ndimensions: [@@a-b]\n"), "error: \"a-b\" can not be the name of a label [bad-label]");
        row("promql_compat", around("sources: []\npromql_compat: @@4\n"), "error: 4 is out of range: 2 to 3 is possible [out-of-range]");

        row("source id", around("sources: [{id: @@a b, type: redis, url: \"rediss://h\"}]"), "error: \"a b\" can not be an id: letters, digits, _, - and . are possible, at most 64 [bad-id]");
        row("duplicate id", around("sources:\n- {id: a, type: redis, url: \"rediss://h\"}\n- {id: @@a, type: redis, url: \"rediss://h\"}"), "error: duplicate source id \"a\": it stands at 5:8 already [duplicate-id]");
        row("no type", around("sources: [@@{id: a, url: \"rediss://h\"}]"), "error: missing key \"type\" in source [missing-key]");
        row("type of another name", source("type: @@postgres, dsn: \"postgresql://h/d\""), "error: unknown source type \"postgres\": did you mean \"postgresql\"? [unknown-type]");
        row("MariaDB is mysql", source("type: @@mariadb, dsn: \"mysql://h/d\""), "error: unknown source type \"mariadb\": did you mean \"mysql\"? [unknown-type]");
        row("key of another type", source("type: postgresql, dsn: \"postgresql://h/d\", @@targets: []"), "error: unknown key \"targets\" in postgresql source (possible: id, type, interval, labels, group, role, shard, via, changes, dsn, act_dsn) [unknown-key]");
        row("misspelt key is not also missing", source("type: redis, @@uri: \"rediss://h\""), "error: unknown key \"uri\" in redis source: did you mean \"url\"? [unknown-key]");
        row("no DSN", around("sources: [@@{id: a, type: mysql}]"), "error: missing key \"dsn\" in mysql source [missing-key]");
        row("no address", around("sources: [@@{id: a, type: haproxy}]"), "error: missing key \"address\" or \"addresses\" in haproxy source [missing-key]");
        row("no targets", around("sources: [@@{id: a, type: metrics}]"), "error: missing key \"targets\" or \"target_files\" in metrics source [missing-key]");
        row("interval without unit", source("type: redis, url: \"rediss://h\", interval: @@5"), "error: \"5\" is no duration: write 500ms, 2s, 10m, 1h30m or 30d [bad-duration]");
        row("interval too short", source("type: redis, url: \"rediss://h\", interval: @@1ms"), "error: 1ms is out of range: 200ms to 1h is possible [out-of-range]");
        row("interval a list", source("type: redis, url: \"rediss://h\", interval: @@[1s]"), "error: a duration such as 2s, 10m or 1h30m is expected, found a list [wrong-type]");
        row("YAML 1.1 truth", source("type: redis, url: \"rediss://h\", changes: @@yes"), "error: true or false is expected, found \"yes\" [wrong-type]");
        row("label", source("type: redis, url: \"rediss://h\", labels: {@@a-b: c}"), "error: \"a-b\" can not be the name of a label [bad-label]");
        row("ssh option", source("type: redis, url: \"rediss://h\", via: {ssh: @@-oProxyCommand=x}"), "error: \"-oProxyCommand=x\" is no host of your ssh configuration [bad-host]");
        row("half a certificate", source("type: redis, url: \"rediss://h\", tls: @@{cert: c}"), "error: a client certificate needs both cert and key [half-certificate]");
        row("basic_auth without a name", source("type: prometheus, url: \"https://h\", basic_auth: @@{password: \"${env:P}\"}"), "error: missing key \"username\" in basic_auth [missing-key]");
        row("secret where none is replaced", around("sources: []\ntimezone: @@\"${env:TZ}\"\n"), "error: ${env:...} is replaced only where a connection is described [secret-not-here]");
        row("endless URL", source("type: redis, url: @@\"rediss://" + QByteArray(5000, 'h') + "\""), "error: this is longer than 4096 characters [too-long]");
        row("reference to a secret", source("type: redis, url: @@\"rediss://u:${PW}@h\""), "error: a reference to a secret is written ${env:NAME}, ${file:PATH} or ${keyring:SERVICE/KEY} [bad-secret]");

        row("DSN of another kind", source("type: postgresql, dsn: @@\"mysql://h/d\""), "error: this is no DSN: it must begin with postgresql:// or postgres:// [bad-dsn]");
        row("DSN without a scheme", source("type: postgresql, dsn: @@\"db1:5432/shop\""), "error: this is no DSN: it must be postgresql://... or a list of NAME=VALUE [bad-dsn]");
        row("port", source("type: mysql, dsn: @@\"mysql://h:99999/d\""), "error: this is no DSN: the port must be a number from 1 to 65535 [bad-dsn]");
        row("libpq parameter", source("type: postgresql, dsn: @@\"postgresql://h/d?sslmod=require\""), "error: this is no DSN: unknown parameter \"sslmod\": did you mean \"sslmode\"? [bad-dsn]");
        row("sslmode", source("type: postgresql, dsn: @@\"host=h sslmode=verify_full\""), "error: this is no DSN: \"verify_full\" is no sslmode: did you mean \"verify-full\"? [bad-dsn]");
        row("ssl-mode", source("type: mysql, dsn: @@\"mysql://h/d?ssl-mode=REQUIRE\""), "error: this is no DSN: \"REQUIRE\" is no ssl-mode: did you mean \"REQUIRED\"? [bad-dsn]");
        row("MySQL parameter", source("type: mysql, dsn: @@\"mysql://h/d?charset=x\""), "error: this is no DSN: unknown parameter \"charset\" [bad-dsn]");
        row("no host", source("type: mysql, dsn: @@\"mysql:///d\""), "error: this is no DSN: it names no host and no socket [bad-dsn]");
        row("weak sslmode", source("type: postgresql, dsn: @@\"postgresql://h/d?sslmode=require\""), "warning: sslmode=require: what is sent can be read or changed on its way [weak-tls]");
        row("weak sslmode on this machine", source("type: postgresql, dsn: \"postgresql://127.0.0.1/d?sslmode=disable\""), "");
        row("weak ssl-mode", source("type: mysql, dsn: @@\"mysql://h/d?ssl-mode=PREFERRED\""), "warning: ssl-mode=PREFERRED: what is sent can be read or changed on its way [weak-tls]");
        row("redis without TLS", source("type: redis, url: @@\"redis://h\""), "warning: redis:// instead of rediss://: what is sent can be read or changed on its way [weak-tls]");
        row("redis on this machine", source("type: redis, url: \"redis://localhost:6379/1\""), "");
        row("redis database", source("type: redis, url: @@\"rediss://h/shop\""), "error: this is no URL: the database behind the / must be a number [bad-url]");
        row("HAProxy without port", source("type: haproxy, address: @@\"tcp://h\""), "error: this is no URL: it names no port: tcp://HOST:PORT [bad-url]");
        row("relative socket", source("type: haproxy, address: @@\"unix:run/x\""), "error: this is no URL: a socket is named by its absolute path: unix:/run/NAME.sock [bad-url]");
        row("scheme", source("type: prometheus, url: @@\"htps://h\""), "error: this is no URL: unknown scheme \"htps\": did you mean \"https\"? [bad-url]");
        row("target without a scheme", source("type: metrics, targets: [@@\"app1:9100\"]"), "error: this is no URL: it does not begin with a scheme such as https:// [bad-url]");
        row("empty URL", source("type: prometheus, url: @@\"\""), "error: this is no URL: it does not begin with a scheme such as https:// [bad-url]");
        row("empty DSN", source("type: postgresql, dsn: @@\"\""), "error: this is no DSN: it is empty [bad-dsn]");
        row("plain http", source("type: prometheus, url: @@\"http://h\""), "error: plain http leaves this machine unprotected: use https, or say allow_plain_http: true [plain-http]");
        row("plain http for figures without a credential", source("type: metrics, targets: [@@\"http://h/metrics\"]"), "warning: plain http leaves this machine unprotected: use https, or say allow_plain_http: true [plain-http]");
        row("plain http with a credential", source("type: metrics, bearer: \"${env:T}\", targets: [@@\"http://h/metrics\"]"), "error: plain http leaves this machine unprotected: use https, or say allow_plain_http: true [plain-http]");
        row("plain http that is wanted", source("type: prometheus, url: \"http://h\", allow_plain_http: true"), "");
        row("plain http on this machine", source("type: prometheus, url: \"http://127.0.0.1:9090\""), "");
        row("password in a DSN", source("type: mysql, dsn: @@\"mysql://u:geheim@h/d\""), "warning: a secret stands here in plain text (password): write ${env:NAME} or ${file:PATH} for it [plain-secret]");
        row("password as a parameter", source("type: postgresql, dsn: @@\"host=h password=geheim\""), "warning: a secret stands here in plain text (password): write ${env:NAME} or ${file:PATH} for it [plain-secret]");
        row("token", source("type: deployment, url: \"https://h\", token: @@geheim"), "warning: a secret stands here in plain text (token): write ${env:NAME} or ${file:PATH} for it [plain-secret]");
        row("header", source("type: prometheus, url: \"https://h\", headers: {X-Api-Key: @@geheim, X-Scope: shop}"), "warning: a secret stands here in plain text (X-Api-Key): write ${env:NAME} or ${file:PATH} for it [plain-secret]");
        row("token in a URL", source("type: prometheus, url: @@\"https://h/?token=geheim\""), "warning: a secret stands here in plain text (token): write ${env:NAME} or ${file:PATH} for it [plain-secret]");
        row("a whole URL is a secret", source("type: prometheus, url: \"${env:PROM_URL}\""), "");

        row("unknown source", indicator("source: @@b"), "error: unknown source \"b\" [unknown-source]");
        row("source of another type", around("sources: [{id: a, type: redis, url: \"rediss://h\"}]\nindicators: [{id: i, expr: up, source: @@a}]"), "error: \"a\" is of type redis: expressions are evaluated by metrics and prometheus sources [wrong-source]");
        row("nothing evaluates", around("sources: [{id: a, type: redis, url: \"rediss://h\"}]\nindicators: [{id: i, expr: @@up}, {id: j, expr: up}]"), "error: nothing evaluates this expression: there is no source of type metrics or prometheus [no-metric-source]");
        row("a misspelt type is one mistake", around("sources: [{id: a, type: @@prometeus, url: \"https://h\"}]\nindicators: [{id: i, expr: up, source: a}, {id: j, expr: up}]"), "error: unknown source type \"prometeus\": did you mean \"prometheus\"? [unknown-type]");
        row("empty expression", around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\nindicators: [{id: i, expr: @@''}]"), "error: the expression is empty [bad-expression]");
        row("comparison", indicator("objective: @@\"about 5\""), "error: \"about 5\" is no comparison: write it as \">= 99.95\" or \"< 0.5\" [bad-comparison]");
        row("unit nearly known", indicator("unit: @@procent"), "error: unknown unit \"procent\": did you mean \"percent\"? [bad-unit]");
        row("own unit", indicator("unit: @@baskets"), "warning: \"baskets\" is no unit that figures are formatted by (percent, ratio, count, per_second, per_minute, per_hour, per_day, seconds, milliseconds, microseconds, minutes, hours, days, bytes, bytes_per_second, bits_per_second, currency, currency_per_minute, celsius): it is shown as it is [own-unit]");
        row("unknown runbook", indicator("runbook: @@R2"), "error: unknown runbook \"R2\": did you mean \"R02\"? [unknown-runbook]");
        row("critical on the good side", indicator("objective: \">= 99\", critical: @@\">= 95\""), "error: critical says when the figure is bad: it points the other way than objective [critical-side]");
        row("critical within the objective", indicator("objective: \">= 95\", critical: @@\"< 99\""), "warning: a figure can be within objective and critical at once [critical-overlap]");
        row("ratio for percent", indicator("unit: percent, objective: @@\">= 0.9995\""), "warning: percent means 0 to 100, nothing is scaled: is this a ratio? [percent-scale]");
        row("percent for ratio", indicator("unit: ratio, objective: @@\">= 99.95\""), "warning: ratio means 0 to 1, nothing is scaled: is this percent? [ratio-scale]");
        row("money without a currency", indicator("order_value: 5, objective: \"> 1\"").replace("{id: i", "@@{id: i"), "warning: order_value needs the workspace's currency [no-currency]");
        row("money without a target", around("currency: EUR\nsources: [{id: a, type: prometheus, url: \"https://p\"}]\nindicators: [@@{id: i, expr: up, order_value: 5}]\n"), "warning: order_value needs expected or objective: without a target nothing is missing [order-value-alone]");
        row("placeholder of guards", around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\nindicators: [{id: i, expr: @@'x{a=\"$side\"}'}]"), "error: $side is not replaced here: only in the expressions of guards [unknown-placeholder]");
        row("objective of errors in percent", service("errors: x, objectives: {errors: @@5}"), "error: 5 is out of range: 0 to 1 is possible [out-of-range]");
        row("p99 of a service", service("p99: x, objectives: {p99: @@fast}"), "error: \"fast\" is no duration: write 500ms, 2s, 10m, 1h30m or 30d [bad-duration]");
        row("service without objectives", service("rate: x").replace("{id: s", "@@{id: s"), "warning: without objectives this service is never degraded [no-objectives]");
        row("service without expressions", service("objectives: {capacity: 5}").replace("{id: s", "@@{id: s"), "error: a service needs at least one of rate, errors, p99 and saturation [nothing-measured]");
        row("SLO of 100 percent", around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\nslos: [{id: s, objective: @@100, errors: 'a[$window]', total: 'b[$window]'}]"), "error: 100 is out of range: 1 to 99.99999 is possible [out-of-range]");
        row("SLO without $window", around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\nslos: [{id: s, objective: 99, errors: @@'a[5m]', total: 'b[$window]'}]"), "error: $window must stand in this expression [missing-placeholder]");

        row("control without backend", route("control: @@{source: e, stable: s, canary: c}, guards: [{id: g, expr: x, pass: \"> 1\"}]").replace("expr: x", "expr: '$side'"), "error: missing key \"backend\" in control: the HAProxy backend [missing-key]");
        row("control through a database", around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\ntraffic: {routes: [{id: r, control: {source: @@a, backend: b, stable: s, canary: c}, guards: [{id: g, expr: '$side', pass: \"> 1\"}]}]}\n"), "error: \"a\" is of type prometheus: traffic is shifted through haproxy and deployment sources [wrong-source]");
        row("control that can not act", guard("expr: '$side', pass: \"> 1\"").replace("source: e", "source: @@e").replace(", act_address: \"unix:/s\"", ""), "warning: \"e\" has no act_address: weights can be watched, not changed [no-act-credential]");
        row("both sides", guard("expr: '$side', pass: \"> 1\"").replace("canary: c", "canary: @@[c, s]"), "error: \"s\" is both stable and canary [overlapping-sides]");
        row("empty side", guard("expr: '$side', pass: \"> 1\"").replace("canary: c", "canary: @@[]"), "error: canary names no server [empty-side]");
        row("no guards", route("control: {source: e, backend: b, stable: s, canary: c}").replace("{id: r", "@@{id: r"), "warning: nothing watches a shift of this route: it has no guards [no-guards]");
        row("steps go down", guard("expr: '$side', pass: \"> 1\"").replace("guards:", "plan: {steps: [5, @@5]}, guards:"), "error: steps ascend: 5 comes after 5 [bad-steps]");
        row("step of 0", guard("expr: '$side', pass: \"> 1\"").replace("guards:", "plan: {steps: [@@0, 5]}, guards:"), "error: 0 is out of range: 1 to 100 is possible [out-of-range]");
        row("no steps", guard("expr: '$side', pass: \"> 1\"").replace("guards:", "plan: {steps: @@[]}, guards:"), "error: a plan needs at least one step [bad-steps]");
        row("two routes, one server", route("control: {source: e, backend: b, stable: s, canary: c}, guards: [{id: g, expr: '$side', pass: \"> 1\"}]}, {id: r2, control: @@{source: e, backend: b, stable: s, canary: d}, guards: [{id: g, expr: '$side', pass: \"> 1\"}]"), "warning: \"s\" of backend \"b\" belongs to another route already [shared-server]");
        row("guard that always passes", guard("expr: '$side'").replace("{id: g", "@@{id: g"), "error: a guard needs pass, compare or both: this one passes always [guard-without-limit]");
        row("worse than what", guard("expr: '$side', pass: \"> 1\", worse_by: @@1"), "error: worse_by needs compare: stable [worse-than-what]");
        row("guard of both sides", guard("expr: @@x, pass: \"> 1\""), "warning: without $side this guard judges both sides together [guard-of-both-sides]");
        row("comparison without sides", guard("expr: @@x, compare: stable"), "error: to compare the sides, $side must stand in this expression [missing-placeholder]");
        row("compared with what", guard("expr: '$side', compare: @@canary"), "error: \"canary\" is no compare (possible: stable) [bad-compare]");
        row("no requests", guard("expr: '$side', pass: \"> 1\", min_requests: @@0"), "error: 0 is out of range: 1 to 1e+12 is possible [out-of-range]");
        row("on_fail", guard("expr: '$side', pass: \"> 1\", on_fail: @@explode"), "error: \"explode\" is no on_fail (possible: rollback, hold) [bad-on-fail]");

        row("level", action("call: {method: POST, url: \"https://h\"}").replace("level: 1", "level: @@4"), "error: 4 is out of range: 1 to 3 is possible [out-of-range]");
        row("method", action("call: {method: @@post, url: \"https://h\"}"), "error: \"post\" is no method: did you mean \"POST\"? [bad-method]");
        row("parameter that is none", action("call: {method: POST, url: \"https://h/$minute\"}, params: {minutes: {type: int}}").replace("minutes: {", "minute: {"), "");
        row("unknown parameter", action("call: {method: POST, url: \"https://h\", body: {a: [@@\"$minute\"]}}"), "error: $minute is no parameter of this action [unknown-parameter]");
        row("unused parameter", action("call: {method: POST, url: \"https://h\"}, params: {@@minutes: {type: int}}"), "warning: the parameter \"minutes\" is asked for and then not used [unused-parameter]");
        row("parameter type", action("call: {method: POST, url: \"https://h/$a\"}, params: {a: {type: @@integer}}"), "error: \"integer\" is no type: did you mean \"int\"? [unknown-type]");
        row("bounds", action("call: {method: POST, url: \"https://h/$a\"}, params: {a: {type: int, min: 5, max: @@1}}"), "error: max is less than min [empty-range]");
        row("unknown undo", action("call: {method: POST, url: \"https://h\"}, undo: @@y"), "error: unknown action \"y\" [unknown-action]");
        row("undo of itself", action("call: {method: POST, url: \"https://h\"}, undo: @@x"), "error: an action can not be its own undo [undo-itself]");
        row("action over plain http", action("call: {method: POST, url: @@\"http://h\"}"), "error: plain http leaves this machine unprotected: use https, or say allow_plain_http: true [plain-http]");

        row("link placeholder", around("sources: []\nlinks: {a: @@\"https://h/$form\"}"), "error: $form is not replaced in a link (possible: $from, $to, $service): did you mean \"from\"? [unknown-placeholder]");
        row("link that opens a program", around("sources: []\nlinks: {a: @@\"file:///etc/passwd\"}"), "error: this is no URL: it must begin with https:// or http:// [bad-url]");
        row("notify without key", around("sources: []\nnotify: [@@{type: pagerduty}]"), "error: missing key \"routing_key\" in pagerduty notify [missing-key]");
        row("notify type", around("sources: []\nnotify: [{type: @@pager_duty, routing_key: \"${env:K}\"}]"), "error: \"pager_duty\" is no type: did you mean \"pagerduty\"? [unknown-type]");
        row("notify format", around("sources: []\nnotify: [{type: webhook, url: \"https://h\", format: @@xml}]"), "error: \"xml\" is no format (possible: json, slack) [bad-format]");
        row("Slack's secret", around("sources: []\nnotify: [{type: webhook, url: @@\"https://hooks.slack.com/services/T/B/x\"}]"), "warning: a secret stands here in plain text (url): write ${env:NAME} or ${file:PATH} for it [plain-secret]");
        row("event time", around("sources: []\nevents: [{name: e, start: @@soon, end: \"2026-01-01T00:00:00Z\"}]"), "error: \"soon\" is no time: write 2026-11-27T00:00:00+01:00 [bad-time]");
        row("event order", around("sources: []\nevents: [{name: e, start: 2026-01-02, end: @@2026-01-02}]"), "error: the event ends before it starts [bad-time]");

        row("hidden character", around("sources: []\n# a@@\xE2\x80\xAE\n"), "warning: the character U+202E can not be seen, or makes text read otherwise than it is [hidden-character]");
        row("hostile text in a message", source("type: @@\"\\e[31m<b>\\u202e\", url: x"), "error: unknown source type \"<U+001B>[31m<b><U+202E>\" (possible: postgresql, mysql, redis, haproxy, prometheus, metrics, deployment, recorder, probe, alertmanager, kubernetes, elasticsearch, varnish, phpfpm, nginx, pgbouncer, memcached, rabbitmq, cloudwatch, datadog, newrelic, pagerduty, gitlab, github, logs) [unknown-type]");
    }

    void oneMistake()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        const Position at = takeMark(text);
        const WorkspaceReading reading = readText(text);
        remember(reading.problems);
        QStringList expected;
        if (!problem.isEmpty())
            expected << QStringLiteral("%1:%2: %3").arg(QString::number(at.line), QString::number(at.column), problem);
        QCOMPARE(lines(reading.problems), expected);
    }

    void syntax_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QByteArray &text, const char *problem) {
            QTest::newRow(name) << text << QString::fromUtf8(problem);
        };
        row("duplicate key", "a: 1\na: 2\n", "2:1: error: duplicate key \"a\": it stands at 1:1 already [duplicate-key]");
        row("anchor", "a: &x 1\n", "1:4: error: the anchor \"x\" is not allowed: write the value out where it is needed [anchor]");
        row("alias", "a: *x\n", "1:4: error: aliases are not allowed; a text that begins with * needs quotes [alias]");
        row("merge key", "<<: {}\n", "1:1: error: merge keys are not allowed: write the keys out [merge-key]");
        row("tag", "a: !!int 1\n", "1:4: error: tags such as !!str are not allowed; a text is marked by quotes [tag]");
        row("list as key", "[a]: 1\n", "1:1: error: a key must be a text [bad-key]");
        row("two documents", "a: 1\n---\nb: 1\n", "2:1: error: a second document begins: one file holds one [multiple-documents]");
        row("tab", "a:\n\t- b\n", "2:2: error: indent with spaces, not with tabs [syntax]");
        row("comparison", "a: >= 5\n", "1:5: error: a value that begins with > needs quotes [syntax]");
        row("at sign", "a: @b\n", "1:4: error: a value that begins with @ needs quotes [syntax]");
        row("unclosed quote", "a: \"b\nc: d\n", "1:4: error: the quote that opens here is never closed [syntax]");
        row("unclosed bracket", "a: {b: 1\nc: 2\n", "2:2: error: a { is not closed by }, or a comma is missing, or a value needs quotes [syntax]");
        row("encoding", "a: \xFF\n", "1:4: error: this is not UTF-8: save the file as UTF-8 [encoding]");
        row("control character", "a: \x01\n", "1:4: error: the control character U+0001 is not allowed [control-character]");
        row("too deep", QByteArray("[").repeated(40) + QByteArray("]").repeated(40), "1:33: error: nested more than 32 levels deep [too-deep]");
        row("too large", QByteArray("#").repeated(300'000), "1:1: error: the file is larger than 256 KiB [too-large]");
    }

    void syntax()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        const WorkspaceReading reading = readText(text);
        remember(reading.problems);
        QVERIFY2(lines(reading.problems).contains(problem), qPrintable(lines(reading.problems).join(QLatin1Char('\n'))));
    }

    void whatTheMachineLacks()
    {
        FakeSurroundings here;
        here.files = QStringList{"alerts/a.yml", "ca.pem"};
        here.openFiles = QStringList{"pw"};
        here.folders = QStringList{"books"};
        const QByteArray text = around(
            "sources:\n"
            "- {id: a, type: prometheus, url: \"https://${env:HOST}\", bearer: \"${file:token}\", tls: {ca: nope.pem}}\n"
            "- {id: b, type: redis, url: \"rediss://u:${file:pw}@h\", tls: {ca: ca.pem}}\n"
            "- {id: c, type: deployment, url: \"https://h\", token: \"${keyring:a/b}\"}\n"
            "alerts: {rule_files: [\"alerts/*.yml\", \"rules/*.yml\", alerts/b.yml]}\n"
            "runbooks: {dirs: [books, boks]}\n");
        const Problems problems = readText(text, &here).problems;
        remember(problems);
        QCOMPARE(lines(problems), (QStringList{
            "5:34: warning: the environment variable HOST is not set here [unset-variable]",
            "5:65: error: there is no file \"token\" [missing-file]",
            "5:92: error: there is no file \"nope.pem\" [missing-file]",
            "6:29: warning: others may read \"pw\": chmod 600 [open-secret]",
            "7:54: warning: this version does not read the keyring yet: use ${env:NAME} or ${file:PATH} [keyring]",
            "8:39: warning: no file matches \"rules/*.yml\" [no-match]",
            "8:54: error: there is no file \"alerts/b.yml\" [missing-file]",
            "9:26: error: there is no folder \"boks\" [missing-file]"}));
    }

    void runbooksOfTheWorkspace()
    {
        FakeSurroundings here;
        here.folders = QStringList{"books"};
        here.files = QStringList{"books/h.yaml"};
        here.runbook = "id: house-1\ntitle: x\n";
        const QByteArray text = around("sources: [{id: a, type: prometheus, url: \"https://p\"}]\nrunbooks: {dirs: [books]}\n"
                                       "indicators: [{id: i, expr: up, runbook: house-1}, {id: j, expr: up, runbook: house-2}]\n");
        QCOMPARE(lines(readText(text, &here).problems), QStringList{"6:78: error: unknown runbook \"house-2\": did you mean \"house-1\"? [unknown-runbook]"});
    }

    void typesThatThisBuildLacks()
    {
        const QByteArray text = source("type: kubernetes, context: shop");
        const Problems problems = readWorkspace(text, {QStringLiteral("w.yaml"), {}, {QStringLiteral("redis")}, nullptr}).problems;
        remember(problems);
        QCOMPARE(lines(problems), QStringList{"4:11: warning: this version does not read sources of type kubernetes yet: \"a\" stays unknown [type-not-available]"});
    }

    void tooMany()
    {
        QByteArray text;
        for (int i = 0; i < 600; ++i)
            text += "k" + QByteArray::number(i) + ": 1\n";
        const Problems problems = readText(text).problems;
        remember(problems);
        QCOMPARE(problems.size(), ProblemList::most + 1);
        QCOMPARE(problems.back().rule, QStringLiteral("too-many-problems"));
    }

    /// No message holds a secret, however broken the text around it is.
    void secretsStayOut()
    {
        for (const char *broken : {"postgresql://u:geheim/x@h/d", "postgresql://u:geheim@h:99999/d", "mysql://u:geheim@h/d", "host=h password=geheim sslmode=x", "u:geheim@h", "postgresql://u:geheim@h/d?sslmode=no"})
            for (const Problem &problem : readText(source("type: postgresql, dsn: \"" + QByteArray(broken) + "\"")).problems)
                QVERIFY2(!problem.message.contains(QLatin1String("geheim")), qPrintable(problem.message));
    }

    /// Runs last: every rule that a message named is in the manual, and the manual has no rule that no row above provokes.
    void theManualKnowsEveryRule()
    {
        QFile manual(QString::fromLocal8Bit(qgetenv("SURGEDECK_SOURCE")) + QStringLiteral("/docs/manual/workspace-rules.md"));
        QVERIFY(manual.open(QIODevice::ReadOnly));
        static const QRegularExpression entry(QStringLiteral("^\\| `([a-z-]+)` \\|"), QRegularExpression::MultilineOption);
        QSet<QString> documented;
        auto matches = entry.globalMatch(QString::fromUtf8(manual.readAll()));
        while (matches.hasNext())
            documented.insert(matches.next().captured(1));
        QCOMPARE(QStringList((m_rules - documented).values()), QStringList());
        QCOMPARE(QStringList((documented - m_rules).values()), QStringList());
    }

private:
    void remember(const Problems &problems)
    {
        for (const Problem &problem : problems)
            m_rules.insert(problem.rule);
    }

    QSet<QString> m_rules;
};

QTEST_GUILESS_MAIN(TestWorkspaceProblems)
#include "tst_workspaceproblems.moc"
