// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alarmcarefile.h"
#include "app/keeping.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/healthpage.h"
#include "app/verbs/loading.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSaveFile>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds shortestWatch{500};

void printTable(QTextStream &out, const HealthFacts &facts)
{
    out << toWord(facts.state) << ": " << facts.headline << '\n';
    for (const HealthCard &card : facts.cards)
        out << "  " << toWord(card.state) << "  " << card.name << ": " << card.valueText << "  " << card.targetText
            << '\n';
    for (const AffectedPart &part : facts.affected)
        out << "  " << toWord(part.state) << "  " << part.name << ": " << part.words << '\n';
}

bool anyAnswered(const PlatformView &view)
{
    return std::ranges::any_of(view.sources, [](const SourceView &source) {
        return source.state != SourceState::Down && source.state != SourceState::Unknown;
    });
}

} // namespace

namespace {

/// One call of the verb, with where its answers go.
struct HealthCall
{
    VerbCall &call;
    const Arguments &arguments;
    WatchSession &session;

    int publish() const;

private:
    bool write(const QString &option, const QByteArray &bytes) const;
};

/// Whole or not at all: somebody may be reading what stands there.
bool HealthCall::write(const QString &option, const QByteArray &bytes) const
{
    if (!arguments.isSet(option))
        return true;
    QSaveFile file(arguments.value(option));
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return true;
    call.err << "surgedeck: " << arguments.value(option) << ": " << file.errorString() << '\n';
    return false;
}

int HealthCall::publish() const
{
    const PlatformView &view = session.evaluate();
    const HealthFacts facts = healthFacts(session.platform());
    const QByteArray document = QJsonDocument(healthDocument(facts)).toJson(QJsonDocument::Compact) + '\n';
    const bool quiet = arguments.isSet(QStringLiteral("watch")) && arguments.isSet(QStringLiteral("out"));
    if (arguments.output() == Output::Json)
        call.out << document;
    else if (!quiet)
        printTable(call.out, facts);
    call.out.flush();
    const bool written = write(QStringLiteral("out"), document) && write(QStringLiteral("html"), healthPage(facts).toUtf8());
    if (!written)
        return ExitUsage;
    return anyAnswered(view) || view.sources.empty() ? ExitFine : ExitUnreachable;
}

/// What somebody tells those who run the business; every console of this workspace shows it.
int announce(VerbCall &call, const Arguments &arguments, const Workspace &workspace)
{
    const SystemClock clock;
    Announcement told{arguments.value(QStringLiteral("say")), arguments.value(QStringLiteral("by")), clock.now(), {}};
    if (arguments.isSet(QStringLiteral("next-update"))) {
        const auto in = arguments.duration(call, QStringLiteral("next-update"));
        if (!in)
            return ExitUsage;
        told.nextUpdate = told.at + *in;
    }
    const auto event = AlarmCare::announcementEvent(told);
    if (!event)
        return usageError(call, "health", event.error().message);
    const Status kept = AlarmCareFile(workspace.name).append(*event);
    if (!kept)
        call.err << "surgedeck: " << kept.error().message << '\n';
    return kept ? ExitFine : ExitProblem;
}

} // namespace

int runHealth(VerbCall &call)
{
    const auto text = [](const char *name, const char *value) {
        return QCommandLineOption(QLatin1String(name), {}, QLatin1String(value));
    };
    const auto arguments = Arguments::read(
        call, "health",
        {{QStringLiteral("WORKSPACE")},
         1,
         {{QStringLiteral("for"), {}, QStringLiteral("DURATION"), QStringLiteral("10s")},
          {QStringLiteral("watch"), {}},
          text("html", "FILE"), text("out", "FILE"), text("say", "TEXT"), text("by", "NAME"), text("next-update", "DURATION")}});
    if (!arguments)
        return ExitUsage;
    const auto collectFor = arguments->duration(call, QStringLiteral("for"));
    const auto workspace = collectFor ? loadWorkspaceForVerb(call, arguments->positional(0)) : nullptr;
    if (!workspace)
        return ExitUsage;
    if (arguments->isSet(QStringLiteral("say")))
        return announce(call, *arguments, *workspace);
    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace), {*collectFor + std::chrono::seconds(1)}, clock);
    const Keeping keeping(session, Keeping::Access::Read);
    const HealthCall health{call, *arguments, session};
    const bool watch = arguments->isSet(QStringLiteral("watch"));
    QTimer due;
    due.setSingleShot(!watch);
    due.setInterval(watch ? std::max(*collectFor, shortestWatch) : *collectFor);
    QObject::connect(&due, &QTimer::timeout, &session, [&] {
        const int status = health.publish();
        if (!watch || status == ExitUsage)
            QCoreApplication::exit(status);
    });
    session.start();
    due.start();
    return QCoreApplication::exec();
}

} // namespace surgedeck
