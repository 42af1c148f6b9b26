// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidentbar.h"

#include "widgets/announcer.h"
#include "widgets/frame.h"
#include "widgets/plainlabel.h"
#include "widgets/statechip.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace surgedeck {

IncidentBar::IncidentBar(QWidget *parent)
    : PaintedWidget(parent)
    , m_chip(new StateChip(this, StateChip::Look::Large))
    , m_title(new PlainLabel({}, this))
    , m_subtitle(new PlainLabel({}, this))
    , m_facts(new FactRow(this))
    , m_buttons(new QHBoxLayout)
    , m_announcer(new Announcer(this))
{
    m_title->setLook(Text::Strong);
    m_subtitle->setLook(Text::Small, &Colours::text2);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    words->addStretch();
    m_buttons->setSpacing(size::gap);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(size::group, 0, size::padding, 0);
    row->setSpacing(size::group);
    row->addWidget(m_chip);
    row->addLayout(words, 3);
    row->addWidget(m_facts, 5);
    row->addLayout(m_buttons);
    // What stands in the bar never moves it: the parts share the width by their factors alone.
    for (QWidget *part : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_subtitle)})
        part->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    themeChanged();
}

void IncidentBar::setHeadline(const IncidentHeadline &headline)
{
    if (headline == m_headline)
        return;
    const bool news = headline.health != m_headline.health || headline.title != m_headline.title;
    m_headline = headline;
    m_chip->setState(headline.health, headline.chip);
    m_title->setText(headline.title);
    m_subtitle->setText(headline.subtitle);
    m_facts->setFacts(headline.facts);
    if (news)
        m_announcer->announce(spokenName(), headline.health);
    update();
}

void IncidentBar::addButton(QWidget *button, Room room)
{
    m_buttons->addWidget(button);
    if (room == Room::Wide) {
        m_wideButtons << button;
        button->setVisible(isWide());
    }
}

bool IncidentBar::isWide() const
{
    return width() >= 8 * theme::scaled(size::tileMinimumWidth);
}

void IncidentBar::resizeEvent(QResizeEvent *event)
{
    PaintedWidget::resizeEvent(event);
    for (QWidget *button : m_wideButtons)
        button->setVisible(isWide());
}

QString IncidentBar::spokenName() const
{
    return tr("Incident bar, %1, %2").arg(stateWord(m_headline.health).toLower(), m_headline.title);
}

void IncidentBar::themeChanged()
{
    setFixedHeight(theme::grown(size::incidentBar, {Text::Strong, Text::Small}));
}

void IncidentBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSurface(painter, rect(), &Colours::panel, &Colours::line);
    QPainterPath surface;
    surface.addRoundedRect(rect(), size::radius, size::radius);
    QPainterPath edge;
    edge.addRect(QRectF(0, 0, size::stateEdge, height()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(surface.intersected(edge), theme::colour(stateInk(m_headline.health, &Colours::track)));
}

} // namespace surgedeck
