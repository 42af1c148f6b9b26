// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/verb.h"

#include "app/verbs/tellingverbs.h"

#include <algorithm>

namespace surgedeck {

const QList<Verb> &verbs()
{
    using Display = Verb::Display;
    static const QList<Verb> all = {
        {"demo", "[--theme dark|light] [--at T]", "open the recording of a real incident in replay: nothing to install or configure",
         Display::Window, runDemo},
        {"check", "WORKSPACE [--strict] [-o table|json]", "validate the workspace and every file it names", Display::None,
         runCheck},
        {"doctor", "WORKSPACE [SOURCE] [-o table|json]", "test each source stage by stage, and say what to do",
         Display::None, runDoctor},
        {"status", "WORKSPACE [--for 5s] [--watch] [-o table|json]",
         "collect, then print sources, indicators, services, alarms and routes", Display::None, runStatus},
        {"health", "WORKSPACE [--for 10s] [--html FILE] [-o table|json]",
         "say how the shop is in words for everybody, and write it as one page", Display::None, runHealth},
        {"queries", "WORKSPACE --source ID [--for 10s] [-o table|json]",
         "digests, sessions and lock tree of one database; slow log and latency of Redis", Display::None, runQueries},
        {"query",
         "EXPR (--data FILE | --workspace W [--for 30s]) [--time T | --start T --end T --step D] [--lookback D] "
         "[--promql-compat 2|3] [--format text|openmetrics|json] [-o table|json]; query --batch --data FILE; query --parse",
         "evaluate PromQL over a file or the servers of a workspace", Display::None, runQuery},
        {"traffic",
         "show|plan|start|hold|resume|back|abort|approve|edit|recover|log|backtest WORKSPACE ROUTE [hold|resume|roll-back] "
         "[--to N | --plan FILE] [--yes-i-mean ROUTE] [--code DIGITS] [--incident ID] [--from RECORDING] [--for 3s] [--limit 200] "
         "[-o table|json]",
         "shift a route's traffic from one side to the other, guarded and verified", Display::None, runTraffic},
        {"guard", "WORKSPACE ROUTE --yes-i-mean ROUTE [-o table|json]",
         "watch a shift whose console is gone, and roll it back when the canary is worse", Display::None, runGuard},
        {"session",
         "cancel|end WORKSPACE SOURCE ID --reason TEXT --yes-i-mean ID [--identity TEXT]; "
         "timeout WORKSPACE SOURCE ROLE --to DURATION|none --reason TEXT --yes-i-mean ROLE; "
         "unlink WORKSPACE SOURCE PREFIX [--rate 1000] [--most 100000] --reason TEXT --yes-i-mean PREFIX --role commander; "
         "agree WORKSPACE CODE; all: [--role responder|commander] [--by NAME] [--dry-run] [-o table|json]",
         "cancel a statement, end a session, limit a role's statements, remove keys of a cache: checked, recorded, read back",
         Display::None, runSession},
        {"alarm", "list|ack|silence WORKSPACE [ID] [--for 5s] [--by NAME --note TEXT] [--match LABELS --reason TEXT]",
         "list alarms, take one in hand, or silence some for a time", Display::None, runAlarm},
        {"rules", "check|test FILE... [--promql-compat 2|3] [--strict] [-o table|json]",
         "check Prometheus rule files, or run unit tests of rules in the format of promtool", Display::None, runRules},
        {"runbook",
         "list|show|lint|run|runs|score [ID|FILE|RUN] [--workspace W] [--on ID] [--set NAME=VALUE] [--answers FILE] [--by NAME] "
         "[--dry-run] [--role ROLE] [--for 8s] [--pdf FILE] [--strict] [-o table|json]",
         "rank runbooks by what is seen now, show, print and check them, go through one, or see how a run went", Display::None, runRunbook},
        {"metrics", "parse FILE|- [--format text|openmetrics] [--strict]",
         "parse one exposition strictly: its samples as JSON, or what is wrong and where", Display::None, runMetrics},
        {"change", "add WORKSPACE --kind deploy|flag|ddl|job|campaign|other --title TEXT [--at T] [--by NAME] [-o table|json]", "tell a change, for what changed in every window; 'change list WORKSPACE' prints them", Display::None, runChange},
        {"preflight", "WORKSPACE [--for 8s] [-o table|json]",
         "check before a sale: sources, rights, acting sessions, capacity, runbooks, silences", Display::None, runPreflight},
        {"capacity", "--from RECORDING [--errors PERCENT] [--p99 DURATION] [-o table|json]", "read from a recording what each service was proven to carry", Display::None, runCapacity},
        {"record", "WORKSPACE --out FILE [--for D] [--facts FILE] [-o table|json]", "record what every panel would show, without a display, until it is told to end", Display::None, runRecord},
        {"incident",
         "declare --workspace W --title TEXT [--severity sev2] [--started T] [--detected T]; "
         "note [ID] --workspace W --text TEXT [--kind note|hypothesis|ruled_out|decision|pin|update|action_item] [--at T "
         "[--clock-ahead D]]; role [ID] --workspace W --role ROLE [--person NAME | --accept]; "
         "state [ID] --workspace W --state STATE [--at T]; close [ID] --workspace W [--out FILE] [--before 10m] [--after 5m] "
         "[--recording FILE]; list|show (--workspace W | FILE) [ID]; "
         "export (--workspace W | FILE) [ID] [--format md|html|json|pdf] [--out FILE]; "
         "verify FILE [--anchor SEQUENCE:HASH]; replay (FILE | --workspace W) --at T [-o json]; replay FILE --against FACTS",
         "declare an incident, write down what happens in it, close and seal it, look at any moment again", Display::None,
         runIncident},
        {"team", "migrate|sync WORKSPACE [-o table|json]", "the store that consoles of a team share: make its tables, exchange with it now", Display::None, runTeam},
        {"notify", "list|send|try|retry|oncall WORKSPACE [-o table|json]", "what was told to people outside about incidents, and what waits or failed; who is on call", Display::None, runNotify},
        {"screenshot", "WORKSPACE|RECORDING --out FILE.png [--view NAME] [--size WxH] [--theme dark|light] [--after 5s] [--at T] [-o table|json]",
         "render a view without a display", Display::Offscreen, runScreenshot},
        {"import", "prometheus|grafana|sloth|openslo FILE [-o table|json]",
         "print workspace YAML made from another tool's file, and name all that could not be brought", Display::None,
         runImport},
        {"completion", "bash|zsh|fish [-o table|json]", "print a completion script for a shell", Display::None, runCompletion},
        {"version", "[-o table|json]", "print the version", Display::None, runVersion},
        {"help", "[VERB] [-o table|json]", "print this list, or how a verb is used", Display::None, runHelp},
    };
    return all;
}

const Verb *findVerb(const QString &name)
{
    const auto &all = verbs();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Verb &verb) { return name == QLatin1String(verb.name); });
    return found == all.end() ? nullptr : &*found;
}

} // namespace surgedeck
