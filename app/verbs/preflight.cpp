// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/preflight.h"
#include "app/acting.h"
#include "app/alarmcarefile.h"
#include "app/journalkeeping.h"
#include "app/runbooks/runbookfiles.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/progress.h"
#include "app/verbs/texttable.h"
#include "connectors/base/dispatcher.h"
#include "connectors/journal/sqlitejournal.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <optional>

namespace surgedeck {

namespace {

void print(QTextStream &out, const std::vector<ReadinessCheck> &checks)
{
    TextTable table({{QStringLiteral("CHECK")}, {QStringLiteral("STATE")}, {QStringLiteral("NOW")}});
    for (const ReadinessCheck &check : checks)
        table.add({check.challenge, check.response.isEmpty() ? toWord(Health::Unknown) : toWord(check.health),
                   check.response});
    table.print(out);
}

/// Watches the platform and tries every acting connection, once.
class Preflight final : public QObject
{
public:
    Preflight(VerbCall &call, const std::shared_ptr<const Workspace> &workspace, Milliseconds collectFor, Output output)
        : m_call(call)
        , m_output(output)
        , m_library(loadRunbooks(workspace.get()))
        , m_session(workspace, prepareSources(*workspace), {}, m_clock)
        , m_journal(keepJournal(m_session, m_clock))
        , m_road(makeCommandRoad(*workspace, Role::Responder, *m_journal, m_clock))
        , m_progress(std::in_place, QStringLiteral("collecting"), collectFor)
    {
        for (const SourceConfig &source : workspace->sources)
            if (!source.act.isEmpty())
                arm(source.id);
        QTimer::singleShot(collectFor, this, [this] { report(); });
        m_session.start();
    }

private:
    void arm(const QString &source)
    {
        m_acting.push_back({source, QStringLiteral("no answer yet")});
        const std::size_t place = m_acting.size() - 1;
        m_road->arm(source, [this, place](const Status &armed) {
            m_acting.at(place).second = armed ? QString() : armed.error().message;
        });
    }

    void report()
    {
        m_progress.reset();
        m_session.evaluate();
        const AlarmCare care = AlarmCareFile(m_session.platform().workspace().name).read();
        const auto checks = preflightChecks({m_session.platform(), *m_library, care, m_acting});
        if (m_output == Output::Json)
            m_call.out << QJsonDocument(preflightDocument(m_session.platform(), checks)).toJson(QJsonDocument::Compact)
                       << '\n';
        else
            print(m_call.out, checks);
        QCoreApplication::exit(openChecks(checks) == 0 ? ExitFine : ExitProblem);
    }

    VerbCall &m_call;
    Output m_output;
    SystemClock m_clock;
    runbook::LibraryPtr m_library;
    WatchSession m_session;
    std::unique_ptr<SqliteJournal> m_journal;
    std::vector<std::pair<QString, QString>> m_acting;
    std::unique_ptr<Dispatcher> m_road;
    std::optional<Progress> m_progress;
};

} // namespace

int runPreflight(VerbCall &call)
{
    const auto arguments =
        Arguments::read(call, "preflight",
                        {{QStringLiteral("WORKSPACE")},
                         1,
                         {{QStringLiteral("for"), {}, QStringLiteral("DURATION"), QStringLiteral("8s")}}});
    if (!arguments)
        return ExitUsage;
    const auto collectFor = arguments->duration(call, QStringLiteral("for"));
    const auto workspace = collectFor ? loadWorkspaceForVerb(call, arguments->positional(0)) : nullptr;
    if (!workspace)
        return ExitUsage;
    Preflight preflight(call, workspace, *collectFor, arguments->output());
    return QCoreApplication::exec();
}

} // namespace surgedeck
