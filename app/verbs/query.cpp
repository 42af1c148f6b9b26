// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"

#include "models/base/clock.h"

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
            {option("data", "FILE"), option("workspace", "W"), option("source", "ID"), option("for", "DURATION"),
             option("time", "T"), option("start", "T"), option("end", "T"), option("step", "D"),
             option("lookback", "D"), option("promql-compat", "2|3"), option("format", "FORMAT"),
             QCommandLineOption(QStringLiteral("batch")), QCommandLineOption(QStringLiteral("parse"))}};
}

/// How many words an option takes, itself included; 0: the word is no option of this verb.
qsizetype wordsOf(const QString &word, const Arguments::Shape &shape)
{
    if (word == QLatin1String("-o") || word == QLatin1String("--output"))
        return 2;
    if (word == QLatin1String("-ojson") || word == QLatin1String("-otable") || word == QLatin1String("--no-color"))
        return 1;
    const QString name = word.section(QLatin1Char('='), 0, 0);
    for (const QCommandLineOption &option : shape.options) {
        if (name == QLatin1String("--") + option.names().first())
            return option.valueName().isEmpty() || name != word ? 1 : 2;
    }
    return word.startsWith(QLatin1String("--output=")) ? 1 : 0;
}

/// An expression may begin with a sign: what looks like an option and is none is moved behind a "--".
QStringList withExpressionLast(const QStringList &words, const Arguments::Shape &shape)
{
    QStringList options;
    QStringList others;
    for (qsizetype i = 0; i < words.size();) {
        if (words.at(i) == QLatin1String("--")) {
            others += words.mid(i + 1);
            break;
        }
        const qsizetype count = words.at(i).startsWith(QLatin1Char('-')) ? wordsOf(words.at(i), shape) : 0;
        const bool mistyped = count == 0 && words.at(i).size() > 3 && words.at(i).startsWith(QLatin1String("--")) &&
                              words.at(i).at(2).isLetter() && !words.at(i).contains(QLatin1Char('('));
        if (i + count > words.size())
            return words; // the value of the last option is missing, and must not become the "--"
        if (count > 0 || mistyped)
            options += words.mid(i, std::max<qsizetype>(count, 1));
        else
            others += words.at(i);
        i += std::max<qsizetype>(count, 1);
    }
    return options + QStringList{QStringLiteral("--")} + others;
}

/// Reads the options of one call; the first that is wrong is kept.
class QueryOptions
{
public:
    explicit QueryOptions(const Arguments &arguments)
        : m_arguments(arguments)
    {
    }

    metrics::EngineOptions engine()
    {
        metrics::EngineOptions options;
        const QString compat = m_arguments.value(QStringLiteral("promql-compat"));
        if (compat == QLatin1String("2"))
            options.compat = metrics::Compat::V2;
        else if (!compat.isEmpty() && compat != QLatin1String("3"))
            fail(QStringLiteral("--promql-compat takes 2 or 3"));
        if (m_arguments.isSet(QStringLiteral("lookback")))
            options.lookbackMs = span("lookback");
        if (options.lookbackMs <= 0)
            fail(QStringLiteral("--lookback has to be more than nothing"));
        return options;
    }

    QueryRequest request()
    {
        QueryRequest request;
        request.query = m_arguments.positional(0).toStdString();
        int parts = 0;
        for (const char *name : {"start", "end", "step"})
            parts += m_arguments.isSet(QLatin1String(name)) ? 1 : 0;
        request.range = parts > 0;
        if (parts != 0 && parts != 3)
            fail(QStringLiteral("--start, --end and --step go together"));
        if (request.range && m_arguments.isSet(QStringLiteral("time")))
            fail(QStringLiteral("--time is for one moment, --start and --end for a range"));
        if (request.range)
            request.times = {time("start"), time("end"), span("step")};
        else if (m_arguments.isSet(QStringLiteral("time")))
            request.timeMs = time("time");
        return request;
    }

    const QString &problem() const { return m_problem; }

private:
    void fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
    }

    std::int64_t time(const char *name)
    {
        const auto value = timeOfText(m_arguments.value(QLatin1String(name)));
        if (!value)
            fail(QStringLiteral("--%1 takes RFC 3339 or Unix seconds").arg(QLatin1String(name)));
        return value.value_or(0);
    }

    std::int64_t span(const char *name)
    {
        const auto value = spanOfText(m_arguments.value(QLatin1String(name)));
        if (!value)
            fail(QStringLiteral("--%1 takes a duration such as 5m, or seconds").arg(QLatin1String(name)));
        return value.value_or(1);
    }

    const Arguments &m_arguments;
    QString m_problem;
};

int queryData(VerbCall &call, const Arguments &arguments, const QueryRequest &request,
              const metrics::EngineOptions &engine)
{
    const auto storage =
        loadDataForVerb(call, arguments.value(QStringLiteral("data")), arguments.value(QStringLiteral("format")));
    if (!storage)
        return ExitUsage;
    const std::int64_t now = SystemClock().now().time_since_epoch().count();
    const QueryDefaults defaults{engine, storage->newestMs().value_or(now)};
    if (arguments.isSet(QStringLiteral("batch")))
        return answerLines(call, *storage, defaults);
    return printAnswer(call, evaluate(request, *storage, defaults), arguments.output());
}

QString contradiction(const Arguments &arguments)
{
    const bool batch = arguments.isSet(QStringLiteral("batch"));
    const bool parse = arguments.isSet(QStringLiteral("parse"));
    const bool expression = !arguments.positional(0).isNull();
    const bool data = arguments.isSet(QStringLiteral("data"));
    const bool workspace = arguments.isSet(QStringLiteral("workspace"));
    if (parse)
        return batch || expression || data || workspace
                   ? QStringLiteral("--parse takes its expressions from standard input, and no data")
                   : QString();
    if (batch && expression)
        return QStringLiteral("--batch takes its queries from standard input");
    if (batch && !data)
        return QStringLiteral("--batch needs --data FILE");
    if (!batch && !expression)
        return QStringLiteral("EXPR is missing");
    if (data == workspace)
        return QStringLiteral("give either --data FILE or --workspace W");
    return {};
}

} // namespace

int runQuery(VerbCall &call)
{
    VerbCall sorted{withExpressionLast(call.arguments, shape()), call.out, call.err};
    const auto arguments = Arguments::read(sorted, "query", shape());
    if (!arguments)
        return ExitUsage;
    QueryOptions options(*arguments);
    const metrics::EngineOptions engine = options.engine();
    const QueryRequest request = options.request();
    const QString problem = options.problem().isEmpty() ? contradiction(*arguments) : options.problem();
    if (!problem.isEmpty())
        return usageError(call, "query", problem);
    if (arguments->isSet(QStringLiteral("for")) && !arguments->duration(call, QStringLiteral("for")))
        return ExitUsage;
    if (arguments->isSet(QStringLiteral("parse")))
        return parseLines(call, engine.compat);
    if (arguments->isSet(QStringLiteral("workspace")))
        return queryWorkspace(call, *arguments, request);
    return queryData(call, *arguments, request, engine);
}

} // namespace surgedeck
