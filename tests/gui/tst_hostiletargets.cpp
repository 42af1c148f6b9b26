// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "app/session.h"
#include "connectors/builtin.h"
#ifndef Q_MOC_RUN // moc does not understand concepts
#include "models/metrics/store/sharedsamples.h"
#endif
#include "tests/gui/shopfixture.h"
#include "tests/support/testrules.h"
#include "tests/support/threadtime.h"
#include "widgets/theme/theme.h"

#include <QProcess>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr auto longestPause = 250ms; // what sanitizers make of it
#else
constexpr auto longestPause = 50ms;
#endif

/// The scripted targets of tests/scrape in a process of their own.
class Targets
{
public:
    Targets()
    {
        m_process.start(QStringLiteral("/usr/bin/python3"),
                        {QStringLiteral("-c"),
                         QStringLiteral("import sys; sys.path.insert(0, sys.argv[1]); import targets; "
                                        "print(targets.serve()[1], flush=True); "
                                        "[print(len(targets.Handler.asked), flush=True) for _ in sys.stdin]"),
                         QStringLiteral(SURGEDECK_SCRAPE_TESTS)});
    }
    ~Targets()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    int port() { return number(); }
    /// How many different pages were asked for until now.
    int asked()
    {
        m_process.write("?\n");
        return number();
    }

private:
    int number() { return m_process.waitForReadyRead(20'000) ? m_process.readLine().trimmed().toInt() : 0; }

    QProcess m_process;
};

PreparedSource sourceOf(const QString &id, const QStringList &endpoints,
                        const std::shared_ptr<metrics::SharedSamples> &samples)
{
    SourceSettings settings;
    settings.id = id;
    settings.type = QStringLiteral("metrics");
    settings.endpoints = endpoints;
    settings.samples = samples;
    settings.expressions = {{QStringLiteral("indicator/orders"), QStringLiteral("sum(up{job=\"prom\"})")}};
    return {id, settings};
}

} // namespace

class TestHostileTargets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    /// Sixty targets that bomb, flood, drip and lie: the window does not stand still, and a good target beside them is
    /// read every second.
    void sixtyHostileTargetsHoldNobodyUp()
    {
        Targets targets;
        Targets steady; // what the hostile ones make and drip must not hold up its answers
        const int port = targets.port();
        const int steadyPort = steady.port();
        QVERIFY(port > 0 && steadyPort > 0);
        QStringList hostile;
        for (int i = 0; i < 10; ++i)
            for (const char *kind : {"bomb", "huge", "flood", "garbage", "slow", "drip"})
                hostile << QStringLiteral("http://127.0.0.1:%1/%2?%3").arg(port).arg(QLatin1String(kind)).arg(i);
        const auto samples = std::make_shared<metrics::SharedSamples>();
        SystemClock clock;
        WatchSession session(
            fixtureShop(),
            {sourceOf(QStringLiteral("bad"), hostile, samples),
             sourceOf(QStringLiteral("prom"), {QStringLiteral("http://127.0.0.1:%1/good").arg(steadyPort)}, samples)},
            {}, clock);
        MainWindow window(session);
        window.resize(1440, 900);
        window.show();
        session.start();
        QTest::qWait(1'000); // the window is made by now

        // What a turn of the loop takes of this thread: what the machine does meanwhile is no pause of ours.
        std::chrono::nanoseconds last = threadTime(), worst{0};
        QTimer beat;
        connect(&beat, &QTimer::timeout, &beat, [&] {
            worst = std::max(worst, threadTime() - last);
            last = threadTime();
        });
        beat.start(2);
        std::optional<Milliseconds> oldest;
        for (int second = 0; second < 6; ++second) {
            QTest::qWait(1'000);
            const auto age = session.evaluate().sources;
            const auto good = std::ranges::find(age, QStringLiteral("prom"), &SourceView::id);
            QVERIFY(good != age.end());
            if (second > 1)
                oldest = std::max(oldest.value_or(Milliseconds{0}), good->age.value_or(Milliseconds{60'000}));
        }
        QVERIFY2(worst < longestPause, qPrintable(QString::number(toSeconds(worst))));
        QVERIFY2(oldest && *oldest < 3s, qPrintable(QString::number(oldest->count())));
        QCOMPARE(session.platform().metrics().view(QStringLiteral("indicator/orders")).value, std::optional(1.0));
        // What is refused before it is asked for holds nobody up, either.
        QTRY_VERIFY_WITH_TIMEOUT(targets.asked() > 50, 30'000);
    }
};

QTEST_MAIN(TestHostileTargets)
#include "tst_hostiletargets.moc"
