// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/arguments.h"
#include "models/importing/imported.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <algorithm>

namespace surgedeck {

namespace {

struct Format
{
    const char *name;
    Imported (*read)(const QByteArray &text, const QString &file);
};

constexpr Format formats[] = {
    {"prometheus", importPrometheus}, {"grafana", importGrafana}, {"sloth", importSloth}, {"openslo", importOpenSlo}};

constexpr qint64 mostBytes = 32 * 1024 * 1024;

void print(VerbCall &call, const Imported &imported, Output output)
{
    QJsonArray notes;
    for (const Problem &note : imported.notes) {
        notes.append(toJson(note));
        call.err << toLine(note) << '\n';
    }
    if (output == Output::Table) {
        call.out << imported.yaml;
        return;
    }
    const QJsonObject document{
        {QStringLiteral("schema"), QStringLiteral("surgedeck/v1")},
        {QStringLiteral("workspace"), imported.yaml.isEmpty() ? QJsonValue() : QJsonValue(imported.yaml)},
        {QStringLiteral("problems"), notes}};
    call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

} // namespace

int runImport(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "import", {{QStringLiteral("FORMAT"), QStringLiteral("FILE")}, 2, {}});
    if (!arguments)
        return ExitUsage;
    const auto format = std::ranges::find_if(
        formats, [&](const Format &f) { return arguments->positional(0) == QLatin1String(f.name); });
    if (format == std::end(formats))
        return usageError(call, "import",
                          QStringLiteral("unknown format %1 (possible: prometheus, grafana, sloth, openslo)")
                              .arg(inQuotes(arguments->positional(0))));
    QFile file(arguments->positional(1));
    if (!file.open(QIODevice::ReadOnly)) {
        call.err << "surgedeck: " << file.fileName() << ": " << file.errorString() << '\n';
        return ExitUsage;
    }
    const Imported imported = format->read(file.read(mostBytes), file.fileName());
    print(call, imported, arguments->output());
    return hasErrors(imported.notes) ? ExitProblem : ExitFine;
}

} // namespace surgedeck
