// SPDX-License-Identifier: GPL-3.0-or-later
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

void printTable(QTextStream &out, const HealthFacts &facts)
{
    out << toWord(facts.state) << ": " << facts.headline << '\n';
    for (const HealthCard &card : facts.cards)
        out << "  " << toWord(card.state) << "  " << card.name << ": " << card.valueText << "  " << card.targetText
            << '\n';
    for (const AffectedPart &part : facts.affected)
        out << "  " << toWord(part.state) << "  " << part.name << ": " << part.words << '\n';
}

/// Whole or not at all: somebody may be reading the page that stands there.
bool writePage(VerbCall &call, const QString &path, const HealthFacts &facts)
{
    QSaveFile file(path);
    const QByteArray page = healthPage(facts).toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(page) == page.size() && file.commit())
        return true;
    call.err << "surgedeck: " << path << ": " << file.errorString() << '\n';
    return false;
}

bool anyAnswered(const PlatformView &view)
{
    return std::ranges::any_of(view.sources, [](const SourceView &source) {
        return source.state != SourceState::Down && source.state != SourceState::Unknown;
    });
}

} // namespace

int runHealth(VerbCall &call)
{
    const auto arguments =
        Arguments::read(call, "health",
                        {{QStringLiteral("WORKSPACE")},
                         1,
                         {{QStringLiteral("for"), {}, QStringLiteral("DURATION"), QStringLiteral("10s")},
                          {QStringLiteral("html"), {}, QStringLiteral("FILE")}}});
    if (!arguments)
        return ExitUsage;
    const auto collectFor = arguments->duration(call, QStringLiteral("for"));
    const auto workspace = collectFor ? loadWorkspaceForVerb(call, arguments->positional(0)) : nullptr;
    if (!workspace)
        return ExitUsage;
    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace), {*collectFor + std::chrono::seconds(1)}, clock);
    int status = ExitFine;
    QTimer::singleShot(*collectFor, &session, [&] {
        const PlatformView &view = session.evaluate();
        const HealthFacts facts = healthFacts(session.platform());
        if (arguments->output() == Output::Json)
            call.out << QJsonDocument(healthDocument(facts)).toJson(QJsonDocument::Compact) << '\n';
        else
            printTable(call.out, facts);
        status = anyAnswered(view) || view.sources.empty() ? ExitFine : ExitUnreachable;
        if (arguments->isSet(QStringLiteral("html")) &&
            !writePage(call, arguments->value(QStringLiteral("html")), facts))
            status = ExitUsage;
        QCoreApplication::quit();
    });
    session.start();
    QCoreApplication::exec();
    return status;
}

} // namespace surgedeck
