// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/factgrid.h"

#include "widgets/plainlabel.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace surgedeck {

namespace {

int cellHeight()
{
    return theme::line(Text::Small) + theme::line(Text::Body) + size::gap;
}

} // namespace

FactGrid::FactGrid(int columns, QWidget *parent)
    : PaintedWidget(parent)
    , m_columns(columns)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void FactGrid::setFacts(const Facts &facts)
{
    if (facts == m_facts)
        return;
    const bool grows = facts.size() != m_facts.size();
    m_facts = facts;
    if (grows)
        updateGeometry();
    update();
}

QString FactGrid::spokenName() const
{
    QStringList parts;
    for (const auto &[label, value] : m_facts)
        parts << tr("%1 %2").arg(label, value);
    return parts.join(QStringLiteral(", "));
}

QList<SpokenItem> FactGrid::spokenItems() const
{
    QList<SpokenItem> items;
    for (const auto &[label, value] : m_facts)
        items << SpokenItem{tr("%1 %2").arg(label, value)};
    return items;
}

QSize FactGrid::sizeHint() const
{
    const int rows = (int(m_facts.size()) + m_columns - 1) / m_columns;
    return {m_columns * theme::scaled(size::trendCaption), rows * cellHeight()};
}

QSize FactGrid::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

QRectF FactGrid::cell(std::size_t index) const
{
    const int column = int(index) % m_columns;
    const double wide = double(width()) / m_columns;
    return {std::floor(column * wide), double(int(index) / m_columns * cellHeight()), wide - size::gap,
            double(cellHeight())};
}

void FactGrid::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        const QRectF room = cell(i);
        const QRectF label(room.left(), room.top(), room.width(), theme::line(Text::Small));
        drawLine(painter, label, {m_facts[i].first, Text::Small, &Colours::text3});
        drawLine(painter, label.translated(0, label.height()).adjusted(0, 0, 0, 4), {m_facts[i].second, Text::Body});
    }
}

bool FactGrid::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return PaintedWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (std::size_t i = 0; i < m_facts.size(); ++i)
        if (cell(i).contains(help->pos()) && textWidth(m_facts[i].second, Text::Body) > cell(i).width())
            QToolTip::showText(help->globalPos(), plainToolTip(m_facts[i].second), this);
    return true;
}

} // namespace surgedeck
