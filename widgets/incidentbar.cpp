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
    m_entries.push_back({button, room, Wanted::Now});
    placeButtons();
}

void IncidentBar::setWanted(const QWidget *button, Wanted wanted)
{
    for (Entry &entry : m_entries)
        if (entry.button == button)
            entry.wanted = wanted;
    placeButtons();
}

/// Buttons take at most a third of the bar; in a small one, or with large text, the title needs the place of those that
/// can not be pressed.
void IncidentBar::placeButtons()
{
    const bool isWide = width() >= 8 * theme::scaled(size::tileMinimumWidth);
    const auto isHere = [&](const Entry &entry) { return isWide || entry.room == Room::Always; };
    int all = 0;
    for (const Entry &entry : m_entries)
        all += isHere(entry) ? entry.button->sizeHint().width() + size::gap : 0;
    int room = width() / 3;
    const bool keepPlaces = all <= room && width() >= 6 * theme::scaled(size::tileMinimumWidth);
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        QSizePolicy policy = entry->button->sizePolicy();
        policy.setRetainSizeWhenHidden(keepPlaces && isHere(*entry));
        if (policy != entry->button->sizePolicy())
            entry->button->setSizePolicy(policy);
        const bool wanted = isHere(*entry) && entry->wanted == Wanted::Now;
        room -= wanted ? entry->button->sizeHint().width() + size::gap : 0;
        entry->button->setVisible(wanted && room >= 0);
    }
}

/// Also when the words of a button or the size of text change.
bool IncidentBar::event(QEvent *event)
{
    const bool handled = PaintedWidget::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        placeButtons();
    return handled;
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
