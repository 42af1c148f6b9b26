// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/replaybar.h"

#include "widgets/button.h"
#include "widgets/frame.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace surgedeck {

ReplayBar::ReplayBar(QWidget *parent)
    : PaintedWidget(parent)
    , m_remark(new PlainLabel({}, this))
    , m_time(new PlainLabel({}, this))
    , m_relation(new PlainLabel({}, this))
{
    auto *word = new PlainLabel(tr("REPLAY"), this);
    word->setLook(Text::Strong, &Colours::onPrimary);
    word->keepWhole();
    m_remark->setLook(Text::Small, &Colours::onPrimary);
    m_time->setLook(Text::Strong, &Colours::onPrimary);
    m_time->keepWhole();
    m_relation->setLook(Text::Small, &Colours::onPrimary);
    auto *link = new Button(tr("Copy link to this moment"), this, Symbol::Link);
    auto *live = new Button(tr("Back to live"), this);
    live->setKeyHint(tr("Esc"));
    connect(link, &QPushButton::clicked, this, &ReplayBar::linkWanted);
    connect(live, &QPushButton::clicked, this, &ReplayBar::liveWanted);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(size::group, 0, size::padding, 0);
    row->setSpacing(size::group);
    row->addWidget(word);
    row->addWidget(m_remark);
    row->addWidget(m_time);
    row->addWidget(m_relation);
    row->addStretch(1);
    row->addWidget(link);
    row->addWidget(live);
    setRemark({});
    themeChanged();
}

void ReplayBar::setMoment(const QString &time, const QString &relation)
{
    m_time->setText(time);
    m_relation->setText(relation);
}

void ReplayBar::setRemark(const QString &remark)
{
    m_remark->setText(remark.isEmpty() ? tr("Not live. Every panel shows what it showed at this moment.") : remark);
}

QString ReplayBar::spokenName() const
{
    return tr("Replay, %1, %2").arg(m_time->text(), m_relation->text());
}

void ReplayBar::themeChanged()
{
    setFixedHeight(theme::grown(size::replayBar, {Text::Strong}));
}

void ReplayBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSurface(painter, rect(), &Colours::primary, &Colours::primary);
}

} // namespace surgedeck
