// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectiontests.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "models/items/factstable.h"
#include "models/workspace/workspacereader.h"
#include "tests/gui/windowbench.h"
#include "tests/redis/redisserver.h"
#include "tests/support/freeport.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"
#include "widgets/button.h"
#include "widgets/connectionstable.h"
#include "widgets/incidentbar.h"
#include "widgets/setuprail.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Workspace> workspaceOf(const QStringList &sources)
{
    const QString text = QStringLiteral("version: 1\nname: ShopFlow\nenvironment: production\nsources:\n") +
                         sources.join(QLatin1Char('\n')) + QLatin1Char('\n');
    const auto reading =
        readWorkspace(text.toUtf8(), {QStringLiteral("shop.yaml"), QStringLiteral("/tmp/shop.yaml"), {}, nullptr});
    for (const Problem &problem : reading.problems)
        if (problem.level == Problem::Level::Error)
            qFatal("%s", qPrintable(toLine(problem)));
    return std::make_shared<const Workspace>(reading.workspace);
}

QString redisSource(const QString &id, const QString &url, const QString &more = {})
{
    return QStringLiteral("  - {id: %1, type: redis, url: \"%2\"%3}").arg(id, url, more);
}

/// A window that shows the connections of a workspace of its own.
class Bench
{
public:
    explicit Bench(std::shared_ptr<const Workspace> workspace, const WindowOptions &options = {})
        : session(std::move(workspace), {}, {}, clock)
        , window(session, options)
    {
        window.resize(1920, 1080);
        window.showView(QStringLiteral("connections"));
        window.show();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
        table = window.findChild<ConnectionsTable *>();
    }

    /// "id: result" of every row, once nothing is being tested.
    QString results() const
    {
        QStringList all;
        const auto &model = *static_cast<const FactsTable *>(table->model());
        for (int row = 0; row < model.rowCount(); ++row)
            all << QStringLiteral("%1: %2").arg(model.facts(row).cells[0].text, model.facts(row).cells[9].text);
        return all.join(QStringLiteral("; "));
    }
    bool isQuiet() const { return !results().contains(QStringLiteral("testing")); }
    QString cell(const QString &id, int column) const
    {
        const auto &model = *static_cast<const FactsTable *>(table->model());
        const QModelIndex row = model.indexOf(id);
        return row.isValid() ? model.facts(row.row()).cells[static_cast<std::size_t>(column)].text : QString();
    }
    void select(const QString &id)
    {
        window.reveal({QStringLiteral("connections"), QStringLiteral("panel-connections"), id});
    }
    void press(const QKeySequence &key)
    {
        QTest::keyClick(QApplication::focusWidget(), key[0].key(), key[0].keyboardModifiers());
    }
    Button *button(const QString &text) const
    {
        for (Button *candidate : window.findChildren<Button *>())
            if (candidate->text() == text)
                return candidate;
        return nullptr;
    }
    QImage picture(const QString &name) { return savePicture(window, name); }

    SystemClock clock;
    WatchSession session;
    MainWindow window;
    ConnectionsTable *table = nullptr;
};

