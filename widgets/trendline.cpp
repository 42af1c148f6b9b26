// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trendline.h"

#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"
#include "widgets/trendspans.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr double air = 0.08;
/// A range narrower than this share of the values' size would make noise look like an event.
constexpr double narrowest = 0.02;

bool outOfBand(const TrendData &data, double value)
{
    if (!data.limit || data.badSide == TrendData::BadSide::None)
        return false;
    return data.badSide == TrendData::BadSide::Above ? value > *data.limit : value < *data.limit;
}

QColor abnormalInk(const TrendData &data, const QColor &normal)
{
    const bool abnormal = data.health != Health::Normal && data.health != Health::Unknown;
    return abnormal ? theme::colour(stateInk(data.health)) : normal;
}

} // namespace

double TrendRange::share(double value) const
{
    return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

TrendRange rangeOf(const TrendData &data)
{
    double low = data.limit.value_or(std::numeric_limits<double>::infinity());
    double high = data.limit.value_or(-std::numeric_limits<double>::infinity());
    for (const double value : data.values) {
        if (!std::isfinite(value))
            continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (low > high)
        return {};
    const double least = std::max({std::abs(low), std::abs(high), 1e-9}) * narrowest;
    const double margin = (high - low) * air + std::max(0.0, least - (high - low)) / 2;
    TrendRange range{data.low.value_or(low - margin), data.high.value_or(high + margin)};
    if (range.high <= range.low)
        range.high = range.low + least;
    return range;
}

bool isOutOfBand(const TrendData &data, std::size_t index)
{
    if (index + std::size_t(std::max(0, data.abnormalTail)) >= data.values.size())
        return true;
    return outOfBand(data, data.values[index]);
}

std::optional<double> newestOf(const TrendData &data)
{
    if (data.values.empty() || !std::isfinite(data.values.back()))
        return std::nullopt;
    return data.values.back();
}

void TrendLine::setData(TrendData data)
{
    m_data = std::move(data);
    m_range = rangeOf(m_data);
    m_key = {};
}

void TrendLine::paint(QPainter &painter, const QRectF &rect, const QColor &ink)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const Key key{(rect.size() * ratio).toSize(), theme::generation(), ink.rgba()};
    if (key.pixels.isEmpty() || m_data.values.empty())
        return;
    if (key != m_key) {
        m_image = renderSpans(m_data, m_range, key.pixels, {ink, abnormalInk(m_data, ink), lineWidth * ratio});
        m_image.setDevicePixelRatio(ratio);
        m_key = key;
    }
    painter.drawImage(rect.topLeft(), m_image);
}

void TrendLine::paintLimit(QPainter &painter, const QRectF &rect, const QColor &ink) const
{
    if (!m_data.limit)
        return;
    const double y = std::round(rect.bottom() - m_range.share(*m_data.limit) * rect.height()) + 0.5;
    QPen pen(ink, size::hair);
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
}

void TrendLine::paintEndDot(QPainter &painter, const QRectF &rect, const QColor &ink) const
{
    const std::optional<double> newest = newestOf(m_data);
    if (!newest)
        return;
    const bool bad = isOutOfBand(m_data, m_data.values.size() - 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(bad ? abnormalInk(m_data, ink) : ink);
    const double y = rect.bottom() - m_range.share(*newest) * rect.height();
    painter.drawEllipse(QPointF(rect.right(), y), size::endDot / 2.0, size::endDot / 2.0);
    painter.restore();
}

} // namespace surgedeck
