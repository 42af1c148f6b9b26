// SPDX-License-Identifier: GPL-3.0-or-later
// The freshness ladder from a socket to the pixels: each state is provoked by a real PostgreSQL, or by a peer that
// plays the fault, and looked at in a window.
#include "tests/gui/freshnessbench.h"
#include "tests/postgres/postgresserver.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"
#include "widgets/panelmessage.h"
#include "widgets/panelveil.h"
#include "widgets/theme/theme.h"

#include <QPushButton>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using Kind = DataState::Kind;

namespace {

constexpr int patience = 20'000; ///< milliseconds, on a machine with everything else to do

std::vector<SourceSettings> database(const QString &dsn)
{
    return {FreshnessBench::source("orders-db", "postgresql", dsn)};
}

} // namespace

class TestFreshness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_server.start(); }
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void aTrueNothingIsEmptyAndHasAnAge()
    {
        const auto sources = database(m_server.dsn(QStringLiteral("view")));
        FreshnessBench bench(FreshnessBench::workspace(sources), sources);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Live, patience);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("section-locks"), Kind::Empty, patience);
        QVERIFY(bench.panel("section-locks")->state().age.has_value());
        QCOMPARE(bench.panel("section-locks")->state().message, QStringLiteral("No lock waits"));
        QCOMPARE(pixelsOf(*bench.panel("panel-queries"), &Colours::stale), 0);
        bench.picture(QStringLiteral("empty"));
    }

    void aFrozenServerIsStaleThenDisconnectedThenBack()
    {
        const auto sources = database(m_server.dsn(QStringLiteral("view")));
        FreshnessBench bench(FreshnessBench::workspace(sources), sources);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Live, patience);
        m_server.freeze();
        bench.clock.hurry(4s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Stale, patience);
        Panel *panel = bench.panel("panel-queries");
        QVERIFY(panel->body()->isVisible());
        QVERIFY(panel->findChild<PanelVeil *>()->isVisible());
        QVERIFY(panel->spokenDescription().contains(QStringLiteral("stale")));
        QVERIFY2(panel->state().message.contains(QStringLiteral("orders-db late")), qPrintable(panel->state().message));
        QVERIFY(pixelsOf(*panel, &Colours::stale) > 20);
        bench.picture(QStringLiteral("stale"));

        bench.clock.hurry(61s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Disconnected, patience);
        QVERIFY(!panel->body()->isVisible());
        const DataState state = panel->state();
        QVERIFY(!state.since.isEmpty() && !state.detail.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT((bench.refresh(), panel->state().retry.contains(QStringLiteral("next try in"))),
                                 patience);
        bench.picture(QStringLiteral("disconnected"));

        m_server.thaw();
        bench.clock.hurry(30s); // the next try is due
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Live, patience);
        QVERIFY(panel->body()->isVisible());
    }

    void aStoppedServerIsDisconnectedAtOnceWhenNothingCameBefore()
    {
        PostgresServer gone;
        gone.start();
        const auto sources = database(gone.dsn(QStringLiteral("view")));
        gone.kill();
        FreshnessBench bench(FreshnessBench::workspace(sources), sources);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Disconnected, patience);
        const DataState state = bench.panel("panel-queries")->state();
        QCOMPARE(state.message, QStringLiteral("orders-db does not answer"));
        QVERIFY(!state.detail.isEmpty());
    }

    void aFullServerIsFullAndNotDown()
    {
        std::vector<std::unique_ptr<PostgresSession>> taken;
        QByteArray limit;
        for (int i = 0; i < 25; ++i) { // all 20 connections, but for those that are kept for a superuser
            taken.push_back(m_server.session(QStringLiteral("view")));
            taken.back()->send("select 1;");
        }
        QTRY_VERIFY_WITH_TIMEOUT(
            m_server.admin("select count(*) from pg_stat_activity where usename='view'").toInt() >= 15, patience);
        const auto sources = database(m_server.dsn(QStringLiteral("view")));
        FreshnessBench bench(FreshnessBench::workspace(sources), sources);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Full, patience);
        const DataState state = bench.panel("panel-queries")->state();
        QCOMPARE(state.message, QStringLiteral("orders-db takes no further session"));
        QVERIFY(!state.retry.isEmpty());
        QVERIFY(bench.panel("panel-queries")->findChild<PanelMessage *>()->isVisible());
        bench.picture(QStringLiteral("full"));
    }

    void aServerThatRefusesUsIsGrey()
    {
        QString dsn = m_server.dsn(QStringLiteral("view"));
        dsn.replace(QStringLiteral(":pw@"), QStringLiteral(":wrong@"));
        const auto sources = database(dsn);
        FreshnessBench bench(FreshnessBench::workspace(sources), sources);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Denied, patience);
        Panel *panel = bench.panel("panel-queries");
        QVERIFY(panel->state().message.contains(QStringLiteral("orders-db")));
        QVERIFY2(panel->state().detail.contains(QStringLiteral("password authentication failed")),
                 qPrintable(panel->state().detail));
        QCOMPARE(pixelsOf(*panel, &Colours::stale), 0); // a known gap, not a fault
        QVERIFY(panel->spokenDescription().contains(QStringLiteral("password")));
        bench.picture(QStringLiteral("denied"));
    }

    void whatIsWaitedForIsSaidAfterThreeSeconds()
    {
        ScriptedPeer silent({PeerStep::hang()});
        const auto sources =
            database(QStringLiteral("postgresql://view:pw@127.0.0.1:%1/shop?sslmode=disable").arg(silent.port()));
        FreshnessBench bench(FreshnessBench::workspace(sources), sources);
        QCOMPARE(bench.kind("panel-queries"), Kind::Loading);
        Panel *panel = bench.panel("panel-queries");
        QVERIFY(panel->state().message.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(pixelsOf(*panel, &Colours::track) > 500,
                                 patience); // the blocks, after a third of a second
        QCOMPARE(bench.kind("panel-queries"), Kind::Loading);
        bench.picture(QStringLiteral("loading"));
        bench.clock.hurry(3s);
        QCOMPARE(bench.kind("panel-queries"), Kind::Loading);
        QVERIFY2(panel->state().message.startsWith(QStringLiteral("waiting for orders-db, ")),
                 qPrintable(panel->state().message));
        bench.picture(QStringLiteral("loading-3s"));
        bench.clock.hurry(7s);
        QCOMPARE(bench.kind("panel-queries"), Kind::Disconnected);
        bench.picture(QStringLiteral("loading-10s"));
    }

private:
    PostgresServer m_server;
};

QTEST_MAIN(TestFreshness)
#include "tst_freshness.moc"
