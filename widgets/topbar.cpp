// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/topbar.h"

#include "widgets/environmentchip.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

/// A label that is left out takes no room either.
int spaceFor(const QWidget &widget)
{
    const int width = widget.sizeHint().width();
    return width == 0 ? 0 : width + size::group;
}

} // namespace

TopBar::TopBar(QWidget *parent)
    : PaintedWidget(parent)
    , m_product(new PlainLabel(QStringLiteral("Surgedeck"), this))
    , m_environment(new EnvironmentChip(this))
    , m_workspace(new PlainLabel({}, this))
    , m_tabs(new ViewTabs(this))
    , m_command(new CommandField(this))
    , m_sources(new FreshnessStrip(this))
    , m_person(new PlainLabel({}, this))
    , m_local(new PlainLabel({}, this))
    , m_utc(new PlainLabel({}, this))
{
    m_product->setLook(Text::Strong);
    m_workspace->setLook(Text::Small, &Colours::text3);
    m_person->setLook(Text::Small, &Colours::text3);
    m_local->setLook(Text::Strong);
    m_utc->setLook(Text::Micro, &Colours::text3);
    connect(m_command, &CommandField::outcomeChanged, this, &TopBar::arrange);
    themeChanged();
}

void TopBar::setWorkspace(const QString &name, const QString &environment)
{
    m_workspace->setText(name);
    m_environment->setEnvironment(environment);
    arrange();
}

void TopBar::setPerson(const QString &person)
{
    m_person->setText(person);
    arrange();
}

void TopBar::setClock(const QString &local, const QString &utc)
{
    const bool wider = local.size() != m_local->text().size();
    m_local->setText(local);
    m_utc->setText(utc);
    if (wider)
        arrange();
}

QString TopBar::spokenName() const
{
    return tr("%1, %2").arg(m_workspace->text(), m_environment->spokenName());
}

void TopBar::themeChanged()
{
    setFixedHeight(theme::grown(size::topBar, {Text::Body}));
    arrange();
}

int TopBar::widthOf(const Economy &economy) const
{
    int width = 2 * size::padding + spaceFor(*m_product) + spaceFor(*m_environment) + m_local->sizeHint().width();
    width += economy.workspace ? spaceFor(*m_workspace) : 0;
    width += economy.person ? spaceFor(*m_person) : 0;
    width += economy.utc ? spaceFor(*m_utc) : 0;
    width += m_tabs->widthWith(economy.tabs) + size::group;
    width += m_command->widthFor(economy.command) + size::group;
    return width + (economy.wholeStrip ? m_sources->sizeHint().width() : m_sources->leastWidth()) + size::group;
}

void TopBar::arrange()
{
    using Room = CommandField::Room;
    // The role of a person and the second clock outlast the list of sources: that counts those which are current.
    static constexpr std::array<Economy, 9> steps{{
        {true, true, true, TabKeys::Shown, Room::Wide, true},
        {false, true, true, TabKeys::Shown, Room::Wide, true},
        {false, true, true, TabKeys::Shown, Room::Short, true},
        {false, true, true, TabKeys::Shown, Room::Short, false},
        {false, false, true, TabKeys::Shown, Room::Short, false},
        {false, false, true, TabKeys::Hidden, Room::Short, false},
        {false, false, true, TabKeys::Hidden, Room::Icon, false},
        {false, false, false, TabKeys::Hidden, Room::Icon, false},
        {false, false, false, TabKeys::Alone, Room::Icon, false},
    }};
    const auto fits = [this](const Economy &economy) { return widthOf(economy) <= width(); };
    place(*std::find_if(steps.begin(), steps.end() - 1, fits));
}

void TopBar::place(const Economy &economy)
{
    m_workspace->setVisible(economy.workspace);
    m_person->setVisible(economy.person);
    m_utc->setVisible(economy.utc);
    m_tabs->setKeys(economy.tabs);
    m_command->setRoom(economy.command);
    const int left = placeLeft(economy);
    const int right = placeRight(economy);
    int command = m_command->widthFor(economy.command);
    const int strip = std::clamp(right - left - command - size::group, 0, m_sources->sizeHint().width());
    if (!m_command->outcome().isEmpty())
        command = std::max(command, std::min(theme::scaled(size::outcomeMost),
                                             right - left - std::min(strip, m_sources->leastWidth()) - size::group));
    const int forStrip = std::min(strip, right - left - command - size::group);
    const int fieldHeight = m_command->sizeHint().height();
    m_sources->setGeometry(right - forStrip, (height() - m_sources->sizeHint().height()) / 2, forStrip,
                           m_sources->sizeHint().height());
    m_command->setGeometry(right - forStrip - size::group - command, (height() - fieldHeight) / 2, command, fieldHeight);
}

/// Returns where the views end.
int TopBar::placeLeft(const Economy &economy)
{
    int x = size::padding;
    const auto put = [&](QWidget *widget, int tall) {
        const int wide = widget->sizeHint().width();
        widget->setGeometry(x, (height() - tall) / 2, wide, tall);
        x += spaceFor(*widget);
    };
    put(m_product, m_product->sizeHint().height());
    put(m_environment, m_environment->sizeHint().height());
    if (economy.workspace)
        put(m_workspace, m_workspace->sizeHint().height());
    const int wide = m_tabs->widthWith(economy.tabs);
    m_tabs->setGeometry(x, 0, wide, height() - size::hair);
    return x + wide + size::group;
}

/// Returns where the sources end.
int TopBar::placeRight(const Economy &economy)
{
    int x = width() - size::padding;
    const auto put = [&](QWidget *widget, int gap) {
        const QSize wanted = widget->sizeHint();
        x -= wanted.width();
        widget->setGeometry(x, (height() - wanted.height()) / 2, wanted.width(), wanted.height());
        x -= gap;
    };
    if (economy.utc)
        put(m_utc, size::gap);
    put(m_local, size::group);
    if (economy.person && !m_person->text().isEmpty())
        put(m_person, size::group);
    return x;
}

QSize TopBar::sizeHint() const
{
    return {widthOf({true, true, true, TabKeys::Shown, CommandField::Room::Wide, true}), height()};
}

QSize TopBar::minimumSizeHint() const
{
    return {widthOf({false, false, false, TabKeys::Alone, CommandField::Room::Icon, false}), height()};
}

void TopBar::showEvent(QShowEvent *)
{
    // Tabs are added after the bar is built; the keyboard still meets everything from left to right.
    if (const auto tabs = m_tabs->findChildren<ViewTab *>(); !tabs.isEmpty()) {
        setTabOrder(tabs.constLast(), m_command);
        setTabOrder(m_command, m_sources);
    }
}

void TopBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

bool TopBar::event(QEvent *event)
{
    // A source that goes stale needs more room, a view that is added too.
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return PaintedWidget::event(event);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::colour(&Colours::panel));
    painter.fillRect(0, height() - size::hair, width(), size::hair, theme::colour(&Colours::line));
}

} // namespace surgedeck
