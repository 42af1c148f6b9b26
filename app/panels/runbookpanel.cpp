// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/runbookpanel.h"

#include "app/config.h"
#include "models/items/factstable.h"
#include "models/items/readiness.h"
#include "models/items/runbookrows.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"

#include <QFileInfo>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr std::size_t mostChecks = 11;
constexpr qsizetype mostFiles = 500;

/// The runbooks whose files lie in the workspace's folders: "R02.yaml", "R02-cart-locks.yml".
QSet<QString> installedRunbooks(const Workspace &workspace)
{
    QSet<QString> ids;
    const WorkspaceFolder folder(workspace.file);
    for (const FilePath &dir : workspace.runbookDirs)
        for (const char *pattern : {"/*.yaml", "/*.yml"})
            for (const QString &file : folder.matches(dir.path + QLatin1String(pattern)).mid(0, mostFiles))
                ids << QFileInfo(file).completeBaseName().section(QLatin1Char('-'), 0, 0) << QFileInfo(file).completeBaseName();
    return ids;
}

} // namespace

RunbookPanel::RunbookPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Runbook"), parent)
    , m_platform(platform)
    , m_installed(installedRunbooks(platform.workspace()))
    , m_title(new PlainLabel)
    , m_library(new FactsTable(runbookHeads(), this))
    , m_table(new TableView({{CellKind::Text, 96}, {CellKind::Text, 0}, {CellKind::Number, 92}, {CellKind::Number, 84}}))
    , m_section(new Panel(tr("Library"), nullptr, Look::Section))
{
    setObjectName(QStringLiteral("panel-runbook"));
    setKeyHint(QStringLiteral("R"));
    setSubtitle(tr("none in progress"));
    m_title->setLook(Text::Strong);
    auto *note = new PlainLabel(tr("Live checks of what is seen now"));
    note->setLook(Text::Small, &Colours::text3);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *checks = new QVBoxLayout;
    checks->setContentsMargins(size::padding, size::padding, size::padding, size::padding);
    checks->setSpacing(0);
    checks->addWidget(m_title);
    checks->addWidget(note);
    checks->addSpacing(size::gap);
    for (std::size_t i = 0; i < mostChecks; ++i) {
        m_checks.push_back(new LeaderRow);
        m_checks.back()->hide();
        checks->addWidget(m_checks.back());
    }
    column->addLayout(checks);
    m_table->setModel(m_library);
    m_table->setAccessibleName(tr("Runbook library"));
    m_section->setBody(m_table);
    m_section->setObjectName(QStringLiteral("section-library"));
    m_section->setSubtitle(tr("named by the workspace, those that alarms ask for first"));
    column->addWidget(m_section, 1);
    setBody(body);
    body->setFocusProxy(m_table);
}

void RunbookPanel::refreshChecks()
{
    const Readiness ready = readiness(m_platform);
    m_title->setText(ready.title);
    for (std::size_t i = 0; i < m_checks.size(); ++i) {
        const bool used = i < ready.checks.size();
        m_checks[i]->setVisible(used);
        if (used)
            m_checks[i]->setLeader({ready.checks[i].challenge, ready.checks[i].response, ready.checks[i].health, false});
    }
}

void RunbookPanel::refresh()
{
    refreshChecks();
    m_library->setRows(runbookRows(m_platform, m_installed));
    if (m_library->rowCount() == 0)
        m_section->setState({.kind = DataState::Kind::Empty, .message = tr("No runbook is named by this workspace"), .detail = tr("Name one with runbook: beside an indicator or a service")});
    else
        m_section->setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
    setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
}

void RunbookPanel::showRunbook(const QString &id)
{
    for (int row = 0; row < m_library->rowCount(); ++row)
        if (m_library->index(row, 0).data(IdRole).toString() == id)
            m_table->selectRow(row);
    m_table->setFocus(Qt::ShortcutFocusReason);
}

} // namespace surgedeck
