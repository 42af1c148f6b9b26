// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/queriesview.h"

#include "app/mainwindow.h"
#include "app/panels/activitydata.h"
#include "app/panels/cachepage.h"
#include "app/panels/datastates.h"
#include "app/panels/orderhold.h"
#include "app/panels/planpanel.h"
#include "app/panels/querydetail.h"
#include "app/panels/sessionactions.h"
#include "app/person.h"
#include "app/planwatch.h"
#include "app/session.h"
#include "models/base/numbertext.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "models/items/factstree.h"
#include "models/items/lockrows.h"
#include "models/items/replicationwords.h"
#include "widgets/activitychart.h"
#include "widgets/button.h"
#include "widgets/choicerow.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/treeview.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostSessions = 1'000;
constexpr std::size_t mostLockRows = 400;
constexpr Milliseconds orderKept{5'000};
constexpr double manyWork = 4; ///< sessions at once: more than a shop has in the calm

bool isDatabase(const SourceConfig &source)
{
    return source.type == QLatin1String("postgresql") || source.type == QLatin1String("mysql");
}

bool isShown(const SourceConfig &source)
{
    return isDatabase(source) || source.type == QLatin1String("redis");
}

SqlDialect dialectOf(const SourceConfig &source)
{
    return source.type == QLatin1String("mysql") ? SqlDialect::MySql : SqlDialect::PostgreSql;
}

/// Replication, and why totals are missing.
QString restOfCounts(const SourceView &source, const DatabaseView &view)
{
    QString words;
    for (const QString &part : {source.facts ? replicationWords(*source.facts) : QString(), view.digestReason})
        words += part.isEmpty() ? QString() : QStringLiteral(" · ") + part;
    return words;
}

QString selectedId(const QAbstractItemView *view)
{
    return view->currentIndex().siblingAtColumn(0).data(IdRole).toString();
}

} // namespace

QueriesView::QueriesView(MainWindow &window, QWidget *parent)
    : QWidget(parent)
    , m_window(window)
    , m_digestRows(new FactsTable(workbenchHeads(), this))
    , m_sessionRows(new FactsTable(sessionHeads(), this))
    , m_differenceRows(new FactsTable(differenceHeads(), this))
    , m_lockRows(new FactsTree(lockHeads(), this))
    , m_plans(new PlanWatch(window.session(), this))
{
    setObjectName(QStringLiteral("view-queries"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(size::gap, size::gap, size::gap, size::gap);
    rows->setSpacing(size::gap);
    rows->addWidget(makeBar());
    auto *columns = new QHBoxLayout;
    columns->setSpacing(size::gap);
    columns->addWidget(makeLeft(), 62);
    columns->addWidget(makeRight(), 38);
    rows->addLayout(columns, 1);
    connectParts();
    addCommands();
}

QWidget *QueriesView::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(size::group);
    m_sources = new ChoiceRow(tr("Source"), bar);
    for (const SourceConfig &source : m_window.session().platform().workspace().sources)
        if (isShown(source))
            m_sources->addChoice(source.id, source.id);
    m_words = new QLineEdit(bar);
    m_words->setPlaceholderText(tr("Filter: table, verb, client, number"));
    m_words->setAccessibleName(tr("Filter of digests and sessions"));
    m_words->setMaxLength(200);
    m_words->setClearButtonEnabled(true);
    m_onlyChanged = new QCheckBox(tr("Only changed vs usual"), bar);
    m_counts = new PlainLabel({}, bar);
    m_counts->setLook(Text::Small, &Colours::text2);
    auto *copy = new Button(tr("Copy table"), bar);
    copy->setKeyHint(tr("Ctrl Shift C"));
    auto *sql = new Button(tr("Copy SQL"), bar);
    auto *plan = new Button(tr("Copy plan"), bar);
    connect(plan, &Button::clicked, this, [this] { m_plan->copyPlan(); });
    connect(copy, &Button::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(tableAsTsv(*m_digestTable, *m_digestTable->horizontalHeader()));
    });
    connect(sql, &Button::clicked, this, [this] { m_detail->copyStatement(); });
    row->addWidget(m_sources);
    row->addWidget(m_words, 2);
    row->addWidget(m_onlyChanged);
    row->addWidget(m_counts, 1);
    row->addWidget(sql);
    row->addWidget(plan);
    row->addWidget(copy);
    return bar;
}

