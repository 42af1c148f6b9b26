// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/topbar.h"

#include "widgets/environmentchip.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace surgedeck {

TopBar::TopBar(QWidget *parent)
    : PaintedWidget(parent)
    , m_environment(new EnvironmentChip(this))
    , m_workspace(new PlainLabel({}, this))
    , m_tabs(new ViewTabs(this))
    , m_sources(new FreshnessStrip(this))
    , m_person(new PlainLabel({}, this))
    , m_local(new PlainLabel({}, this))
    , m_utc(new PlainLabel({}, this))
{
    auto *product = new PlainLabel(QStringLiteral("Surgedeck"), this);
    product->setLook(Text::Strong);
    product->keepWhole();
    m_workspace->setLook(Text::Small, &Colours::text3);
    m_person->setLook(Text::Small, &Colours::text3);
    m_local->setLook(Text::Strong);
    m_local->keepWhole();
    m_utc->keepWhole();
    m_utc->setLook(Text::Micro, &Colours::text3);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(size::padding, 0, size::padding, size::hair);
    row->setSpacing(size::gap);
    row->addWidget(product);
    row->addWidget(m_environment);
    row->addWidget(m_workspace);
    row->addSpacing(size::gap);
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(m_sources);
    row->addWidget(m_person);
    row->addSpacing(size::gap);
    row->addWidget(m_local);
    row->addWidget(m_utc);
    themeChanged();
}

void TopBar::setWorkspace(const QString &name, const QString &environment)
{
    m_workspace->setText(name);
    m_environment->setEnvironment(environment);
}

void TopBar::setPerson(const QString &person)
{
    m_person->setText(person);
}

void TopBar::setClock(const QString &local, const QString &utc)
{
    m_local->setText(local);
    m_utc->setText(utc);
}

QString TopBar::spokenName() const
{
    return tr("%1, %2").arg(m_workspace->text(), m_environment->spokenName());
}

void TopBar::themeChanged()
{
    setFixedHeight(theme::grown(size::topBar, {Text::Body}));
}

void TopBar::showEvent(QShowEvent *)
{
    // Tabs are added after the bar is built; the keyboard still meets them from left to right.
    if (const auto tabs = m_tabs->findChildren<ViewTab *>(); !tabs.isEmpty())
        setTabOrder(tabs.constLast(), m_sources);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::colour(&Colours::panel));
    painter.fillRect(0, height() - size::hair, width(), size::hair, theme::colour(&Colours::line));
}

} // namespace surgedeck
