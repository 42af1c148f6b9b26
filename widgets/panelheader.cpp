// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panelheader.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace surgedeck {

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

void PanelHeader::addExtra(QWidget *extra)
{
    m_right->insertWidget(m_right->count() - 1, extra);
}

QString PanelHeader::spokenName() const
{
    return m_subtitle.isEmpty() ? m_title : tr("%1, %2").arg(m_title, m_subtitle);
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
    drawLine(painter, room, {m_subtitle, Text::Small, &Colours::text3});
}

} // namespace surgedeck
