// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trendview.h"

#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QList>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

TrendView::TrendView(QWidget *parent, TimeLabels labels)
    : PaintedWidget(parent)
    , m_labels(labels)
{
    setFocusPolicy(Qt::StrongFocus);
}

void TrendView::setCaption(const TrendCaption &caption)
{
    if (caption == m_caption)
        return;
    m_caption = caption;
    update();
}

void TrendView::setData(TrendData trend)
{
    m_line.setData(std::move(trend));
    update();
}

void TrendView::setMarks(const TrendMarks &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    update();
}

QString TrendView::spokenName() const
{
    const QString value =
        m_caption.value.isEmpty() ? tr("not known") : QStringLiteral("%1 %2").arg(m_caption.value, m_caption.unit);
    QStringList parts{m_caption.label, value, stateWord(m_line.data().health).toLower()};
    if (!m_caption.target.isEmpty())
        parts << m_caption.target;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double sample : m_line.data().values) {
        low = std::fmin(low, sample);
        high = std::fmax(high, sample);
    }
    if (low <= high)
        parts << tr("between %1 and %2").arg(low, 0, 'g', 4).arg(high, 0, 'g', 4);
    return parts.join(QStringLiteral(", "));
}

QSize TrendView::sizeHint() const
{
    const int foot = m_labels == TimeLabels::Shown ? theme::line(Text::Micro) : 0;
    return {theme::scaled(2 * size::tileMinimumWidth),
            theme::line(Text::Body) + theme::line(Text::BodyStrong) + theme::line(Text::Small) + size::gap + foot};
}

QSize TrendView::minimumSizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), theme::line(Text::Body) + theme::line(Text::BodyStrong)};
}

QRectF TrendView::plot() const
{
    const double left = theme::scaled(size::trendCaption + size::trendAxis);
    const double foot = m_labels == TimeLabels::Shown ? theme::line(Text::Micro) : 0;
    return QRectF(left, size::inner, std::max(0.0, double(width()) - left), height() - foot - 2 * size::inner);
}

void TrendView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF area = plot();
    paintCaption(painter);
    paintAxis(painter, area);
    paintMarks(painter, area);
    m_line.paintLimit(painter, area, theme::colour(&Colours::text3));
    m_line.paint(painter, area, theme::colour(&Colours::dataNormal));
}

void TrendView::paintCaption(QPainter &painter) const
{
    QRectF line(0, 0, theme::scaled(size::trendCaption) - size::gap, theme::line(Text::Body));
    drawLine(painter, line, {m_caption.label, Text::Body, &Colours::text2});
    line = QRectF(0, line.bottom(), line.width(), theme::line(Text::BodyStrong));
    const bool known = !m_caption.value.isEmpty();
    drawLine(painter, line,
             {{known ? m_caption.value : QStringLiteral("—"), Text::Strong, known ? &Colours::text1 : &Colours::stale},
              {known ? m_caption.unit : QString(), Text::Micro, &Colours::text2, 2}});
    line = QRectF(0, line.bottom(), line.width(), theme::line(Text::Small));
    if (line.bottom() <= height())
        drawLine(painter, line, {m_caption.target, Text::Micro, &Colours::text3});
}

void TrendView::paintAxis(QPainter &painter, const QRectF &area) const
{
    const int most = area.height() >= 3 * theme::line(Text::Micro) ? 3 : 2;
    const AxisValues axis = axisValues(m_line.range(), most);
    const double left = theme::scaled(size::trendCaption);
    for (const double value : axis.values) {
        const double y = std::round(area.bottom() - m_line.range().share(value) * area.height());
        painter.fillRect(QRectF(area.left(), y, area.width(), size::hair), theme::colour(&Colours::line));
        const double half = theme::line(Text::Micro) / 2.0;
        drawLine(painter, QRectF(left, y - half, area.left() - left - size::gap, 2 * half),
                 {QString::number(value, 'f', axis.decimals), Text::Micro, &Colours::text3}, Qt::AlignRight);
    }
}

void TrendView::paintMarks(QPainter &painter, const QRectF &area) const
{
    QPen dots(theme::colour(&Colours::text2), size::hair, Qt::CustomDashLine, Qt::FlatCap);
    dots.setDashPattern({2, 2});
    painter.setPen(dots);
    for (const double event : m_marks.events) {
        const double x = std::round(area.left() + event * area.width()) + 0.5;
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    if (m_labels == TimeLabels::Hidden)
        return;
    const double half = theme::scaled(size::wide);
    for (const TrendMarks::Tick &tick : m_marks.ticks) {
        const double x =
            std::clamp(area.left() + tick.position * area.width(), area.left() + half, area.right() - half);
        drawLine(painter, QRectF(x - half, height() - theme::line(Text::Micro), 2 * half, theme::line(Text::Micro)),
                 {tick.label, Text::Micro, &Colours::text3}, Qt::AlignHCenter);
    }
}

void TrendView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT activated();
    else
        PaintedWidget::keyPressEvent(event);
}

void TrendView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT activated();
}

AxisValues axisValues(const TrendRange &range, int most)
{
    const double span = range.high - range.low;
    if (!(span > 0) || most < 1)
        return {};
    double step = std::pow(10, std::floor(std::log10(span / most)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
        const double wider = step * factor;
        if (std::floor(range.high / wider) - std::ceil(range.low / wider) + 1 <= most) {
            step = wider;
            break;
        }
    }
    AxisValues result;
    result.decimals = std::max(0, int(-std::floor(std::log10(step) + 1e-9)));
    for (double n = std::ceil(range.low / step); n * step <= range.high; ++n)
        result.values.push_back(n * step);
    return result;
}

} // namespace surgedeck
