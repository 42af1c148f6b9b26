// SPDX-License-Identifier: GPL-3.0-or-later
// bench_ui_tables filter|tree ours|qt: tables of the query workbench beside Qt's own models. `filter`: a word is typed
// over 100,000 sessions, and the table stands filtered and sorted by age; `tree`: a second of 10,000 sessions in one
// lock chain, from the graph to the painted tree. bench_ui_tables second fold|show: the whole window, while each second brings
// 10,000 sessions and 5,000 digests. Prints CPU milliseconds a step.
#include "app/mainwindow.h"
#include "app/session.h"
#include "bench/ui/measure.h"
#include "models/items/factstable.h"
#include "models/items/lockrows.h"
#include "models/items/workbenchrows.h"
#include "tests/gui/crowd.h"
#include "tests/gui/shopfixture.h"
#include "tests/support/testclock.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/treeview.h"

#include <QApplication>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTextStream>
#include <QTreeView>
#include <QVBoxLayout>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr int manySessions = 100'000;
constexpr int chained = 10'000;
constexpr std::size_t mostSessions = 1'000; // as the workbench shows them
constexpr std::size_t mostLockRows = 400;
constexpr int steps = 20;
const QStringList words{QStringLiteral("report"), QStringLiteral("checkout-3"), QStringLiteral("10.0.1"), QString()};

double filterOurs(QWidget &window)
{
    std::vector<Session> sessions;
    for (int i = 0; i < manySessions; ++i)
        sessions.push_back(crowdSession(i, Milliseconds((i * 7919) % 60'000)));
    FactsTable rows(sessionHeads());
    TableView table({{CellKind::Text, 140},
                     {CellKind::Text, 110},
                     {CellKind::Text, 118},
                     {CellKind::Text, 0},
                     {CellKind::Number, 58},
                     {CellKind::Number, 76}},
                    &window);
    table.setModel(&rows);
    window.layout()->addWidget(&table);
    bench::showPainted(window);
    return bench::medianFrame(window, steps, [&](int step) {
        rows.setRows(sessionRows(sessions, {words[step % words.size()], false}, mostSessions));
        table.viewport()->update();
    });
}

QList<QStandardItem *> itemsOf(const Session &session)
{
    auto *age = new QStandardItem;
    age->setData(qlonglong(session.age->count()), Qt::DisplayRole);
    return {new QStandardItem(session.id + QLatin1Char(' ') + session.application), new QStandardItem(session.client),
            new QStandardItem(session.wait), new QStandardItem(session.text), age};
}

double filterQt(QWidget &window)
{
    QStandardItemModel model;
    for (int i = 0; i < manySessions; ++i)
        model.appendRow(itemsOf(crowdSession(i, Milliseconds((i * 7919) % 60'000))));
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&model);
    sorted.setFilterKeyColumn(-1);
    QTableView table(&window);
    table.setModel(&sorted);
    sorted.sort(4, Qt::DescendingOrder);
    window.layout()->addWidget(&table);
    bench::showPainted(window);
    return bench::medianFrame(window, steps, [&](int step) {
        sorted.setFilterFixedString(words[step % words.size()]);
        table.viewport()->update();
    });
}

double treeOurs(QWidget &window)
{
    FactsTree rows(lockHeads());
    TreeView tree({{CellKind::Lock, 168},
                   {CellKind::Text, 0},
                   {CellKind::Number, 72},
                   {CellKind::Number, 84},
                   {CellKind::Text, 168}});
    tree.setModel(&rows);
    window.layout()->addWidget(&tree);
    bench::showPainted(window);
    return bench::medianFrame(window, steps, [&](int step) {
        rows.setRows(
            lockRows(lockTree(crowdLocks(chained, Milliseconds(step * 1000))), SqlDialect::MySql, mostLockRows));
        tree.viewport()->update();
    });
}

double treeQt(QWidget &window)
{
    QStandardItemModel model;
    QTreeView tree(&window);
    tree.setUniformRowHeights(true);
    tree.setModel(&model);
    window.layout()->addWidget(&tree);
    bench::showPainted(window);
    return bench::medianFrame(window, steps, [&](int step) {
        const LockGraph graph = crowdLocks(chained, Milliseconds(step * 1000));
        model.clear();
        QHash<QString, QStandardItem *> known;
        for (const LockParticipant &who : graph.participants) {
            QStandardItem *parent =
                who.blockedBy.empty() ? model.invisibleRootItem() : known.value(who.blockedBy.front());
            auto *item = new QStandardItem(who.id);
            known.insert(who.id, item);
            parent->appendRow(
                {item, new QStandardItem(who.text), new QStandardItem(QString::number(who.age->count()))});
        }
        tree.expandAll();
        tree.viewport()->update();
    });
}

/// The second is two events of the window's thread, and each of them is how long a key may wait: they are told apart.
double secondOfTheWindow(bool folding)
{
    TestClock clock;
    WatchSession session(fixtureShop(), {}, {}, clock);
    session.receive(calmRecords(clock.now(), clock.monotonic()));
    MainWindow window(session);
    bench::showPainted(window);
    window.showView(QStringLiteral("queries"));
    std::vector<double> folded;
    double made = 0;
    const double whole = bench::medianFrame(window, steps, [&](int) {
        clock.advance(1s);
        const double start = bench::cpuMs();
        const auto records = crowdRecords(clock.now(), clock.monotonic());
        made = bench::cpuMs();
        session.receive(records);
        folded.push_back(bench::cpuMs() - made);
        made -= start;
        window.refresh();
    });
    std::sort(folded.begin(), folded.end());
    const double fold = folded[folded.size() / 2];
    return folding ? fold : whole - fold - made;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    theme::apply(ThemeName::Dark);
    const QStringList arguments = QCoreApplication::arguments();
    const QString what = arguments.value(1), side = arguments.value(2);
    QWidget window;
    window.setLayout(new QVBoxLayout);
    QTextStream out(stdout);
    if (what == QLatin1String("second"))
        out << secondOfTheWindow(side == QLatin1String("fold"));
    else if (what == QLatin1String("filter"))
        out << (side == QLatin1String("qt") ? filterQt(window) : filterOurs(window));
    else if (what == QLatin1String("tree"))
        out << (side == QLatin1String("qt") ? treeQt(window) : treeOurs(window));
    else
        return 2;
    out << '\n';
    return 0;
}
