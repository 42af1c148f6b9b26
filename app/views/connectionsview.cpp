// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/connectionsview.h"

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/views/connectiondetail.h"
#include "models/items/factstable.h"
#include "widgets/button.h"
#include "widgets/connectionstable.h"
#include "widgets/panel.h"
#include "widgets/plainlabel.h"
#include "widgets/setuprail.h"
#include "widgets/theme/theme.h"
#include "widgets/topbar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

QKeySequence keyOf(const char *text)
{
    return QKeySequence(QLatin1String(text));
}

int readyOf(const std::vector<ConnectionTest> &tests)
{
    return static_cast<int>(
        std::count_if(tests.begin(), tests.end(), [](const ConnectionTest &test) { return verdictOf(test).ready; }));
}

} // namespace

ConnectionsView::ConnectionsView(MainWindow &window, QWidget *parent)
    : QWidget(parent)
    , m_window(window)
    , m_tests(window.session().sharedWorkspace(), window.credentials(), window.session().clock())
    , m_rows(new FactsTable(connectionHeads(), this))
    , m_detail(new ConnectionDetail(this))
    , m_rail(new SetUpRail(this))
    , m_footer(makeFooter())
{
    setObjectName(QStringLiteral("view-connections"));
    auto *right = new QVBoxLayout;
    right->setSpacing(size::gap);
    right->addWidget(makeTablePanel(), 3);
    right->addWidget(m_detail, 2);
    right->addWidget(m_footer);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins({});
    columns->setSpacing(size::gap);
    columns->addWidget(m_rail);
    columns->addLayout(right, 1);
    connect(&m_tests, &ConnectionTests::changed, this, &ConnectionsView::refresh);
    connect(&m_tests, &ConnectionTests::finished, this, [this] {
        if (m_window.isSettingUp() && readyOf(m_tests.tests()) == static_cast<int>(m_tests.tests().size()))
            m_window.noteSetUpDone();
    });
    connect(m_detail, &ConnectionDetail::testWanted, this, &ConnectionsView::testSelected);
    connect(m_detail, &ConnectionDetail::copied, this,
            [this](const QString &what) { m_window.topBar().commandField()->showOutcome(what); });
    addCommands();
    refresh();
    m_table->selectRow(0);
}

QWidget *ConnectionsView::makeTablePanel()
{
    m_panel = new Panel(tr("Connections"), this);
    m_panel->setObjectName(QStringLiteral("panel-connections"));
    m_panel->setKeyHint(QStringLiteral("F"));
    auto *body = new QWidget(m_panel);
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(size::padding, size::gap, size::padding, size::gap);
    tools->setSpacing(size::gap);
    m_hint = new PlainLabel(tr("Tests only read; the Act column is a dry run."), body);
    m_hint->setLook(Text::Body, &Colours::text2);
    m_cancel = new Button(tr("Stop testing"), body);
    m_testAll = new Button(tr("Test all"), body);
    m_testAll->setKeyHint(QStringLiteral("Ctrl Shift T"));
    tools->addWidget(m_hint, 1);
    tools->addWidget(m_cancel);
    tools->addWidget(m_testAll);
    m_table = new ConnectionsTable(body);
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Connections"));
    m_table->setAccessibleDescription(
        tr("one row a source; the stages of its last test, how it is now, what it costs"));
    rows->addLayout(tools);
    rows->addWidget(m_table, 1);
    m_panel->setBody(body);
    connect(m_testAll, &Button::clicked, &m_tests, &ConnectionTests::startAll);
    connect(m_cancel, &Button::clicked, &m_tests, &ConnectionTests::cancel);
    connect(m_table, &TableView::activated, this, &ConnectionsView::testSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConnectionsView::showDetail);
    return m_panel;
}

QWidget *ConnectionsView::makeFooter()
{
    auto *footer = new QWidget(this);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(size::padding, size::inner, size::padding, size::inner);
    row->setSpacing(size::gap);
    auto *words = new PlainLabel(tr("Panels without a source stay visible and say why they are empty."), footer);
    words->setLook(Text::Body, &Colours::text2);
    m_continue = new Button(tr("Continue"), footer);
    m_continue->setPrimary();
    m_continue->setKeyHint(tr("Ctrl Enter"));
    row->addWidget(words, 1);
    row->addWidget(m_continue);
    connect(m_continue, &Button::clicked, this, &ConnectionsView::goOn);
    return footer;
}

void ConnectionsView::addCommands()
{
    const auto add = [this](const char *id, const QString &title, const char *key, std::function<void()> run) {
        WindowCommand command;
        command.id = QLatin1String(id);
        command.title = title;
        command.group = CommandGroup::DoNow;
        command.section = tr("Connections");
        command.keys = {keyOf(key)};
        command.words = tr("connection source doctor check");
        command.effect = tr("Connects, signs in and reads, as watching does. Acting is a dry run. Nothing is changed.");
        command.symbol = Symbol::Plug;
        command.run = std::move(run);
        return command;
    };
    m_window.commands().add(add("test-all", tr("Test all connections"), "Ctrl+Shift+T", [this] {
        m_window.showView(QStringLiteral("connections"));
        m_tests.startAll();
    }));
    m_window.commands().add(add("test-one", tr("Test the selected connection"), "Ctrl+T", [this] {
        m_window.showView(QStringLiteral("connections"));
        testSelected();
    }));
    WindowCommand stop = add("test-stop", tr("Stop testing connections"), "", [this] { m_tests.cancel(); });
    stop.keys.clear();
    stop.section.clear();
    stop.state = [this] { return CommandState{{}, m_tests.running() == 0 ? tr("no test runs") : QString()}; };
    m_window.commands().add(stop);
    WindowCommand on = add("continue", tr("Continue to the cockpit"), "Ctrl+Return", [this] { goOn(); });
    on.effect = tr("Opens the cockpit with the sources that are ready.");
    on.symbol = Symbol::Play;
    on.state = [this] { return CommandState{{}, m_window.isSettingUp() ? QString() : tr("nothing is being set up")}; };
    m_window.commands().add(on);
}

