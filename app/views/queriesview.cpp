// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/queriesview.h"

#include "app/mainwindow.h"
#include "app/panels/activitydata.h"
#include "app/panels/cachepage.h"
#include "app/panels/datastates.h"
#include "app/panels/digesttable.h"
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
#include "models/items/sourcetrouble.h"
#include "models/store/effect.h"
#include "widgets/activitychart.h"
#include "widgets/button.h"
#include "widgets/choicerow.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/treeview.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostSessions = 1'000;
constexpr std::size_t mostLockRows = 400;
constexpr int lowest = 700;                ///< of a view that has room for everything of a statement
constexpr int leastPlan = 4, mostPlan = 6; ///< rows, while the chain is what is looked at
constexpr int lowestWithChain = 860;       ///< of one that shows who waits below it, too
constexpr std::size_t leastChain = 3, shortChain = 6;

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
        if (hasQueries(source))
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
    connect(copy, &Button::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(tableAsTsv(*m_digestTable, *m_digestTable->horizontalHeader()));
    });
    row->addWidget(m_sources);
    row->addWidget(m_words, 1);
    row->addWidget(m_onlyChanged);
    row->addWidget(m_counts, 1);
    row->addWidget(copy);
    return bar;
}

QWidget *QueriesView::makeLeft()
{
    auto *left = new QWidget(this);
    auto *rows = new QVBoxLayout(left);
    rows->setContentsMargins({});
    rows->setSpacing(size::gap);
    m_digestTable = new DigestTable;
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
    rows->addWidget(m_plan, 4);
    rows->addWidget(m_lockPanel, 6); // while somebody waits, the chain is what is looked at
    rows->addWidget(m_actions, 2);
    right->setBody(body);
    return right;
}

void QueriesView::connectParts()
{
    connect(m_sources, &ChoiceRow::chosen, this, [this](const QString &id) {
        m_source = id;
        m_chosen = true;
        chooseDigest({});
        m_chart->setSelection(std::nullopt);
        m_actions->setSubject({}, {});
        refresh();
    });
    connect(m_words, &QLineEdit::textChanged, this, &QueriesView::refresh);
    connect(m_onlyChanged, &QCheckBox::toggled, this, &QueriesView::refresh);
    connect(m_chart, &ActivityChart::selectionChanged, this, &QueriesView::refresh);
    connect(m_digestTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        chooseDigest(m_digestTable->selected());
        refresh();
    });
    for (QAbstractItemView *view :
         {static_cast<QAbstractItemView *>(m_sessionTable), static_cast<QAbstractItemView *>(m_lockTree)})
        connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                [this, view] { chooseSession(selectedId(view)); });
    connect(m_differenceTable, &TableView::activated, this, [this](const QModelIndex &index) { filterBy(index); });
    const auto showIt = [this] { isVisible() ? refresh() : void(); };
    connect(m_plans, &PlanWatch::answered, this, showIt, Qt::QueuedConnection);
}

void QueriesView::chooseDigest(const QString &id)
{
    m_digest = id;
    m_digestChosen = !id.isEmpty();
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

void QueriesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const SourceConfig *config = source();
    if (const DatabaseStore *database = config ? m_window.session().platform().database(config->id) : nullptr)
        giveRoom(database->view());
}

