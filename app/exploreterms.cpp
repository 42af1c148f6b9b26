// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exploreterms.h"

#include "models/metrics/functionsignatures.h"

#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace surgedeck {

namespace {

constexpr std::size_t mostSeries = 50'000; ///< looked at
constexpr std::size_t mostTerms = 20'000;

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char(':');
}

QStringList listOf(const std::set<QString> &terms)
{
    QStringList list;
    for (const QString &term : terms)
        list << term;
    return list;
}

void addScraped(const metrics::SampleStore &store, std::set<QString> &names, std::set<QString> &labels)
{
    std::size_t seen = 0;
    for (const metrics::SeriesRef ref : store.find({})) {
        if (++seen > mostSeries || names.size() > mostTerms)
            return;
        const auto series = store.labelsOf(ref);
        if (!series)
            continue;
        for (const metrics::Label &label : series->all()) {
            if (label.name == metrics::nameLabel)
                names.insert(QString::fromStdString(label.value));
            else
                labels.insert(QString::fromStdString(label.name));
        }
    }
}

/// Words that a brace or a range follows are metrics, words before a comparison in braces are labels.
void addWritten(const Workspace &workspace, std::set<QString> &names, std::set<QString> &labels)
{
    static const QRegularExpression metric(QStringLiteral("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*[{\\[]"));
    static const QRegularExpression label(QStringLiteral("[{,]\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=|!)"));
    const auto add = [&](const QString &expression) {
        for (auto found = metric.globalMatch(expression); found.hasNext();)
            names.insert(found.next().captured(1));
        for (auto found = label.globalMatch(expression); found.hasNext();)
            labels.insert(found.next().captured(1));
    };
    for (const IndicatorConfig &indicator : workspace.indicators) {
        add(indicator.expr.text);
        add(indicator.expected.text);
    }
    for (const ServiceConfig &service : workspace.services)
        for (const Expression *expression : {&service.ratePerMinute, &service.errorRatio, &service.p99Seconds})
            add(expression->text);
    for (const BoardConfig &board : workspace.boards)
        for (const BoardPanel &panel : board.panels)
            for (const BoardSeries &series : panel.series)
                add(series.expr.text);
}

} // namespace

ExploreTerms exploreTerms(const Workspace &workspace, const metrics::SharedSamples *samples)
{
    std::set<QString> names, labels;
    addWritten(workspace, names, labels);
    if (samples)
        addScraped(samples->reading(), names, labels);
    ExploreTerms terms{listOf(names), listOf(labels), {}};
    for (const metrics::FunctionSignature &function : metrics::allFunctions())
        terms.functions << QString::fromUtf8(function.name.data(), static_cast<qsizetype>(function.name.size()));
    return terms;
}

WordAtCursor wordAt(const QString &expression, int cursor)
{
    WordAtCursor at;
    at.begin = std::clamp(cursor, 0, static_cast<int>(expression.size()));
    const int end = at.begin;
    while (at.begin > 0 && isWordCharacter(expression[at.begin - 1]))
        --at.begin;
    at.word = expression.mid(at.begin, end - at.begin);
    const QString before = expression.left(at.begin);
    at.inBraces = before.count(QLatin1Char('{')) > before.count(QLatin1Char('}'));
    return at;
}

} // namespace surgedeck
