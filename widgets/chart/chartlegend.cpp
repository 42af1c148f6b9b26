// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartlegend.h"

#include "widgets/chart/chartlook.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QList>
#include <QPainter>

#include <algorithm>

namespace surgedeck {

ChartLegend::ChartLegend(const ChartModel *model, QWidget *parent)
    : PaintedWidget(parent)
    , m_model(model)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChartLegend::modelChanged()
{
    updateGeometry();
    update();
}

int ChartLegend::columnsIn(int width) const
{
    const int fit = std::max(1, width / theme::scaled(size::legendEntry));
    return std::clamp(int(m_model->lines().size()), 1, fit);
}

int ChartLegend::heightForWidth(int width) const
{
    const int count = std::max(1, int(m_model->lines().size()) + (m_model->leftOut() > 0 ? 1 : 0));
    const int columns = columnsIn(width);
    return (count + columns - 1) / columns * theme::line(Text::Body);
}

QSize ChartLegend::sizeHint() const
{
    return {theme::scaled(size::legendEntry), heightForWidth(std::max(width(), theme::scaled(size::legendEntry)))};
}

QSize ChartLegend::minimumSizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), theme::line(Text::Body)};
}

QString ChartLegend::spokenName() const
{
    QStringList parts;
    for (const SpokenItem &item : spokenItems())
        parts << item.name;
    return parts.join(QStringLiteral("; "));
}

QList<SpokenItem> ChartLegend::spokenItems() const
{
    QList<SpokenItem> items;
    for (const ChartModel::Line &line : m_model->lines()) {
        const ChartSeries &series = line.series;
        const QString value = series.value.isEmpty() ? tr("not known") : series.value;
        const Health health = series.state.isOld() ? Health::Unknown : series.health;
        items << SpokenItem{tr("%1 %2 %3, %4").arg(series.name, value, series.unit, stateWord(health).toLower())};
    }
    if (m_model->leftOut() > 0)
        items << SpokenItem{tr("%n more not drawn", nullptr, int(m_model->leftOut()))};
    return items;
}

void ChartLegend::paintEntry(QPainter &painter, const QRectF &cell, std::size_t index) const
{
    const ChartSeries &series = m_model->lines()[index].series;
    QRectF room = cell;
    const QString letter = m_model->letter(index);
    if (!letter.isEmpty()) {
        drawLine(painter, room, {letter, Text::MicroStrong, &Colours::text1});
        room.setLeft(room.left() + theme::scaled(size::letter));
        drawSeriesSample(painter, QRectF(room.left(), room.top(), size::target, room.height()), index, series);
        room.setLeft(room.left() + size::target + size::gap);
    }
    const bool old = series.state.isOld();
    const Health health = old ? Health::Unknown : series.health;
    if (health != Health::Normal) {
        const QRectF box(room.left(), std::floor(room.center().y() - theme::scaled(size::symbol) / 2.0),
                         theme::scaled(size::symbol), theme::scaled(size::symbol));
        drawShape(painter, box, shapeOf(health));
        room.setLeft(box.right() + size::inner);
    }
    const QString value = series.value.isEmpty() ? QStringLiteral("—")
                          : old                  ? QStringLiteral("≈ ") + series.value
                                                 : series.value;
    QList<TextRun> runs{{series.name, Text::Small, &Colours::text2},
                        {value, Text::BodyStrong, stateInk(health), size::gap},
                        {series.value.isEmpty() ? QString() : series.unit, Text::Micro, &Colours::text2, 2}};
    if (old)
        runs << TextRun{ageText(series.state), Text::Micro, &Colours::stale, size::gap};
    drawLine(painter, room, runs);
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int columns = columnsIn(width());
    const double across = double(width()) / columns;
    const double row = theme::line(Text::Body);
    const auto cell = [&](std::size_t i) {
        return QRectF(double(int(i) % columns) * across, double(int(i) / columns) * row, across - size::gap, row);
    };
    for (std::size_t i = 0; i < m_model->lines().size(); ++i)
        paintEntry(painter, cell(i), i);
    if (m_model->leftOut() > 0)
        drawLine(painter, cell(m_model->lines().size()),
                 {tr("%n more not drawn", nullptr, int(m_model->leftOut())), Text::Small, &Colours::text3});
}

} // namespace surgedeck
