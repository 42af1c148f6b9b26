// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/tilesrow.h"

#include "app/panels/indicatortrend.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/comparisonrows.h"
#include "models/items/indicatortext.h"
#include "models/store/watched.h"
#include "widgets/theme/motion.h"
#include "widgets/theme/tokens.h"

#include <QHBoxLayout>
#include <QKeyEvent>

#include <algorithm>
#include <tuple>

namespace surgedeck {

namespace {

constexpr qsizetype mostTiles = 6;
QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(60);
}

/// A bare count needs a word beside it: a figure without a unit is not shown.
QString unitOf(const IndicatorConfig &config)
{
    const QString unit = indicatorText(0, config).unit;
    return unit.isEmpty() ? TilesRow::tr("now") : unit;
}

/// Whether somebody has to take the alarm of this indicator.
bool isOpen(const PlatformView &view, const QString &indicatorId)
{
    return std::any_of(view.alarms.begin(), view.alarms.end(), [&](const Alarm &alarm) {
        return alarm.id == watched::indicator(indicatorId) && isActive(alarm) && alarm.state != AlarmState::Acknowledged;
    });
}

bool isOffBeat(WallTime now)
{
    return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() % 2 != 0;
}

TileReading readingOf(const Platform &platform, std::size_t at)
{
    const PlatformView &view = platform.view();
    const IndicatorView &indicator = view.indicators[at];
    const IndicatorConfig &config = platform.workspace().indicators[at];
    TileReading reading;
    if (indicator.figure.value)
        reading.value = indicatorText(*indicator.figure.value, config).number;
    reading.health = indicator.state;
    reading.acknowledged = !isOpen(view, indicator.id);
    reading.offBeat = theme::motion() == Motion::Full && isOffBeat(view.now);
    reading.target = limitText(indicator, config);
    std::tie(reading.change, reading.changeSpan) = changeOfIndicator(platform, at);
    reading.state = stateOfIndicator(platform, at);
    return reading;
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
        auto *tile = new ValueTile({safe(config.name), unitOf(config), source ? source->id : tr("no source")}, this);
        tile->setObjectName(QStringLiteral("tile-") + config.id);
        tile->installEventFilter(this);
        const auto at = std::size_t(m_tiles.size());
        connect(tile, &ValueTile::activated, this, [this, at] { open(at); });
        tile->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // the row alone decides
        row->addWidget(tile, 1);
        m_tiles << tile;
    }
}

void TilesRow::compareWith(const Platform *other)
{
    m_other = other;
    if (!other)
        for (ValueTile *tile : m_tiles)
            tile->setOtherTrend({});
    refresh();
}

void TilesRow::refresh()
{
    const auto count = std::min(std::size_t(m_tiles.size()), m_platform.view().indicators.size());
    for (std::size_t at = 0; at < count; ++at) {
        ValueTile *tile = m_tiles[qsizetype(at)];
        TileReading reading = readingOf(m_platform, at);
        if (m_other) {
            const QString difference = differenceOfIndicator(m_platform, *m_other, at);
            reading.change = difference.isEmpty() ? tr("not known then") : difference;
            reading.changeSpan = difference.isEmpty() ? QString() : tr("to %1").arg(clockText(m_other->view().now));
        }
        tile->setReading(reading);
        tile->setTrend(trendOfIndicator(m_platform, at));
        if (m_other && at < m_other->view().indicators.size())
            tile->setOtherTrend(trendOfIndicator(*m_other, at));
    }
}

/// Where there is no figure there is no trend either: what helps is its connection.
void TilesRow::open(std::size_t at)
{
    const DataState &state = m_tiles[qsizetype(at)]->reading().state;
    if (state.action.isEmpty())
        Q_EMIT detailWanted(at);
    else
        Q_EMIT connectionWanted(state.source);
}

void TilesRow::setDensity(ValueTile::Density density)
{
    for (ValueTile *tile : m_tiles)
        tile->setDensity(density);
}

std::optional<std::size_t> TilesRow::focusedIndicator() const
{
    for (qsizetype i = 0; i < m_tiles.size(); ++i)
        if (m_tiles[i]->hasFocus())
            return std::size_t(i);
    return std::nullopt;
}

bool TilesRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonDblClick)
        for (qsizetype i = 0; i < m_tiles.size(); ++i)
            if (m_tiles[i] == watched && m_tiles[i]->reading().state.action.isEmpty())
                Q_EMIT chartWanted(std::size_t(i));
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() != Qt::Key_B || key->modifiers() != Qt::NoModifier)
        return false;
    for (qsizetype i = 0; i < m_tiles.size(); ++i)
        if (m_tiles[i] == watched)
            Q_EMIT breakdownWanted(std::size_t(i));
    return true;
}

} // namespace surgedeck
