// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/capacity.h"
#include "app/verbs/arguments.h"
#include "app/verbs/texttable.h"
#include "connectors/journal/sqlitejournalreader.h"
#include "models/base/timetext.h"
#include "models/domain/problem.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

constexpr int batch = 2'000;

/// Reads the recording to its end, some records at a time.
Status readAll(SqliteJournalReader &reader, CapacityFold &fold)
{
    JournalRange range;
    range.limit = batch;
    range.afterSequence = 0;
    for (;;) {
        SURGEDECK_TRY(entries, reader.read(range, {}));
        for (const JournalEntry &entry : entries) {
            range.afterSequence = entry.sequence;
            const auto record = recordOf(entry);
            if (record && *record)
                fold.fold(**record);
        }
        if (entries.size() < std::size_t(batch))
            return ok();
    }
}

void print(QTextStream &out, const std::vector<ProvenCapacity> &capacities)
{
    using Align = TextTable::Align;
    TextTable table({{QStringLiteral("SERVICE")},
                     {QStringLiteral("PROVEN /MIN"), Align::Right},
                     {QStringLiteral("ERRORS %"), Align::Right},
                     {QStringLiteral("P99 S"), Align::Right},
                     {QStringLiteral("HIGHEST /MIN"), Align::Right},
                     {QStringLiteral("AT")}});
    for (const ProvenCapacity &proven : capacities)
        table.add({proven.service, cell(proven.perMinute, 0),
                   cell(proven.perMinute ? std::optional(proven.errorPercent) : std::nullopt, 2),
                   cell(proven.p99Seconds, 2), cell(proven.highestPerMinute, 0),
                   proven.at ? toRfc3339(*proven.at) : QStringLiteral("-")});
    table.print(out);
}

} // namespace

int runCapacity(VerbCall &call)
{
    const auto arguments =
        Arguments::read(call, "capacity",
                        {{},
                         0,
                         {{QStringLiteral("from"), {}, QStringLiteral("RECORDING")},
                          {QStringLiteral("errors"), {}, QStringLiteral("PERCENT"), QStringLiteral("0.5")},
                          {QStringLiteral("p99"), {}, QStringLiteral("DURATION"), QStringLiteral("2s")}}});
    if (!arguments)
        return ExitUsage;
    const QString from = arguments->value(QStringLiteral("from"));
    bool isNumber = false;
    const double errors = arguments->value(QStringLiteral("errors")).toDouble(&isNumber);
    const auto p99 = arguments->duration(call, QStringLiteral("p99"));
    if (from.isEmpty() || !isNumber || errors < 0 || !p99)
        return usageError(
            call, "capacity",
            QStringLiteral("--from RECORDING says what to read; --errors takes a percentage, --p99 a duration"));
    if (!QFileInfo(from).isFile())
        return usageError(call, "capacity", QStringLiteral("there is no recording %1").arg(inQuotes(from)));
    auto reader = SqliteJournalReader::open(from);
    if (!reader) {
        call.err << "surgedeck capacity: " << reader.error().message << '\n';
        return ExitUsage;
    }
    CapacityFold fold({errors, toSeconds(*p99)});
    if (const Status read = readAll(**reader, fold); !read) {
        call.err << "surgedeck capacity: " << read.error().message << '\n';
        return ExitUsage;
    }
    const auto capacities = fold.capacities();
    if (arguments->output() == Output::Json)
        call.out << QJsonDocument(capacityDocument(from, capacities)).toJson(QJsonDocument::Compact) << '\n';
    else
        print(call.out, capacities);
    if (capacities.empty())
        call.err << "surgedeck capacity: the recording has no figures of services\n";
    return capacities.empty() ? ExitProblem : ExitFine;
}

} // namespace surgedeck