QWidget *QueriesView::makeLeft()
{
    auto *left = new QWidget(this);
    auto *rows = new QVBoxLayout(left);
    rows->setContentsMargins({});
    rows->setSpacing(size::gap);
    m_digestTable = new TableView({{CellKind::Digest, 0},
                                   {CellKind::Bullet, 112},
                                   {CellKind::Number, 58},
                                   {CellKind::Number, 62},
                                   {CellKind::Number, 62},
                                   {CellKind::Number, 66, 700},
                                   {CellKind::Number, 74},
                                   {CellKind::Number, 70, 820},
                                   {CellKind::Number, 82, 900},
                                   {CellKind::Number, 58, 820},
                                   {CellKind::Number, 72},
                                   {CellKind::Number, 90, 980}});
    m_digestTable->setModel(m_digestRows);
    m_digestTable->setAccessibleName(tr("Query digests"));
    m_cache = new CachePage;
    m_top = new QStackedWidget;
    m_top->addWidget(m_digestTable);
    m_top->addWidget(m_cache);
    m_digestPanel = new Panel(tr("Digests"), left);
    m_digestPanel->setObjectName(QStringLiteral("panel-digests"));
    m_digestPanel->setBody(m_top);
    rows->addWidget(m_digestPanel, 5);
    m_chart = new ActivityChart;
    m_chartPanel = new Panel(tr("Active sessions"), left);
    m_chartPanel->setObjectName(QStringLiteral("panel-activity"));
    m_chartPanel->setBody(m_chart);
    m_sessionTable = new TableView({{CellKind::Text, 140},
                                    {CellKind::Text, 110, 760},
                                    {CellKind::Text, 118},
                                    {CellKind::Text, 0},
                                    {CellKind::Number, 58},
                                    {CellKind::Number, 76, 520}});
    m_sessionTable->setModel(m_sessionRows);
    m_sessionTable->setAccessibleName(tr("Sessions"));
    m_differenceTable =
        new TableView({{CellKind::Text, 84}, {CellKind::Text, 0}, {CellKind::Bullet, 132}, {CellKind::Number, 70}});
    m_differenceTable->setModel(m_differenceRows);
    m_differenceTable->setAccessibleName(tr("What is different in the marked range"));
    m_bottom = new QStackedWidget;
    m_bottom->addWidget(m_sessionTable);
    m_bottom->addWidget(m_differenceTable);
    m_sessionPanel = new Panel(tr("Sessions"), left);
    m_sessionPanel->setObjectName(QStringLiteral("panel-sessions"));
    m_sessionPanel->setBody(m_bottom);
    auto *below = new QHBoxLayout;
    below->setSpacing(size::gap);
    below->addWidget(m_chartPanel, 1);
    below->addWidget(m_sessionPanel, 1);
    rows->addLayout(below, 6);
    return left;
}

QWidget *QueriesView::makeRight()
{
    auto *right = new Panel(tr("Selected"), this);
    right->setObjectName(QStringLiteral("panel-selected"));
    right->setState({.kind = DataState::Kind::Live});
    auto *body = new QWidget(right);
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    m_detail = new QueryDetail(body);
    m_lockTree = new TreeView({{CellKind::Lock, 168},
                               {CellKind::Text, 0},
                               {CellKind::Number, 72},
                               {CellKind::Number, 84},
                               {CellKind::Text, 168, 560}});
    m_lockTree->setModel(m_lockRows);
    m_lockTree->setAccessibleName(tr("Lock tree"));
    m_lockPanel = new Panel(tr("Lock tree"), body, Panel::Look::Section);
    m_lockPanel->setObjectName(QStringLiteral("section-lock-tree"));
    m_lockPanel->setBody(m_lockTree);
    const bool production = m_window.session().platform().workspace().production;
    m_actions = new SessionActions({m_window.road(), m_window.session().clock(), personName(), production}, body);
    m_plan = new PlanPanel(body);
    rows->addWidget(m_detail, 0);
    // A chain of four and its rest can be read however much stands above it.
    m_lockPanel->setMinimumHeight(6 * theme::grown(size::row, {Text::Body}));
    rows->addWidget(m_plan, 4);
    rows->addWidget(m_lockPanel, 3);
    rows->addWidget(m_actions, 2);
    right->setBody(body);
    return right;
}

