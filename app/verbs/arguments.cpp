// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/arguments.h"

#include "models/base/timetext.h"

#include <QTextStream>

namespace surgedeck {

namespace {
constexpr Milliseconds longestDuration{86'400'000};
}

int usageError(VerbCall &call, const char *verb, const QString &what)
{
    call.err << "surgedeck" << (*verb ? " " : "") << verb << ": " << what << '\n';
    if (const Verb *found = findVerb(QLatin1String(verb)))
        call.err << "usage: surgedeck " << found->name << ' ' << found->usage << '\n';
    return ExitUsage;
}

std::optional<Arguments> Arguments::read(VerbCall &call, const char *verb, const Shape &shape)
{
    Arguments arguments;
    arguments.m_parser = std::make_shared<QCommandLineParser>();
    QCommandLineParser &parser = *arguments.m_parser;
    parser.addOptions(shape.options);
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")}, {}, QStringLiteral("FORMAT"), QStringLiteral("table")});
    parser.addOption({QStringLiteral("no-color"), {}});
    const auto fail = [&](const QString &what) {
        usageError(call, verb, what);
        return std::nullopt;
    };
    if (!parser.parse(QStringList{QStringLiteral("surgedeck")} + call.arguments))
        return fail(parser.errorText());
    arguments.m_positional = parser.positionalArguments();
    if (arguments.m_positional.size() < shape.required)
        return fail(QStringLiteral("%1 is missing").arg(shape.names.value(static_cast<int>(arguments.m_positional.size()))));
    if (arguments.m_positional.size() > shape.names.size())
        return fail(QStringLiteral("unexpected argument '%1'").arg(arguments.m_positional.at(shape.names.size()).left(80)));
    const QString format = parser.value(QStringLiteral("output"));
    if (format != QLatin1String("table") && format != QLatin1String("json"))
        return fail(QStringLiteral("-o takes table or json, not '%1'").arg(format.left(40)));
    arguments.m_output = format == QLatin1String("json") ? Output::Json : Output::Table;
    return arguments;
}

std::optional<Milliseconds> Arguments::duration(VerbCall &call, const QString &option) const
{
    const auto parsed = parseDuration(value(option));
    if (parsed && *parsed <= longestDuration)
        return *parsed;
    call.err << "surgedeck: --" << option << ": "
             << (parsed ? QStringLiteral("at most 1d") : parsed.error().message) << '\n';
    return std::nullopt;
}

} // namespace surgedeck
