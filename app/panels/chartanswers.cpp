// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/chartanswers.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/items/indicatortext.h"

namespace surgedeck {

namespace {

constexpr int widestName = 80;

QString nameOf(const MetricSeries &series, const ChartNaming &naming)
{
    QString text = naming.name;
    if (!text.isEmpty()) {
        for (const auto &[label, value] : series.labels)
            text.replace(QStringLiteral("{{%1}}").arg(label), value);
        return SafeText::of(text).singleLine(widestName);
    }
    QStringList parts;
    QString metric;
    for (const auto &[label, value] : series.labels) {
        if (label == QLatin1String("__name__"))
            metric = value;
        else
            parts << QStringLiteral("%1=%2").arg(label, value);
    }
    text = (metric + QLatin1Char(' ') + parts.join(QStringLiteral(", "))).trimmed();
    return SafeText::of(text.isEmpty() ? naming.expression : text).singleLine(widestName);
}

std::optional<ChartLimit> limitOf(const ChartNaming &naming)
{
    if (!naming.objective)
        return std::nullopt;
    const NumberText text = valueText(naming.objective->limit, naming.unit);
    using Op = Comparison::Operator;
    const bool isFloor = naming.objective->op == Op::Greater || naming.objective->op == Op::GreaterOrEqual;
    return ChartLimit{
        naming.objective->limit, isFloor ? TrendData::BadSide::Below : TrendData::BadSide::Above,
        QStringLiteral("%1 %2 %3").arg(operatorSign(naming.objective->op), text.number, text.unit).trimmed()};
}

} // namespace

std::vector<ChartSeries> chartSeriesOf(const Matrix &matrix, const ChartNaming &naming, Milliseconds step)
{
    std::vector<ChartSeries> lines;
    for (const MetricSeries &series : matrix) {
        ChartSeries line;
        line.name = nameOf(series, naming);
        line.unit = valueText(0, naming.unit).unit;
        line.origin = naming.expression;
        line.points = series.points;
        line.gapAfter = 2 * step;
        line.limit = limitOf(naming);
        if (!line.points.empty()) {
            const double newest = line.points.back().value;
            const NumberText text = valueText(newest, naming.unit);
            line.value = text.number;
            if (naming.objective && !naming.objective->holds(newest))
                line.health = Health::Degraded;
        }
        line.state.kind = DataState::Kind::Live;
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace surgedeck