void QueriesView::connectParts()
{
    connect(m_sources, &ChoiceRow::chosen, this, [this](const QString &id) {
        m_source = id;
        m_chosen = true;
        m_digest.clear();
        m_chart->setSelection(std::nullopt);
        m_actions->setSubject({}, {});
        refresh();
    });
    connect(m_words, &QLineEdit::textChanged, this, &QueriesView::refresh);
    connect(m_onlyChanged, &QCheckBox::toggled, this, &QueriesView::refresh);
    connect(m_chart, &ActivityChart::selectionChanged, this, &QueriesView::refresh);
    connect(m_digestTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_digest = selectedId(m_digestTable);
        refresh();
    });
    for (QAbstractItemView *view :
         {static_cast<QAbstractItemView *>(m_sessionTable), static_cast<QAbstractItemView *>(m_lockTree)})
        connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                [this, view] { chooseSession(selectedId(view)); });
    connect(m_differenceTable, &TableView::activated, this, [this](const QModelIndex &index) { filterBy(index); });
    const auto showIt = [this] { isVisible() ? refresh() : void(); };
    connect(m_plans, &PlanWatch::answered, this, showIt, Qt::QueuedConnection);
    connect(new OrderHold(m_digestTable, m_digestRows), &OrderHold::changed, this,
            [this] { m_orderHeld = m_digestTable->hasFocus() || m_digestTable->underMouse(); });
}

/// Enter keeps what has this value, Shift Enter what has it not.
void QueriesView::filterBy(const QModelIndex &difference)
{
    const QString value = difference.siblingAtColumn(1).data().toString().remove(u'"');
    const bool excludes = QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier);
    m_words->setText((excludes ? QStringLiteral("-\"%1\"") : QStringLiteral("\"%1\"")).arg(value));
}

void QueriesView::addCommands()
{
    const auto add = [this](const char *id, const QString &title, std::function<void()> run) {
        WindowCommand command;
        command.id = QLatin1String(id);
        command.title = title;
        command.run = std::move(run);
        m_window.commands().add(command);
    };
    add("queries-filter", tr("Filter digests and sessions"), [this] {
        m_window.showView(QStringLiteral("queries"));
        m_words->setFocus();
    });
    add("queries-copy-sql", tr("Copy the selected statement"), [this] { m_detail->copyStatement(); });
    add("queries-copy-plan", tr("Copy the plan of the selected statement"), [this] { m_plan->copyPlan(); });
}

void QueriesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

bool QueriesView::goBack()
{
    if (m_chart->selection()) {
        m_chart->setSelection(std::nullopt);
        return true;
    }
    if (m_words->text().isEmpty())
        return false;
    m_words->clear();
    return true;
}

WorkbenchFilter QueriesView::filter() const
{
    return {m_words->text(), m_onlyChanged->isChecked()};
}

void QueriesView::reveal(const QString &id)
{
    for (QAbstractItemView *view :
         {static_cast<QAbstractItemView *>(m_digestTable), static_cast<QAbstractItemView *>(m_sessionTable)})
        for (int row = 0; row < view->model()->rowCount(); ++row)
            if (view->model()->index(row, 0).data(IdRole).toString() == id)
                return view->setCurrentIndex(view->model()->index(row, 0));
    chooseSession(id);
}

void QueriesView::chooseSession(const QString &id)
{
    const SourceConfig *config = source();
    if (!config || id.isEmpty() || id.endsWith(QLatin1String("/rest")))
        return;
    m_chosen = true;
    m_actions->setSubject(config->id, id);
}

