// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "app/session.h"
#include "connectors/builtin.h"
#include "tests/gui/shopfixture.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"
#include "widgets/theme/theme.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// The sources of the fixture shop, all behind one peer that takes connections and behaves as scripted.
std::vector<PreparedSource> sourcesAt(quint16 port)
{
    std::vector<PreparedSource> sources;
    const auto shop = fixtureShop();
    for (const SourceConfig &config : shop->sources) {
        SourceSettings settings;
        settings.id = config.id;
        settings.type = config.type;
        settings.clientName = QStringLiteral("surgedeck/test");
        const QString scheme = config.type == QLatin1String("prometheus") ? QStringLiteral("http")
            : config.type == QLatin1String("haproxy")                     ? QStringLiteral("tcp")
                                                                          : config.type;
        settings.endpoint = QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(port);
        settings.expressions = {{QStringLiteral("indicator/success"), QStringLiteral("up")}};
        sources.push_back({config.id, settings});
    }
    return sources;
}

} // namespace

class TestAlive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void theWindowLivesWhileEverySourceBlocks_data()
    {
        QTest::addColumn<int>("script");
        QTest::newRow("silent") << 0;
        QTest::newRow("a byte a second") << 1;
    }

    void theWindowLivesWhileEverySourceBlocks()
    {
        QFETCH(int, script);
        const std::vector<PeerStep> silent{PeerStep::hang()};
        const std::vector<PeerStep> drip{PeerStep::drip(QByteArray(100, 'x'), 1s)};
        ScriptedPeer peer(script == 0 ? silent : drip);
        SystemClock clock;
        WatchSession session(fixtureShop(), sourcesAt(peer.port()), {}, clock);
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        session.start();
        QTest::qWait(500); // the window is made by now

        MonoTime last = clock.monotonic();
        std::chrono::nanoseconds worst{0};
        QTimer beat;
        connect(&beat, &QTimer::timeout, &beat, [&] {
            worst = std::max<std::chrono::nanoseconds>(worst, clock.monotonic() - last);
            last = clock.monotonic();
        });
        beat.start(5);
        const auto allDown = [&] {
            const auto &sources = session.evaluate().sources;
            return std::all_of(sources.begin(), sources.end(), [](const SourceView &s) { return s.state == SourceState::Down; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(allDown(), 5000);
        QVERIFY(peer.connections() >= 4);
        // A call that blocked the loop would block it for seconds; a busy machine does for a fraction of one.
        QVERIFY2(worst < 1s, qPrintable(QString::number(toSeconds(worst))));
        for (const SourceView &source : session.evaluate().sources)
            QVERIFY2(!source.error.isEmpty(), qPrintable(source.id));
    }
};

QTEST_MAIN(TestAlive)
#include "tst_alive.moc"
