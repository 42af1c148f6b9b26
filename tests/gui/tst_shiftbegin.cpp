// SPDX-License-Identifier: GPL-3.0-or-later
// A shift that is begun, held and taken back in the window, by keyboard alone, on a real balancer.
#include "app/config.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "tests/gui/windowbench.h"
#include "tests/haproxy/haproxyserver.h"
#include "tests/support/testrules.h"
#include "widgets/guardedbutton.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"

#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 30'000;

const char *const shop = R"(version: 1
name: Window Shop
environment: test
sources: [{id: edge, type: haproxy, interval: 500ms, address: "%1", act_address: "%2"}]
traffic:
  timing: {verify_reads: 2, verify_over: 300ms, quiescence: 1s, drift_watch: 5s}
  routes:
    - {id: checkout, control: {source: edge, backend: shop, stable: legacy1, canary: modern1}, plan: {steps: [25, 40], bake: 1h}}
)";

std::shared_ptr<const Workspace> workspaceAt(const QString &folder, const HaproxyServer &balancer)
{
    const QString path = folder + QStringLiteral("/shop.yaml");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    file.write(QString::fromLatin1(shop).arg(balancer.tcpAddress(), balancer.unixAddress()).toUtf8());
    file.close();
    auto reading = loadWorkspace(path, Examine::File);
    if (!reading)
        qFatal("%s", qPrintable(reading.error().message));
    return std::make_shared<const Workspace>(reading->workspace);
}

/// Percent of the canary, by the balancer's own word.
int shareOf(const HaproxyServer &balancer)
{
    const auto weight = [&](const char *server) {
        return balancer.admin(QByteArray("get weight shop/") + server).split(' ').value(0).toInt();
    };
    const int stable = weight("legacy1"), canary = weight("modern1");
    return stable + canary == 0 ? -1 : 100 * canary / (stable + canary);
}

} // namespace

class TestShiftBegin : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
        qputenv("XDG_STATE_HOME", m_folder.path().toUtf8());
    }

    void byKeyboardAlone()
    {
        HaproxyServer balancer;
        balancer.start();
        const auto workspace = workspaceAt(m_folder.path(), balancer);
        const SystemClock clock;
        WatchSession session(workspace, prepareSources(*workspace), {1min}, clock);
        MainWindow window(session, {.credentials = Credentials::ReadAndAct, .role = Role::Responder});
        window.resize(1920, 1080);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        session.start();
        QVERIFY(window.showView(QStringLiteral("traffic")));
        auto *typed = window.findChild<QLineEdit *>(QStringLiteral("shift-typed"));
        auto *start = window.findChild<GuardedButton *>(QStringLiteral("shift-start"));
        auto *resume = window.findChild<GuardedButton *>(QStringLiteral("shift-resume"));
        typed->setFocus();
        QTest::keyClicks(typed, QStringLiteral("checkout"));
        QTRY_COMPARE_WITH_TIMEOUT(start->lock(), QString(), patience);
        QCOMPARE(shareOf(balancer), 10);
        start->setFocus();
        const QSignalSpy fired(start, &GuardedButton::fired);
        QTest::keyPress(start, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(fired.size(), 1, patience);
        QTest::keyRelease(start, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(shareOf(balancer), 25, patience);
        const auto state = [&] { return session.platform().view().routes.front().state; };
        QTRY_COMPARE_WITH_TIMEOUT(state(), RouteState::Baking, patience);
        savePicture(window, QStringLiteral("traffic-baking"));

        auto *routes = window.findChild<Panel *>(QStringLiteral("panel-routes"))->findChild<QTableView *>();
        routes->setFocus();
        QTest::keyClick(routes, Qt::Key_H, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(state(), RouteState::Held, patience);
        routes->setFocus();
        QTest::keyClick(routes, Qt::Key_R, Qt::ShiftModifier); // leads there and presses nothing
        QVERIFY(resume->phase() == GuardedButton::Phase::Locked || resume->phase() == GuardedButton::Phase::Idle);
        QCOMPARE(shareOf(balancer), 25);
        routes->setFocus();
        QTest::keyClick(routes, Qt::Key_B, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(shareOf(balancer), 10, patience);
        savePicture(window, QStringLiteral("traffic-back"));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestShiftBegin)
#include "tst_shiftbegin.moc"