constexpr std::chrono::milliseconds longEnough = 12s;

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void aNewWorkspaceBeginsHereAndIsTestedAtOnce()
    {
        RedisServer redis;
        redis.start();
        WindowOptions options;
        options.settingUp = true;
        Bench bench(
            workspaceOf({redisSource(QStringLiteral("cache"), redis.tlsUrl(QStringLiteral("view")),
                                     QStringLiteral(", tls: {ca: %1}").arg(redis.caFile())),
                         redisSource(QStringLiteral("gone"), QStringLiteral("redis://127.0.0.1:%1").arg(freePort()))}),
            options);
        QSignalSpy done(&bench.window, &MainWindow::setUpDone);
        QVERIFY(bench.window.findChild<SetUpRail *>()->isVisible());
        QVERIFY(!bench.window.findChild<IncidentBar *>()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(bench.results().contains(QStringLiteral("Not reachable")) && bench.isQuiet(),
                                 longEnough.count());
        QCOMPARE(bench.results(), QStringLiteral("cache: Ready; gone: Not reachable"));
        bench.picture(QStringLiteral("connections-first-use"));
        QCOMPARE(done.count(), 0); // one is not ready: the person decides
        bench.press(QKeySequence(QStringLiteral("Ctrl+Return")));
        QCOMPARE(done.count(), 1);
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit"));
        QVERIFY(bench.window.findChild<IncidentBar *>()->isVisible());
        bench.press(QKeySequence(QStringLiteral("7")));
        QVERIFY(!bench.window.findChild<SetUpRail *>()->isVisible());
        bench.press(QKeySequence(QStringLiteral("Ctrl+Return")));
        QCOMPARE(done.count(), 1);
        QCOMPARE(bench.window.currentView(), QStringLiteral("connections"));
    }

    void namesTheRightThatIsMissingAndWhatToRun()
    {
        RedisServer redis;
        redis.start();
        Bench bench(workspaceOf({redisSource(QStringLiteral("cache"), redis.url(QStringLiteral("poor")))}));
        QCOMPARE(bench.results(), QStringLiteral("cache: not tested"));
        bench.press(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
        QTRY_COMPARE_WITH_TIMEOUT(bench.results(), QStringLiteral("cache: No permission"), longEnough.count());
        QCOMPARE(bench.cell(QStringLiteral("cache"), 3), QStringLiteral("plain text"));
        QCOMPARE(bench.cell(QStringLiteral("cache"), 4), QStringLiteral("poor"));
        QCOMPARE(bench.cell(QStringLiteral("cache"), 5), QStringLiteral("refused"));
        QString statement; // other views have texts of their own
        for (const QPlainTextEdit *text : bench.window.findChildren<QPlainTextEdit *>())
            statement += text->isVisible() ? text->toPlainText() : QString();
        QVERIFY2(statement.startsWith(QLatin1String("ACL SETUSER poor")) && statement.contains(QLatin1String("+info")),
                 qPrintable(statement));
        bench.picture(QStringLiteral("connections-denied"));
        bench.button(QStringLiteral("Copy for the administrator"))->click();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(statement) && copied.contains(QStringLiteral("cache (redis, 127.0.0.1:")),
                 qPrintable(copied));
        QVERIFY(!copied.contains(QStringLiteral(":pw@")));
    }

    void saysWhenACertificateIsAboutToEnd()
    {
        RedisServer redis(RedisServer::Options{.certificateDays = 10, .settings = {}});
        redis.start();
        Bench bench(workspaceOf({redisSource(QStringLiteral("cache"), redis.tlsUrl(QStringLiteral("view")),
                                             QStringLiteral(", tls: {ca: %1}").arg(redis.caFile()))}));
        bench.press(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
        QTRY_COMPARE_WITH_TIMEOUT(bench.results(), QStringLiteral("cache: Ready, with advice"), longEnough.count());
        QVERIFY(bench.cell(QStringLiteral("cache"), 3).startsWith(QStringLiteral("expires in")));
    }

    void theViewerLoadsNoActingCredential()
    {
        RedisServer redis;
        redis.start();
        const auto workspace = workspaceOf(
            {redisSource(QStringLiteral("cache"), redis.url(QStringLiteral("view")),
                         QStringLiteral(", act_url: \"redis://act:${file:there-is-no-such-file}@127.0.0.1:1\""))});
        Bench viewer(workspace);
        viewer.press(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
        QTRY_VERIFY_WITH_TIMEOUT(viewer.isQuiet() && viewer.results() != QStringLiteral("cache: not tested"),
                                 longEnough.count());
        QCOMPARE(viewer.cell(QStringLiteral("cache"), 6), QStringLiteral("not tested"));
        QVERIFY(viewer.results().startsWith(QStringLiteral("cache: Ready")));
        WindowOptions options;
        options.credentials = Credentials::ReadAndAct;
        Bench responder(workspace, options);
        responder.press(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
        QTRY_COMPARE_WITH_TIMEOUT(responder.results(), QStringLiteral("cache: Wrong setting"), longEnough.count());
    }

    void theWindowLivesWhilePeersHangAndATestCanBeStopped()
    {
        ScriptedPeer silent({PeerStep::hang()});
        const auto at = [&](const char *id, const char *type, const char *key, const char *address) {
            return QStringLiteral("  - {id: %1, type: %2, %3: \"%4%5\"}")
                .arg(QLatin1String(id), QLatin1String(type), QLatin1String(key), QLatin1String(address))
                .arg(QStringLiteral("127.0.0.1:%1").arg(silent.port()));
        };
        Bench bench(workspaceOf({at("a", "redis", "url", "redis://"), at("b", "prometheus", "url", "http://"),
                                 at("c", "postgresql", "dsn", "postgresql://"),
                                 at("d", "mysql", "dsn", "mysql://view@"), at("e", "haproxy", "address", "tcp://")}));
        MonoTime last = bench.clock.monotonic();
        std::chrono::nanoseconds worst{0};
        QTimer beat;
        connect(&beat, &QTimer::timeout, &beat, [&] {
            worst = std::max<std::chrono::nanoseconds>(worst, bench.clock.monotonic() - last);
            last = bench.clock.monotonic();
        });
        beat.start(5);
        bench.press(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
        QTRY_VERIFY_WITH_TIMEOUT(silent.connections() >= 5, longEnough.count());
        Button *stop = bench.button(QStringLiteral("Stop testing"));
        QVERIFY(stop->isVisible());
        stop->click();
        QVERIFY(!stop->isVisible());
        QVERIFY2(bench.results().count(QStringLiteral("not tested")) == 5, qPrintable(bench.results()));
        // What was stopped can be tested again at once, and ends by itself.
        bench.press(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.isQuiet(), longEnough.count());
        QVERIFY2(!bench.results().contains(QStringLiteral("Ready")), qPrintable(bench.results()));
        QVERIFY2(worst < 1s, qPrintable(QString::number(toSeconds(worst))));
    }

    void whatWasReadyAndIsGoneIsSeenAsGone()
    {
        RedisServer redis;
        redis.start();
        Bench bench(workspaceOf({redisSource(QStringLiteral("cache"), redis.url(QStringLiteral("view"))),
                                 redisSource(QStringLiteral("other"), redis.url(QStringLiteral("view")))}));
        bench.press(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.isQuiet() && bench.results().count(QStringLiteral("Ready")) == 2,
                                 longEnough.count());
        redis.kill();
        bench.select(QStringLiteral("other"));
        bench.press(QKeySequence(QStringLiteral("Ctrl+T")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.isQuiet() && bench.results().contains(QStringLiteral("other: Not reachable")),
                                 longEnough.count());
        QVERIFY(bench.results().contains(QStringLiteral("cache: Ready"))); // not tested again: what was found stands
        QCOMPARE(bench.cell(QStringLiteral("other"), 3), QStringLiteral("not reached"));
    }
};

QTEST_MAIN(TestConnections)
#include "tst_connections.moc"
