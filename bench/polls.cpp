// SPDX-License-Identifier: GPL-3.0-or-later
// bench_polls WORKSPACE SOURCE SECONDS: as many polls as SECONDS of watching at one a second would make, without
// waiting in between: the clock that sources see moves by a second a poll, so that every probe keeps its own cadence.
// What that costs the server is measured from outside. With `expressions` in place of a number: prints what the source
// would ask a metric server for.
#include "app/sourcesettings.h"
#include "app/verbs/loading.h"
#include "app/verbs/verb.h"
#include "connectors/builtin.h"
#include "models/workspace/workspace.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace surgedeck;

namespace {

class HurriedClock final : public Clock
{
public:
    WallTime now() const override { return m_real.now() + m_ahead; }
    MonoTime monotonic() const override { return m_real.monotonic() + m_ahead; }
    void hurry() { m_ahead += Milliseconds{1000}; }

private:
    SystemClock m_real;
    Milliseconds m_ahead{0};
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream out(stdout);
    QTextStream err(stderr);
    VerbCall call{arguments, out, err};
    const auto workspace = loadWorkspaceForVerb(call, arguments.value(1));
    if (!workspace)
        return ExitUsage;
    HurriedClock clock;
    for (const PreparedSource &prepared : prepareSources(*workspace, arguments.value(2))) {
        if (arguments.value(3) == QLatin1String("expressions")) {
            for (const WatchedExpression &watched :
                 prepared.settings ? prepared.settings->expressions : std::vector<WatchedExpression>{})
                out << watched.expression << '\n';
            continue;
        }
        auto source =
            prepared.settings ? createSource(*prepared.settings, clock) : Result<SourcePtr>(prepared.settings.error());
        if (!source) {
            err << source.error().message << '\n';
            return ExitProblem;
        }
        int statements = 0;
        for (int i = 0; i < arguments.value(3).toInt(); ++i) {
            const auto result = (*source)->poll({});
            if (!result) {
                err << result.error().message << '\n';
                return ExitUnreachable;
            }
            statements += result->statements;
            clock.hurry();
        }
        out << statements << '\n';
    }
    return ExitFine;
}
