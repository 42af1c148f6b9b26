// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartchrome.h"

#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QList>
#include <QPainter>

#include <cmath>

namespace surgedeck {

namespace {

QCategoryAxis *makeValueAxis(const ValueScale &scale, int mostLabels)
{
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setRange(scale.range.low, scale.range.high);
    axis->setStartValue(scale.range.low);
    // A category ends at its value, and its label stands there; an end at the very start needs one of its own.
    for (const int line : scale.labelled(mostLabels))
        axis->append(scale.label(line), scale.at(line));
    axis->setLabelsFont(theme::font(Text::Micro));
    axis->setLabelsColor(theme::colour(&Colours::text3));
    axis->setGridLinePen(QPen(theme::colour(&Colours::line), size::hair));
    axis->setLinePen(Qt::NoPen);
    axis->setTruncateLabels(false);
    return axis;
}

/// There is no turn of the event loop in which the chart would lay itself out.
QRectF laidOut(QChart &chart, const QSizeF &size)
{
    chart.resize(size);
    chart.layout()->activate();
    return chart.plotArea();
}

/// QChart::setPlotArea() of Qt 6.4 moves the series and leaves the axes where they were. So the chart is made as large
/// as gives its plot the size of `area`, and painted where the two cover each other.
void paintChart(QPainter &painter, const ChartPane &pane, const QRectF &area)
{
    QGraphicsScene scene;
    auto *chart = new QChart;
    scene.addItem(chart);
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(false);
    chart->legend()->hide();
    const int air = theme::line(Text::Body); // or the chart leaves out the label at its very foot
    chart->setMargins({0, air, 0, air});
    chart->addAxis(makeValueAxis(pane.scale, int(area.height() / theme::line(Text::Body)) + 1), Qt::AlignLeft);
    const QSizeF first = area.size() + QSizeF(theme::scaled(size::chartAxis), 2 * air);
    const QSizeF around = first - laidOut(*chart, first).size();
    const QRectF plot = laidOut(*chart, area.size() + around);
    const QRectF whole(QPointF(0, 0), area.size() + around);
    scene.setSceneRect(whole);
    scene.render(&painter, whole.translated(area.topLeft() - plot.topLeft()), whole);
}

void paintLimits(QPainter &painter, const ChartPane &pane, const QRectF &area)
{
    QPen pen(theme::colour(&Colours::text3), size::hair);
    pen.setDashPattern({3, 3});
    for (const ChartPane::Limit &limit : pane.limits) {
        const double y = std::round(area.bottom() - pane.scale.range.share(limit.value) * area.height()) + 0.5;
        painter.setPen(pen);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        const double height = theme::line(Text::Micro);
        const double top = y - height < area.top() ? y + 1 : y - height;
        drawLine(painter, QRectF(area.left() + size::inner, top, area.width() - 2 * size::inner, height),
                 {limit.label, Text::Micro, &Colours::text3});
    }
}

} // namespace

std::vector<QRectF> paneAreas(const QSizeF &size, std::size_t panes)
{
    const double left = theme::scaled(size::chartAxis);
    const double half = theme::line(Text::Micro) / 2.0; // a label reaches above its line
    const double heads = theme::line(Text::Micro);
    const double foot = theme::line(Text::Micro) + size::gap;
    const double each = (size.height() - foot) / double(std::max<std::size_t>(1, panes));
    std::vector<QRectF> areas;
    for (std::size_t i = 0; i < panes; ++i) {
        const double top = std::round(double(i) * each + heads + half);
        const double bottom = std::round(double(i + 1) * each - half);
        areas.emplace_back(left, top, std::max(1.0, std::floor(size.width() - left - size::padding)),
                           std::max(1.0, bottom - top));
    }
    return areas;
}

QImage renderChrome(const std::vector<ChartPane> &panes, const QSize &size, qreal ratio)
{
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(theme::colour(&Colours::panel));
    QPainter painter(&image);
    const std::vector<QRectF> areas = paneAreas(size, panes.size());
    for (std::size_t i = 0; i < panes.size(); ++i) {
        paintChart(painter, panes[i], areas[i]);
        paintLimits(painter, panes[i], areas[i]);
        const double height = theme::line(Text::Micro);
        drawLine(painter,
                 QRectF(0, areas[i].top() - height - height / 2, theme::scaled(size::chartAxis) - size::gap, height),
                 {panes[i].unit, Text::Micro, &Colours::text2}, Qt::AlignRight);
    }
    return image;
}

} // namespace surgedeck
