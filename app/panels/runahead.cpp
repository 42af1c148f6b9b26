// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/runahead.h"

#include "app/runbooks/rundriver.h"
#include "models/items/runrows.h"
#include "models/items/stepahead.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"

#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr std::size_t mostLines = 8;

} // namespace

RunAhead::RunAhead(QWidget *parent)
    : Panel({}, parent, Look::Section)
    , m_words(new PlainLabel)
{
    setObjectName(QStringLiteral("step-ahead"));
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::padding, size::inner, size::padding, size::gap);
    column->setSpacing(size::inner);
    for (std::size_t i = 0; i < mostLines; ++i) {
        m_lines.push_back(new LeaderRow);
        column->addWidget(m_lines.back());
    }
    m_words->setLook(Text::Small, &Colours::text2);
    m_words->setWordWrap(true);
    column->addWidget(m_words);
    setBody(body);
    setState({.kind = DataState::Kind::Live});
}

void RunAhead::refresh(const RunDriver &run)
{
    const auto ahead = stepAhead(run.runbook(), run.state());
    setVisible(ahead.has_value());
    if (!ahead)
        return;
    header()->setTitle(ahead->title);
    setSubtitle(tr("%1, comes next, with the values of now").arg(ahead->kind));
    const std::vector<ReadinessCheck> lines = evidenceLines(run.read(ahead->conditions));
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i]->setVisible(i < lines.size());
        if (i < lines.size())
            m_lines[i]->setLeader({lines[i].challenge, lines[i].response, lines[i].health, false});
    }
    m_words->setVisible(!ahead->words.isEmpty());
    m_words->setText(ahead->words);
}

} // namespace surgedeck