const SourceConfig *QueriesView::mostNeeded() const
{
    const Platform &platform = m_window.session().platform();
    const SourceConfig *chosen = nullptr;
    std::pair<int, double> most{-1, -1};
    for (const SourceConfig &config : platform.workspace().sources) {
        const DatabaseStore *database = platform.database(config.id);
        const auto load = database ? database->load() : DatabaseStore::Load{};
        const std::pair<int, double> need{load.lockWaiters, load.activeSessions};
        if (isShown(config) && need > most) {
            most = need;
            chosen = &config;
        }
    }
    return chosen;
}

const SourceConfig *QueriesView::source() const
{
    return m_source.isEmpty() ? mostNeeded() : m_window.session().platform().workspace().source(m_source);
}

/// Until somebody works in the view it goes to where sessions wait, or where far more work than here.
void QueriesView::followTrouble()
{
    const Platform &platform = m_window.session().platform();
    const SourceConfig *needed = m_chosen || m_source.isEmpty() ? nullptr : mostNeeded();
    const auto load = [&platform](const QString &id) {
        const DatabaseStore *database = platform.database(id);
        return database ? database->load() : DatabaseStore::Load{};
    };
    const DatabaseStore::Load there = needed ? load(needed->id) : DatabaseStore::Load{}, here = load(m_source);
    if ((there.lockWaiters > 0 && here.lockWaiters == 0) ||
        there.activeSessions >= std::max(manyWork, 4 * here.activeSessions))
        m_source = needed->id;
}

void QueriesView::refresh()
{
    const Platform &platform = m_window.session().platform();
    followTrouble();
    const SourceConfig *config = source();
    if (config) {
        m_sources->setCurrent(config->id);
        // Looking at one database, and another growing worse, must not take it away from under the eyes.
        if (m_source.isEmpty() && platform.database(config->id))
            m_source = config->id;
    }
    if (config && isDatabase(*config) && platform.database(config->id))
        showDatabase(*config);
    else if (config && platform.cache(config->id))
        showCache(*config);
    else
        showNothing(config);
    m_actions->refresh();
}

DataState QueriesView::stateOf(const SourceConfig &config) const
{
    const Platform &platform = m_window.session().platform();
    return dataStateOf(platform.sources().view(config.id, platform.view().now), platform.view().now);
}

void QueriesView::showDatabase(const SourceConfig &config)
{
    const Platform &platform = m_window.session().platform();
    const DatabaseStore &database = *platform.database(config.id);
    const DatabaseView view = database.view();
    const WallTime now = platform.view().now;
    const bool due = now - m_ordered >= orderKept;
    m_top->setCurrentIndex(0);
    m_digestRows->setOrderHeld(m_orderHeld || !due);
    if (m_cells.dialect() != dialectOf(config))
        m_cells = StatementCells(dialectOf(config));
    m_digestRows->setRows(workbenchRows(view, m_cells, filter(), {now, platform.changes().changes(now)}));
    if (due)
        m_ordered = now;
    for (Panel *panel : {m_digestPanel, m_chartPanel, m_sessionPanel})
        panel->setState(stateOf(config));
    m_lockPanel->setState(lockStateOf(stateOf(config), config.id, view));
    m_counts->setText(tr("%1 of %2 digests · %3 sessions%4")
                          .arg(m_digestRows->rowCount())
                          .arg(view.digests.size())
                          .arg(view.connections)
                          .arg(restOfCounts(platform.sources().view(config.id, now), view)));
    m_digestPanel->setSubtitle(tr("by share of the database's time, last %1").arg(durationWords(view.window)));
    m_lockRows->setRows(lockRows(view.locks, dialectOf(config), mostLockRows));
    m_lockPanel->setSubtitle(tr("%1 waiting").arg(view.lockWaiters));
    // Who begins the longest chain is whom a person looks for first; choosing does nothing to it.
    if (m_actions->subject().isEmpty() && !view.locks.empty())
        chooseSession(view.locks.front().participant.id);
    showActivity(database, view);
    showDetail(view, database);
}

