// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/arguments.h"
#include "models/report/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

void printJsonHelp(QTextStream &out, const QString &only)
{
    QJsonArray rows;
    for (const Verb &verb : verbs()) {
        if (!only.isEmpty() && only != QLatin1String(verb.name))
            continue;
        rows.append(QJsonObject{{QStringLiteral("verb"), QLatin1String(verb.name)},
                                {QStringLiteral("usage"), QLatin1String(verb.usage)},
                                {QStringLiteral("summary"), QLatin1String(verb.summary)}});
    }
    QJsonObject document = newDocument();
    document[QStringLiteral("verbs")] = rows;
    out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

} // namespace

int runVersion(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "version", {});
    if (!arguments)
        return ExitUsage;
    if (arguments->output() == Output::Json) {
        QJsonObject document = newDocument();
        document[QStringLiteral("version")] = QStringLiteral(SURGEDECK_VERSION);
        document[QStringLiteral("qt")] = QString::fromLatin1(qVersion());
        call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
    } else {
        call.out << "surgedeck " SURGEDECK_VERSION " (Qt " << qVersion() << ")\n";
    }
    return ExitFine;
}

int runHelp(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "help", {{QStringLiteral("VERB")}, 0, {}});
    if (!arguments)
        return ExitUsage;
    const QString name = arguments->positional(0);
    if (!name.isEmpty() && !findVerb(name))
        return usageError(call, "help", QStringLiteral("there is no verb '%1'").arg(name.left(80)));
    if (arguments->output() == Output::Json) {
        printJsonHelp(call.out, name);
        return ExitFine;
    }
    if (const Verb *verb = findVerb(name)) {
        call.out << "usage: surgedeck " << verb->name << ' ' << verb->usage << "\n\n" << verb->summary << ".\n";
        return ExitFine;
    }
    call.out << "usage: surgedeck [WORKSPACE]   open the window\n       surgedeck VERB ...\n\n";
    for (const Verb &verb : verbs())
        call.out << "  " << verb.name << ' ' << verb.usage << "\n      " << verb.summary << '\n';
    call.out << "\nExit status: 0 fine, 1 a problem was found, 2 usage or unreadable input, 3 warnings with --strict,\n"
                "4 nothing could be reached, 5 refused by safety, 130 interrupted.\n";
    return ExitFine;
}

} // namespace surgedeck