/// The first look tests by itself: everything while setting up, else what is not as it should be.
void ConnectionsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_shownBefore, true))
        return;
    if (m_window.isSettingUp())
        return m_tests.startAll();
    for (const SourceView &source : m_window.session().platform().view().sources)
        if (source.state != SourceState::Ok && source.state != SourceState::Unknown)
            m_tests.start(source.id);
}

QString ConnectionsView::selected() const
{
    const int row = m_table->currentIndex().row();
    return row < 0 ? QString() : m_rows->id(row);
}

void ConnectionsView::testSelected()
{
    m_tests.start(selected());
}

void ConnectionsView::goOn()
{
    m_window.noteSetUpDone();
    m_window.showView(QStringLiteral("cockpit"));
}

void ConnectionsView::refresh()
{
    const Platform &platform = m_window.session().platform();
    m_rows->setRows(connectionRows(platform.workspace(), m_tests.tests(), platform.view()));
    showTests();
    showDetail();
}

void ConnectionsView::setTeamNote(const QString &note)
{
    m_teamNote = note;
    showTests();
}

void ConnectionsView::showTests()
{
    const auto all = static_cast<int>(m_tests.tests().size());
    const int ready = readyOf(m_tests.tests());
    const QString summary = connectionSummary(m_tests.tests());
    m_panel->setSubtitle(m_teamNote.isEmpty() ? summary : summary + QStringLiteral(" · ") + m_teamNote);
    m_panel->setState({.kind = all > 0 ? DataState::Kind::Live : DataState::Kind::Empty,
                       .age = Milliseconds{0},
                       .message = all > 0 ? QString() : tr("No sources in this workspace"),
                       .detail = all > 0 ? QString() : tr("List them under sources:")});
    m_cancel->setVisible(m_tests.running() > 0);
    m_testAll->setEnabled(m_tests.running() < all);
    const bool settingUp = m_window.isSettingUp();
    m_rail->setVisible(settingUp);
    m_footer->setVisible(settingUp);
    m_continue->setText(tr("Continue with %1 of %2").arg(ready).arg(all));
    m_rail->setSteps(steps());
}

void ConnectionsView::showDetail()
{
    const Platform &platform = m_window.session().platform();
    const ConnectionTest *test = m_tests.test(selected());
    m_detail->setVisible(test != nullptr);
    if (test == nullptr)
        return;
    const auto &sources = platform.view().sources;
    const auto seen =
        std::find_if(sources.begin(), sources.end(), [&](const SourceView &source) { return source.id == test->id; });
    m_detail->show(platform.workspace(), *test, seen == sources.end() ? SourceView{} : *seen);
}

QList<SetUpStep> ConnectionsView::steps() const
{
    const Workspace &workspace = m_window.session().platform().workspace();
    const auto &tests = m_tests.tests();
    const auto withoutTarget =
        std::count_if(workspace.indicators.begin(), workspace.indicators.end(), [](const IndicatorConfig &indicator) {
            return !indicator.objective && indicator.expected.isEmpty();
        });
    const auto withoutRunbook =
        std::count_if(workspace.indicators.begin(), workspace.indicators.end(),
                      [](const IndicatorConfig &indicator) { return indicator.runbook.isEmpty(); });
    const QString figures = tr("%n figure(s)", nullptr, static_cast<int>(workspace.indicators.size()));
    const QString services = tr("%n service(s)", nullptr, static_cast<int>(workspace.services.size()));
    return {
        {tr("Environment"), QStringLiteral("%1 · %2").arg(workspace.name, workspace.environment),
         SetUpStep::Kind::Done},
        {tr("Connections"), tr("%1 of %2 ready").arg(readyOf(tests)).arg(tests.size()), SetUpStep::Kind::Current},
        {tr("Figures and services"), figures + QStringLiteral(", ") + services,
         workspace.indicators.empty() ? SetUpStep::Kind::Open : SetUpStep::Kind::Done},
        {tr("Targets and limits"),
         withoutTarget == 0 ? tr("every figure has one")
                            : tr("%n figure(s) without", nullptr, static_cast<int>(withoutTarget)),
         withoutTarget == 0 ? SetUpStep::Kind::Done : SetUpStep::Kind::Open},
        {tr("Alarms"),
         withoutRunbook == 0 ? tr("every figure names a runbook")
                             : tr("%n figure(s) without a runbook", nullptr, static_cast<int>(withoutRunbook)),
         withoutRunbook == 0 ? SetUpStep::Kind::Done : SetUpStep::Kind::Open},
        {tr("Traffic"), tr("%n route(s)", nullptr, static_cast<int>(workspace.traffic.routes.size())),
         workspace.traffic.routes.empty() ? SetUpStep::Kind::Open : SetUpStep::Kind::Done},
    };
}

} // namespace surgedeck