void QueriesView::showActivity(const DatabaseStore &database, const DatabaseView &view)
{
    const WallTime now = m_window.session().platform().view().now;
    m_chart->setData(activityData(database.activity(), now, view.lockWaiters));
    const auto &marked = m_chart->selection();
    m_bottom->setCurrentIndex(marked ? 1 : 0);
    if (!marked) {
        m_chartPanel->setSubtitle(tr("average by what they wait for · drag to compare a range"));
        m_sessionRows->setRows(sessionRows(view.sessions, filter(), mostSessions));
        m_sessionPanel->setSubtitle(
            tr("%1 shown%2").arg(m_sessionRows->rowCount()).arg(view.truncated ? tr(", there are more") : QString()));
        if (view.sessions.empty() && m_sessionPanel->state().showsData())
            m_sessionPanel->setState({.kind = DataState::Kind::Empty,
                                      .age = m_sessionPanel->state().age,
                                      .message = tr("No statement runs, no transaction is open")});
        return;
    }
    const int sessions = database.activity().sampledIn(marked->from, marked->to);
    m_chartPanel->setSubtitle(tr("marked %1 – %2 · Esc clears").arg(clockText(marked->from), clockText(marked->to)));
    m_sessionPanel->setSubtitle(tr("what is different in the marked range · %1 sampled sessions").arg(sessions));
    const SourceConfig *config = source();
    m_differenceRows->setRows(
        differenceRows(database.activity().difference(marked->from, marked->to), database, dialectOf(*config)));
}

void QueriesView::showDetail(const DatabaseView &view, const DatabaseStore &database)
{
    if (m_digest.isEmpty() && !view.digests.empty())
        m_digest = view.digests.front().id;
    const auto row = std::find_if(view.digests.begin(), view.digests.end(),
                                  [this](const DigestRow &digest) { return digest.id == m_digest; });
    const DigestRow *shown = row == view.digests.end() ? nullptr : &*row;
    m_detail->show(shown, view, database);
    const SourceConfig *config = source();
    if (shown)
        m_plans->look(config->id, *shown);
    m_plan->show({shown, database.plans(), shown ? m_plans->failure(config->id, shown->id) : std::nullopt,
                  dialectOf(*config), m_window.session().platform().view().now});
}

void QueriesView::showCache(const SourceConfig &config)
{
    const Platform &platform = m_window.session().platform();
    const CacheStats &stats = *platform.cache(config.id);
    m_top->setCurrentIndex(1);
    m_bottom->setCurrentIndex(0);
    m_digestPanel->setState(stateOf(config));
    m_sessionPanel->setState(stateOf(config));
    const SourceView view = platform.sources().view(config.id, platform.view().now);
    m_cache->show(stats, view.facts ? &*view.facts : nullptr);
    m_digestPanel->setSubtitle(tr("Redis, slow commands without their arguments"));
    m_counts->setText(stats.clients ? tr("%1 clients").arg(*stats.clients) : QString());
    m_sessionRows->setRows(sessionRows(stats.sessions, filter(), mostSessions));
    m_sessionPanel->setSubtitle(tr("%1 shown").arg(m_sessionRows->rowCount()));
    for (Panel *panel : {m_chartPanel, m_lockPanel})
        panel->setState({.kind = DataState::Kind::Empty, .message = tr("Redis runs one command at a time")});
    const DatabaseStore none;
    m_detail->show(nullptr, {}, none);
    m_plan->show({nullptr, none.plans(), {}});
}

void QueriesView::showNothing(const SourceConfig *config)
{
    const DatabaseStore none;
    m_detail->show(nullptr, {}, none);
    m_plan->show({nullptr, none.plans(), {}});
    m_counts->setText({});
    const DataState nothing{.kind = DataState::Kind::Empty, .message = tr("No database and no Redis in this workspace")};
    for (Panel *panel : {m_digestPanel, m_chartPanel, m_sessionPanel, m_lockPanel})
        panel->setState(config ? stateOf(*config) : nothing);
}

} // namespace surgedeck
