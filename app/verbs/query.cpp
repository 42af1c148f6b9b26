// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"

#include <QTextStream>

namespace surgedeck {

namespace {

Arguments::Shape shape()
{
    const auto option = [](const char *name, const char *value) {
        return QCommandLineOption(QLatin1String(name), {}, QLatin1String(value));
    };
    return {{QStringLiteral("EXPR")},
            0,
            {option("data", "FILE"), option("workspace", "W"), option("for", "DURATION"), option("time", "T"),
             option("start", "T"), option("end", "T"), option("step", "D"), option("lookback", "D"),
             option("promql-compat", "2|3"), option("format", "FORMAT"), QCommandLineOption(QStringLiteral("batch")),
             QCommandLineOption(QStringLiteral("parse"))}};
}

std::optional<metrics::Compat> compatOf(const Arguments &arguments)
{
    const QString value = arguments.isSet(QStringLiteral("promql-compat"))
                              ? arguments.value(QStringLiteral("promql-compat"))
                              : QStringLiteral("3");
    if (value == QLatin1String("2"))
        return metrics::Compat::V2;
    if (value == QLatin1String("3"))
        return metrics::Compat::V3;
    return std::nullopt;
}

} // namespace

int runQuery(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "query", shape());
    if (!arguments)
        return ExitUsage;
    const auto compat = compatOf(*arguments);
    if (!compat)
        return usageError(call, "query", QStringLiteral("--promql-compat takes 2 or 3"));
    if (arguments->isSet(QStringLiteral("parse")))
        return parseLines(call, *compat);
    return usageError(call, "query", QStringLiteral("EXPR is missing"));
}

} // namespace surgedeck
