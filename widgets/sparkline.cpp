// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sparkline.h"

#include "models/base/numbertext.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace surgedeck {

Sparkline::Sparkline(const QString &label, QWidget *parent)
    : PaintedWidget(parent)
    , m_label(label)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setData(TrendData trend)
{
    m_line.setData(std::move(trend));
    update();
}

void Sparkline::setOld(bool old)
{
    if (old == m_old)
        return;
    m_old = old;
    update();
}

QString Sparkline::spokenName() const
{
    QStringList parts{m_label};
    const std::optional<ValueRange> known = leastAndGreatest(m_line.data());
    if (!known)
        parts << tr("no values");
    else
        parts << tr("lowest %1, highest %2").arg(fixedNumber(known->low, 2), fixedNumber(known->high, 2));
    parts << stateWord(m_old ? Health::Unknown : m_line.data().health).toLower();
    return parts.join(QStringLiteral(", "));
}

QSize Sparkline::sizeHint() const
{
    return {theme::scaled(size::sparklineWidth), theme::scaled(size::sparklineHeight)};
}

QSize Sparkline::minimumSizeHint() const
{
    return {size::target, size::group};
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSparkline(painter, rect(), m_line, theme::colour(m_old ? &Colours::stale : &Colours::dataNormal));
}

void paintSparkline(QPainter &painter, const QRectF &rect, TrendLine &line, const QColor &ink)
{
    const double half = size::endDot / 2.0; // the dot stands around the end of the line
    const QRectF area(std::round(rect.left()), std::round(rect.top()) + half, std::floor(rect.width() - half),
                      std::floor(rect.height() - 2 * half));
    if (area.width() < size::group || area.height() < size::inner || line.data().values.empty())
        return;
    line.paintLimit(painter, area, theme::colour(&Colours::lineStrong));
    line.paint(painter, area, ink);
    if (ink != theme::colour(&Colours::stale))
        line.paintEndDot(painter, area, ink);
}

} // namespace surgedeck
