// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panelheader.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QList>
#include <QPainter>

namespace surgedeck {

namespace {

/// Facts between middle dots are shown whole or not at all, from the first on: a figure that is cut is another figure.
QString wholeParts(const QString &facts, double room)
{
    const QString dot = QStringLiteral(" \u00b7 ");
    QStringList parts = facts.split(dot);
    while (parts.size() > 1 && textWidth(parts.join(dot), Text::Small) > room)
        parts.removeLast();
    return parts.join(dot);
}

} // namespace

PanelHeader::PanelHeader(const QString &title, QWidget *parent)
    : PaintedWidget(parent)
    , m_title(title)
    , m_right(new QHBoxLayout(this))
    , m_age(new AgeLabel(this))
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_right->setContentsMargins(size::padding, 0, size::padding, 0);
    m_right->setSpacing(size::gap);
    m_right->addStretch();
    m_right->addWidget(m_age);
}

void PanelHeader::setTitle(const QString &title)
{
    m_title = title;
    update();
}

void PanelHeader::setKeyHint(const QString &key)
{
    m_key = key;
    update();
}

void PanelHeader::setSubtitle(const QString &subtitle)
{
    if (m_subtitle == subtitle)
        return;
    m_subtitle = boundedLine(subtitle);
    update();
}

void PanelHeader::setState(const DataState &state)
{
    m_age->setState(state);
    const QString missing = state.kind == DataState::Kind::Partial ? boundedLine(state.message) : QString();
    if (missing == m_missing)
        return;
    m_missing = missing;
    update();
}

void PanelHeader::addExtra(QWidget *extra)
{
    m_right->insertWidget(m_right->count() - 1, extra);
}

QString PanelHeader::spokenName() const
{
    QStringList parts{m_title};
    for (const QString &part : {m_missing, m_subtitle})
        if (!part.isEmpty())
            parts << part;
    return parts.join(QStringLiteral(", "));
}

QSize PanelHeader::sizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), theme::grown(size::panelHeader, {Text::BodyStrong})};
}

void PanelHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - size::hair, width(), size::hair, theme::colour(&Colours::line));
    const QWidget *firstOnTheRight = m_right->itemAt(1)->widget();
    QRectF room(size::padding, 0, firstOnTheRight->x() - size::gap - size::padding, height());
    drawLine(painter, room, {m_title, Text::BodyStrong});
    room.setLeft(room.left() + textWidth(m_title, Text::BodyStrong) + size::gap);
    if (!m_key.isEmpty() && room.width() > keyCapWidth(m_key)) {
        drawKeyCap(painter, room, m_key);
        room.setLeft(room.left() + keyCapWidth(m_key) + size::gap);
    }
    const double missing = m_missing.isEmpty() ? 0 : textWidth(m_missing, Text::Small) + size::gap;
    const QString subtitle = wholeParts(m_subtitle, room.width() - missing);
    const int gap = m_missing.isEmpty() || m_subtitle.isEmpty() ? 0 : size::gap;
    drawLine(painter, room,
             QList<TextRun>{{m_missing, Text::Small, &Colours::text1}, {subtitle, Text::Small, &Colours::text3, gap}});
}

} // namespace surgedeck
