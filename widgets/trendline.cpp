// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trendline.h"

#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace surgedeck {

QColor outOfBandInk(Health health, const QColor &normal)
{
    const bool abnormal = health != Health::Normal && health != Health::Unknown;
    return abnormal ? theme::colour(stateInk(health)) : normal;
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
        m_image = QImage(key.pixels, QImage::Format_ARGB32_Premultiplied);
        m_image.fill(Qt::transparent);
        ColumnSpans spans;
        const double width = lineWidth * ratio;
        trendSpans(m_data, wholeOf(m_data), {key.pixels, m_range, width}, spans);
        paintSpans(m_image, m_image.rect(), spans, {ink, outOfBandInk(m_data.health, ink), width});
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
    painter.setBrush(bad ? outOfBandInk(m_data.health, ink) : ink);
    const double y = rect.bottom() - m_range.share(*newest) * rect.height();
    painter.drawEllipse(QPointF(rect.right(), y), size::endDot / 2.0, size::endDot / 2.0);
    painter.restore();
}

} // namespace surgedeck
