// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/tilesrow.h"

#include "app/panels/datastates.h"
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/store/platform.h"
#include "models/store/watched.h"
#include "widgets/theme/tokens.h"
#include "widgets/valuetile.h"

#include <QHBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgedeck {

namespace {

constexpr qsizetype mostTiles = 6;
constexpr std::size_t trendBuckets = 180;

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(60);
}

/// A tile keeps its unit, whatever the figure: seconds stay seconds.
NumberText tileText(double value, const QString &unit)
{
    if (unit == QLatin1String("seconds"))
        return {fixedNumber(value, 2), QStringLiteral("s")};
    return valueText(value, unit);
}

QString unitText(const QString &unit)
{
    const QString shown = tileText(0, unit).unit;
    return shown.isEmpty() ? QObject::tr("now") : shown;
}

const SourceConfig *sourceOf(const Workspace &workspace, const IndicatorConfig &config)
{
    return config.source.isEmpty() ? workspace.defaultMetricSource() : workspace.source(config.source.id);
}

/// The last hour in equal steps; a step without a value is a gap.
std::vector<double> hourOf(const std::deque<MetricPoint> &history, WallTime now)
{
    std::vector<double> values(trendBuckets, std::numeric_limits<double>::quiet_NaN());
    const Milliseconds step = MetricStore::historySpan / static_cast<int>(trendBuckets);
    for (const MetricPoint &point : history) {
        const auto stepsAgo = (now - point.time) / step;
        if (stepsAgo >= 0 && stepsAgo < static_cast<long long>(trendBuckets))
            values[trendBuckets - 1 - static_cast<std::size_t>(stepsAgo)] = point.value;
    }
    return values;
}

TrendData trendOf(const IndicatorView &view, const IndicatorConfig &config, std::vector<double> values)
{
    TrendData trend;
    trend.values = std::move(values);
    trend.limit = view.target;
    trend.health = view.state;
    if (config.objective) {
        using Operator = Comparison::Operator;
        const bool wantsHigh = config.objective->op == Operator::GreaterOrEqual || config.objective->op == Operator::Greater;
        trend.badSide = wantsHigh ? TrendData::BadSide::Below : TrendData::BadSide::Above;
    }
    return trend;
}

/// How much the figure moved against the oldest value of the last quarter of an hour.
QString changeOf(const IndicatorView &view, const std::deque<MetricPoint> &history, WallTime now)
{
    if (!view.figure.value)
        return {};
    const auto first = std::find_if(history.begin(), history.end(), [&](const MetricPoint &point) {
        return now - point.time <= std::chrono::minutes(15);
    });
    if (first == history.end() || now - first->time < std::chrono::minutes(1))
        return {};
    const double change = *view.figure.value - first->value;
    const NumberText text = tileText(std::abs(change), view.unit);
    const QString unit = view.unit == QLatin1String("percent") ? QObject::tr("pt") : text.unit;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - first->time).count();
    return QObject::tr("%1%2 %3 in %4 min").arg(change < 0 ? QChar(0x2212) : QLatin1Char('+')).arg(text.number, unit).arg(minutes);
}

QString targetOf(const IndicatorView &view)
{
    if (!view.target)
        return QObject::tr("no target set");
    const NumberText text = tileText(*view.target, view.unit);
    QString op = view.targetText.section(QLatin1Char(' '), 0, 0);
    op.replace(QStringLiteral(">="), QStringLiteral("\u2265")).replace(QStringLiteral("<="), QStringLiteral("\u2264"));
    return QObject::tr("target %1 %2 %3").arg(op, text.number, text.unit);
}

} // namespace

TilesRow::TilesRow(const Platform &platform, QWidget *parent)
    : QWidget(parent)
    , m_platform(platform)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(size::gap);
    for (const IndicatorConfig &config : platform.workspace().indicators) {
        if (m_tiles.size() == mostTiles)
            break;
        const SourceConfig *source = sourceOf(platform.workspace(), config);
        auto *tile = new ValueTile({safe(config.name), unitText(config.unit), source ? source->id : QString()}, this);
        tile->setObjectName(QStringLiteral("tile-") + config.id);
        row->addWidget(tile, 1);
        m_tiles << tile;
    }
}

void TilesRow::refresh()
{
    const PlatformView &view = m_platform.view();
    const auto &configs = m_platform.workspace().indicators;
    for (qsizetype i = 0; i < m_tiles.size() && static_cast<std::size_t>(i) < view.indicators.size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const IndicatorView &indicator = view.indicators[at];
        const SourceConfig *source = sourceOf(m_platform.workspace(), configs[at]);
        const SourceView sourceView = m_platform.sources().view(source ? source->id : QString(), view.now);
        TileReading reading;
        if (indicator.figure.value)
            reading.value = tileText(*indicator.figure.value, indicator.unit).number;
        reading.health = indicator.state;
        reading.acknowledged = indicator.state != Health::Critical;
        reading.target = targetOf(indicator);
        const auto &history = m_platform.metrics().history(watched::indicator(indicator.id));
        reading.change = changeOf(indicator, history, view.now);
        reading.state = dataStateOf(indicator.figure, sourceView, view.now);
        if (!indicator.error.isEmpty() && reading.state.kind == DataState::Kind::Loading)
            reading.state.message = safe(indicator.error);
        m_tiles[i]->setReading(reading);
        m_tiles[i]->setTrend(trendOf(indicator, configs[at], hourOf(history, view.now)));
    }
}

} // namespace surgedeck
