// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QTextStream;

namespace surgedeck {

/// Exit statuses of the command line's contract.
enum ExitStatus {
    ExitFine = 0,
    ExitProblem = 1,
    ExitUsage = 2,
    ExitWarnings = 3,
    ExitUnreachable = 4,
    ExitRefused = 5,
    ExitInterrupted = 130,
};

enum class Output { Table, Json };

/// One call of a verb: what stands after its name, and where to write.
struct VerbCall
{
    QStringList arguments;
    QTextStream &out; ///< results
    QTextStream &err; ///< everything else
};

/// A verb of the command line. A new one is a file beside this and one line in verbs.cpp.
struct Verb
{
    enum class Display { None, Offscreen, Window };

    const char *name;
    const char *usage; ///< what follows the name
    const char *summary;
    Display display;
    int (*run)(VerbCall &call);
};

const QList<Verb> &verbs();
const Verb *findVerb(const QString &name);

int runAlarm(VerbCall &call);
int runCapacity(VerbCall &call);
int runChange(VerbCall &call);
int runCheck(VerbCall &call);
int runCompletion(VerbCall &call);
int runDemo(VerbCall &call);
int runDoctor(VerbCall &call);
int runImport(VerbCall &call);
int runGuard(VerbCall &call);
int runHealth(VerbCall &call);
int runHelp(VerbCall &call);
int runIncident(VerbCall &call);
int runMetrics(VerbCall &call);
int runPreflight(VerbCall &call);
int runQueries(VerbCall &call);
int runQuery(VerbCall &call);
int runRecord(VerbCall &call);
int runRules(VerbCall &call);
int runRunbook(VerbCall &call);
int runScreenshot(VerbCall &call);
int runSession(VerbCall &call);
int runStatus(VerbCall &call);
int runTraffic(VerbCall &call);
int runVersion(VerbCall &call);
int runWindow(VerbCall &call);

} // namespace surgedeck