/// A chain of four and its rest can be read however much stands above it; what a shorter one leaves, and all of it
/// without one, is the plan's. On a laptop the plan of what waits for a lock gives way to the chain, until a person
/// chooses.
void QueriesView::giveRoom(const DatabaseView &view)
{
    const int row = theme::grown(size::row, {Text::Body});
    const bool chain = !view.locks.empty() || !view.locksCannotTell.isEmpty(); // what can not be told needs room, too
    const bool laptop = height() < theme::scaled(lowest);
    const bool little = height() < theme::scaled(chain ? lowestWithChain : lowest);
    const bool plan = !chain || !laptop || m_digestChosen;
    m_detail->setRoom(little ? QueryDetail::Room::Little : QueryDetail::Room::Enough);
    m_plan->setVisible(plan);
    m_plan->setMinimumHeight(chain ? leastPlan * row : 0);
    m_plan->setMaximumHeight(chain ? mostPlan * row : QWIDGETSIZE_MAX);
    // With the head, and room for words in their place.
    const std::size_t rows = laptop && plan ? leastChain : std::clamp(view.locks.size() + 2, leastChain, shortChain);
    m_lockPanel->setMinimumHeight(int(chain ? rows : 2) * row);
    m_lockPanel->setMaximumHeight(chain ? QWIDGETSIZE_MAX : m_lockPanel->minimumHeight());
    const int askToChoose = 4 * row; // the head, and two lines in its place
    m_actions->setMaximumHeight(m_actions->subject().isEmpty() && !chain ? askToChoose : QWIDGETSIZE_MAX);
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
    for (TableView *table : {static_cast<TableView *>(m_digestTable), m_sessionTable})
        if (const QModelIndex row = static_cast<FactsTable *>(table->model())->indexOf(id); row.isValid())
            return table->setCurrentIndex(row);
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

const SourceConfig *QueriesView::source() const
{
    const Platform &platform = m_window.session().platform();
    if (!m_source.isEmpty())
        return platform.workspace().source(m_source);
    if (const SourceConfig *needed = mostTroubled(platform, hasQueries))
        return needed;
    const auto &sources = platform.workspace().sources;
    const auto first = std::find_if(sources.begin(), sources.end(), hasQueries);
    return first == sources.end() ? nullptr : &*first;
}

/// Every source says what is the matter with it, and until somebody works in the view it goes to where that is worse.
void QueriesView::followTrouble()
{
    const Platform &platform = m_window.session().platform();
    for (const SourceConfig &config : platform.workspace().sources)
        if (hasQueries(config)) {
            const SourceTrouble trouble = troubleOf(platform, config);
            m_sources->setNote(config.id, {trouble.words, trouble.spoken, trouble.health});
        }
    // Nobody's work is taken away from under the hands.
    const bool atWork = m_chosen || isAncestorOf(QApplication::focusWidget()) || m_actions->underMouse();
    const SourceConfig *here = atWork || m_source.isEmpty() ? nullptr : source();
    const SourceConfig *there = here ? mostTroubled(platform, hasQueries) : nullptr;
    if (!there || there == here || troubleOf(platform, *there).kind <= troubleOf(platform, *here).kind)
        return;
    m_source = there->id;
    chooseDigest({});
    m_actions->setSubject({}, {});
}

void QueriesView::refresh()
{
    const Platform &platform = m_window.session().platform();
    followTrouble();
    const SourceConfig *config = source();
    if (config) {
        m_sources->setCurrent(config->id);
        // Looking at one database, and another growing worse, must not take it away from under the eyes.
        if (m_source.isEmpty() && (platform.database(config->id) || platform.cache(config->id)))
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
    const DatabaseView &view = database.view();
    const WallTime now = platform.view().now;
    m_top->setCurrentIndex(0);
    m_digestTable->showDigests(view, dialectOf(config), filter(), {now, platform.changes().changes(now)});
    for (Panel *panel : {m_digestPanel, m_chartPanel, m_sessionPanel})
        panel->setState(stateOf(config));
    m_lockPanel->setState(lockStateOf(stateOf(config), config.id, view));
    m_counts->setText(tr("%1 of %2 digests · %3 sessions%4")
                          .arg(m_digestTable->count())
                          .arg(view.digests.size())
                          .arg(view.connections)
                          .arg(restOfCounts(platform.sources().view(config.id, now), view)));
    m_digestPanel->header()->setTitle(tr("Digests"));
    m_digestPanel->setSubtitle(tr("by share of the database's time, last %1").arg(durationWords(view.window)));
    giveRoom(view);
    m_lockRows->setRows(lockRows(view.locks, dialectOf(config), mostLockRows));
    m_lockPanel->setSubtitle(tr("%1 waiting").arg(view.lockWaiters));
    // Who begins the longest chain is whom a person looks for first; choosing does nothing to it.
    if (m_actions->subject().isEmpty() && !view.locks.empty())
        m_actions->setSubject(config.id, view.locks.front().participant.id);
    if (const auto effect = m_actions->actedAt() ? effectSince(database, *m_actions->actedAt()) : std::nullopt)
        m_actions->showEffect(toWords(*effect));
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
    const SourceConfig *config = source();
    if (const QString worst = troubleOf(m_window.session().platform(), *config).digest;
        !m_digestChosen && !worst.isEmpty())
        m_digest = worst;
    if (m_digest.isEmpty() && !view.digests.empty())
        m_digest = view.digests.front().id;
    const auto row = std::find_if(view.digests.begin(), view.digests.end(),
                                  [this](const DigestRow &digest) { return digest.id == m_digest; });
    const DigestRow *shown = row == view.digests.end() ? nullptr : &*row;
    m_detail->show(shown, view, database);
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
    m_cache->show(stats, *platform.cacheHistory(config.id), view.facts ? &*view.facts : nullptr);
    m_digestPanel->header()->setTitle(tr("Redis"));
    m_digestPanel->setSubtitle(tr("the last hour · slow commands without their arguments"));
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
    const DataState nothing{.kind = DataState::Kind::Empty,
                            .message = tr("No database and no Redis in this workspace")};
    for (Panel *panel : {m_digestPanel, m_chartPanel, m_sessionPanel, m_lockPanel})
        panel->setState(config ? stateOf(*config) : nothing);
}

} // namespace surgedeck
