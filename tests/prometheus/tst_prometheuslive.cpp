// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "connectors/prometheus/prometheusreader.h"
#ifndef Q_MOC_RUN // moc does not understand concepts
#include "connectors/scrape/localexpressions.h"
#endif
#include "models/store/metricstore.h"
#include "tests/prometheus/runningprometheus.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testcertificates.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const SystemClock systemClock;

/// A console whose clock is wrong.
class ShiftedClock final : public Clock
{
public:
    explicit ShiftedClock(Milliseconds shift)
        : m_shift(shift)
    {
    }
    WallTime now() const override { return systemClock.now() + m_shift; }
    MonoTime monotonic() const override { return systemClock.monotonic(); }

private:
    Milliseconds m_shift;
};

SourceSettings settingsFor(const RunningPrometheus &server, const QStringList &expressions = {},
                           const char *scheme = "http")
{
    SourceSettings settings;
    settings.id = QStringLiteral("prom");
    settings.type = QStringLiteral("prometheus");
    settings.endpoint = QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1String(scheme)).arg(server.port());
    for (const QString &expression : expressions)
        settings.expressions.push_back({expression, expression});
    return settings;
}

SourcePtr sourceFor(const RunningPrometheus &server, const QStringList &expressions, const Clock &clock = systemClock)
{
    return createSource(settingsFor(server, expressions), clock).value();
}

MetricSample sampleOf(const Result<PollResult> &result)
{
    if (!result || result->observations.empty())
        return {};
    const auto *sample = std::get_if<MetricSample>(&result->observations.front());
    return sample ? *sample : MetricSample{};
}

/// Polls until the first value is there, or is not there any more.
MetricSample pollUntil(Source &source, bool wanted)
{
    MetricSample sample;
    for (int i = 0; i < 60; ++i) {
        sample = sampleOf(source.poll({}));
        if (!sample.values.empty() && sample.values.front().value.has_value() == wanted)
            return sample;
        QTest::qWait(510);
    }
    return sample;
}

QString stagesOf(const std::vector<DiagnosisStage> &stages)
{
    QStringList words;
    for (const DiagnosisStage &stage : stages)
        words << stage.stage + (stage.ok ? *stage.ok ? QStringLiteral("+") : QStringLiteral("-") : QStringLiteral("?"));
    return words.join(QLatin1Char(' '));
}

} // namespace

class TestPrometheusLive : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<RunningPrometheus> m_server; ///< of the tests that leave it as it is

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void initTestCase()
    {
        m_server = std::make_unique<RunningPrometheus>();
        QVERIFY(m_server->isListening());
    }

    void valuesComeAsTheyAre()
    {
        const QStringList expressions = {
            QStringLiteral("max(up{job=\"self\"} offset 1s)"),
            QStringLiteral("42.5"),
            QStringLiteral("vector(NaN)"),
            QStringLiteral("no_such_metric"),
            QStringLiteral("go_gc_duration_seconds"),
            QStringLiteral("sum(("),
            QStringLiteral("up{job=\"self\"}[1m]"),
            QStringLiteral("\"text\""),
            QStringLiteral("1/0"),
            QStringLiteral("sum(no_such_metric) or vector(0)"),
            QStringLiteral("absent(no_such_metric)"),
            QStringLiteral("count({__name__=~\"go_memstats_.*\"})"),
            QStringLiteral("min(up{job=\"self\"})"),
        };
        const SourcePtr source = sourceFor(*m_server, expressions);
        const MetricSample sample = pollUntil(*source, true);
        QCOMPARE(sample.values.size(), std::size_t(expressions.size()));
        const auto &v = sample.values;
        QVERIFY(v[0].value == 1.0 && v[0].error.isEmpty());
        QVERIFY(v[1].value == 42.5 && !v[1].newestSample);
        QVERIFY(!v[2].value && v[2].error.isEmpty());
        QVERIFY(!v[3].value && v[3].error.isEmpty() && !v[3].newestSample);
        QVERIFY2(v[4].error.contains(QStringLiteral("series where one value is meant")), qPrintable(v[4].error));
        QVERIFY2(v[5].error.contains(QStringLiteral("unclosed left parenthesis")), qPrintable(v[5].error));
        QVERIFY(v[6].error.contains(QStringLiteral("range of samples")));
        QVERIFY(v[7].error.contains(QStringLiteral("text")));
        QVERIFY(v[8].value && *v[8].value > 1e300);
        QVERIFY2(!v[9].value, "what stands in for missing samples is not a value");
        QVERIFY(v[10].value == 1.0);
        QVERIFY(v[11].value && *v[11].value > 10);

        // Ages are of the samples, not of the evaluation, and an offset does not make them older.
        QTest::qWait(510);
        const MetricSample later = sampleOf(source->poll({}));
        for (const std::size_t i : {0, 11, 12}) {
            QCOMPARE(later.values[i].key, expressions[int(i)]);
            QVERIFY2(later.values[i].newestSample.has_value(), qPrintable(expressions[int(i)]));
            const Milliseconds age = later.evaluatedAt - *later.values[i].newestSample;
            QVERIFY2(age > -100ms && age < 2500ms, qPrintable(QString::number(age.count())));
        }
    }

    void aTargetThatVanishedIsUnknown()
    {
        const QByteArray page = "requests_total 7\n";
        auto exporter = std::make_unique<ScriptedPeer>(std::vector<PeerStep>{
            PeerStep::receive(),
            PeerStep::send("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: " +
                           QByteArray::number(page.size()) + "\r\n\r\n" + page)});
        const RunningPrometheus server({{QStringLiteral("127.0.0.1:%1").arg(exporter->port())}, {}, {}});
        const SourcePtr source = sourceFor(server, {QStringLiteral("sum(increase(requests_total[5m])) or vector(0)")});
        QVERIFY(pollUntil(*source, true).values.front().value == 0.0);
        exporter.reset();
        const MetricSample gone = pollUntil(*source, false);
        QVERIFY(!gone.values.front().value);
        QVERIFY(!gone.values.front().newestSample);
        const auto result = source->poll({});
        QVERIFY2(result->newestSample && systemClock.now() - *result->newestSample > 500ms,
                 "the source itself tells how old its data is");
    }

    void aWrongClockOfOursDoesNotAgeSamples()
    {
        for (const Milliseconds shift : {Milliseconds(-90s), Milliseconds(10min)}) {
            const ShiftedClock clock(shift);
            const SourcePtr source = sourceFor(*m_server, {QStringLiteral("max(up{job=\"self\"})")}, clock);
            const MetricSample sample = pollUntil(*source, true);
            QVERIFY(sample.values.front().newestSample.has_value());
            const Milliseconds age = sample.evaluatedAt - *sample.values.front().newestSample;
            QVERIFY2(age > -100ms && age < 2500ms, qPrintable(QString::number(age.count())));
            QVERIFY(std::chrono::abs(sample.evaluatedAt - clock.now()) < 5s);
        }
    }

    void fiveHundredExpressionsFitIntoAPoll()
    {
        QStringList expressions;
        for (int i = 0; i < 500; ++i)
            expressions << QStringLiteral("sum(rate(prometheus_http_requests_total{handler!=\"%1\"}[1m])) + %1").arg(i);
        pollUntil(*sourceFor(*m_server, {QStringLiteral("sum(rate(prometheus_http_requests_total[1m]))")}), true);
        const SourcePtr source = sourceFor(*m_server, expressions);
        QElapsedTimer timer;
        timer.start();
        const auto result = source->poll({});
        QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(bool(result));
        const MetricSample sample = sampleOf(result);
        const auto answered = std::count_if(sample.values.begin(), sample.values.end(),
                                            [](const WatchedValue &v) { return v.value.has_value(); });
        qInfo("%lld of %zu answered in %lld ms", static_cast<long long>(answered), sample.values.size(),
              timer.elapsed());
        QVERIFY(answered > 0);
    }

    void theLastHourIsFilledIn()
    {
        QByteArray seed = "# TYPE orders counter\n";
        const long long now = systemClock.now().time_since_epoch().count() / 1000;
        constexpr long long week = 7 * 86'400;
        for (long long t = now - week - 7200; t < now - week + 7200; t += 10)
            seed += "orders_total " + QByteArray::number(5 * (t - now + week + 7200)) + " " + QByteArray::number(t) + "\n";
        for (long long t = now - 3600; t < now - 60; t += 10)
            seed += "orders_total " + QByteArray::number(2 * (t - now + 3600)) + " " + QByteArray::number(t) + "\n";
        const RunningPrometheus server({{}, {}, seed + "# EOF\n"});
        const QString rate = QStringLiteral("sum(rate(orders_total[1m]))");
        const SourcePtr source =
            sourceFor(server, {QStringLiteral("max(up{job=\"self\"})"), rate, QStringLiteral("sum((")});
        std::vector<MetricHistory> histories;
        const auto hasLastWeek = [&] {
            return std::ranges::any_of(histories, [](const MetricHistory &h) { return h.earlierBy.has_value(); });
        };
        for (int i = 0; i < 20 && !hasLastWeek(); ++i) {
            QTest::qWait(510);
            const auto result = source->poll({});
            for (const Observation &observation : result ? result->observations : std::vector<Observation>{}) {
                if (const auto *history = std::get_if<MetricHistory>(&observation))
                    histories.push_back(*history);
            }
        }
        const auto found =
            std::find_if(histories.begin(), histories.end(), [&](const MetricHistory &h) { return h.key == rate; });
        QVERIFY(found != histories.end());
        QVERIFY2(found->points.size() > 300 && found->points.size() <= 361,
                 qPrintable(QString::number(found->points.size())));
        QVERIFY(qAbs(found->points[100].value - 2.0) < 0.05);
        QVERIFY(systemClock.now() - found->points.front().time > 50min);

        const auto then = std::ranges::find_if(histories, [&](const MetricHistory &h) { return h.key == rate && h.earlierBy; });
        QVERIFY(then != histories.end());
        QVERIFY(*then->earlierBy == Milliseconds(7 * 24h));
        QVERIFY2(then->points.size() > 230 && then->points.size() <= 241, qPrintable(QString::number(then->points.size())));
        QVERIFY(qAbs(then->points[100].value - 5.0) < 0.05);
        MetricStore store; // by the times of now
        store.fold({systemClock.now(), {}, QStringLiteral("p"), *then});
        QVERIFY(std::chrono::abs(store.lastWeek(rate)[120].time - systemClock.now()) < 2min);

        auto reader = PrometheusReader::create(settingsFor(server), systemClock).value();
        const WallTime end = systemClock.now();
        const auto matrix = reader->range({QStringLiteral("orders_total"), end - 30min, end, 15s}, {});
        QVERIFY(bool(matrix));
        QCOMPARE(matrix->size(), std::size_t{1});
        QCOMPARE(matrix->front().labels.front().second, QStringLiteral("orders_total"));
        QVERIFY(matrix->front().points.size() > 100);
        QVERIFY(std::chrono::abs(matrix->front().points.front().time - (end - 30min)) < 1s);
        QCOMPARE(reader->range({QStringLiteral("sum(("), end - 30min, end, 15s}, {}).error().kind, Error::Kind::Config);
        QCOMPARE(reader->range({QStringLiteral("up"), end - 11'001s, end, 1s}, {}).error().kind, Error::Kind::Config);
        QCOMPARE(reader->range({QStringLiteral("up"), end, end, 0s}, {}).error().kind, Error::Kind::Config);
        QVERIFY(bool(reader->range({QStringLiteral("up"), end - 10'999s, end, 1s}, {})));
    }

    /// The same samples there and here: whoever asks can not tell which of the two readers answers.
    void bothReadersSayTheSame()
    {
        const auto samples = std::make_shared<metrics::SharedSamples>();
        QByteArray seed = "# TYPE jobs counter\n# TYPE depth gauge\n";
        QByteArray depths;
        const long long now = systemClock.now().time_since_epoch().count() / 1000 / 60 * 60;
        {
            metrics::SharedSamples::Appending store(*samples);
            for (const char *shop : {"at", "de"}) {
                const auto counter = store->seriesFor(metrics::Labels{{"__name__", "jobs_total"}, {"shop", shop}});
                const auto gauge = store->seriesFor(metrics::Labels{{"__name__", "depth"}, {"shop", shop}});
                for (long long t = now - 1800; t < now - 60; t += 10) {
                    const long long count = (t - now + 1800) * (t % 7 + 1) / 3 % 5'000, depth = t * t % 97 + (shop[0] == 'd' ? 200 : 0);
                    const auto line = [&](const char *name, long long value) -> QByteArray {
                        return QByteArray(name) + "{shop=\"" + shop + "\"} " + QByteArray::number(value) + ' ' + QByteArray::number(t) + '\n';
                    };
                    seed.insert(seed.indexOf("# TYPE depth"), line("jobs_total", count));
                    depths += line("depth", depth);
                    store->append(counter, {t * 1000, static_cast<double>(count)});
                    store->append(gauge, {t * 1000, static_cast<double>(depth)});
                }
            }
        }
        const RunningPrometheus server({{}, {}, seed + depths + "# EOF\n"});
        const auto remote = PrometheusReader::create(settingsFor(server), systemClock).value();
        LocalReader local(samples, metrics::Compat::V2);
        const std::vector<MetricReader *> readers{remote.get(), &local};
        const WallTime end(std::chrono::seconds(now - 125)); // between two samples: our clocks may differ by milliseconds
        for (const char *expression : {"depth", "sum by (shop) (rate(jobs_total[1m]))", "max_over_time(depth[3m]) - depth",
                                       "topk(1, depth)", "absent(depth)", "vector(3)", "nothing"}) {
            std::vector<Matrix> answers;
            for (MetricReader *reader : readers) {
                auto answer = reader->range({QString::fromLatin1(expression), end - 20min, end, 30s}, {});
                QVERIFY2(bool(answer), answer ? "" : qPrintable(QLatin1String(expression) + QStringLiteral(": ") + answer.error().message));
                std::ranges::sort(*answer, {}, &MetricSeries::labels);
                answers.push_back(*std::move(answer));
            }
            QCOMPARE(answers[0].size(), answers[1].size());
            for (std::size_t i = 0; i < answers[0].size(); ++i) {
                QCOMPARE(answers[0][i].labels, answers[1][i].labels);
                const auto &theirs = answers[0][i].points, &ours = answers[1][i].points;
                QCOMPARE(theirs.size(), ours.size());
                for (std::size_t at = 0; at < ours.size(); ++at) {
                    QVERIFY(std::chrono::abs(theirs[at].time - ours[at].time) < 1s);
                    QVERIFY2(qAbs(theirs[at].value - ours[at].value) < 0.01 * std::max(1.0, qAbs(ours[at].value)), expression);
                }
            }
        }
        for (MetricReader *reader : readers) {
            QCOMPARE(reader->range({QStringLiteral("sum(("), end - 1min, end, 15s}, {}).error().kind, Error::Kind::Config);
            QCOMPARE(reader->range({QStringLiteral("depth * on(x) depth"), end - 1min, end, 15s}, {}).error().kind, Error::Kind::Config);
        }
    }

    void aServerThatHangsOrDiesIsToldInTime()
    {
        RunningPrometheus server;
        const SourcePtr source = sourceFor(server, {QStringLiteral("max(up{job=\"self\"})")});
        QVERIFY(pollUntil(*source, true).values.front().value == 1.0);
        ::kill(static_cast<pid_t>(server.pid()), SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        const auto hung = source->poll({});
        QVERIFY2(timer.elapsed() < 4200, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!hung);
        QCOMPARE(hung.error().kind, Error::Kind::Timeout);
        ::kill(static_cast<pid_t>(server.pid()), SIGCONT);
        QVERIFY(pollUntil(*source, true).values.front().value == 1.0);
        server.stop();
        timer.restart();
        QCOMPARE(source->poll({}).error().kind, Error::Kind::Unreachable);
        QVERIFY(timer.elapsed() < 1000);
        QCOMPARE(stagesOf(source->diagnose({})),
                 QStringLiteral("name+ connect- tls? sign-in? read? act? clock? newest?"));
    }

    void theConnectionTestGoesThroughItsStages()
    {
        const SourcePtr source = sourceFor(*m_server, {});
        pollUntil(*sourceFor(*m_server, {QStringLiteral("max(up{job=\"self\"})")}), true);
        const auto stages = source->diagnose({});
        QCOMPARE(stagesOf(stages), QStringLiteral("name+ connect+ tls+ sign-in+ read+ act+ clock+ newest+"));
        QCOMPARE(stages[2].value, QStringLiteral("not used"));
        QVERIFY2(stages[4].value.startsWith(QStringLiteral("2.")), qPrintable(stages[4].value));
        QCOMPARE(stages[5].value, QStringLiteral("not used"));

        const ShiftedClock wrong(-42s);
        const auto skewed = sourceFor(*m_server, {}, wrong)->diagnose({});
        QCOMPARE(stagesOf(skewed), QStringLiteral("name+ connect+ tls+ sign-in+ read+ act+ clock- newest+"));
        QVERIFY2(skewed[6].value.startsWith(QStringLiteral("42.")), qPrintable(skewed[6].value));
    }

    void tlsAndCredentials()
    {
        const TestCertificates certificates;
        const auto pair = certificates.make({QStringLiteral("server"), QStringLiteral("DNS:prometheus.test")});
        const auto mine = certificates.make({QStringLiteral("client")});
        // The password is "s3cret".
        const QByteArray web =
            "tls_server_config: {cert_file: '" + pair.certificate.toUtf8() + "', key_file: '" + pair.key.toUtf8() +
            "', client_ca_file: '" + certificates.caFile().toUtf8() +
            "', client_auth_type: RequireAndVerifyClientCert}\n"
            "basic_auth_users: {ops: $2b$04$77eJ89NeA6pJI7jI0.yFHOt6kwCV9tkADPwcAnix/UHU.UgKTC5Lu}\n";
        const RunningPrometheus server({{}, web, {}});
        QVERIFY(server.isListening());
        SourceSettings good = settingsFor(server, {QStringLiteral("1")}, "https");
        good.tls = {certificates.caFile(), mine.certificate, mine.key, QStringLiteral("prometheus.test")};
        good.user = QStringLiteral("ops");
        good.password = QStringLiteral("s3cret");
        const auto pollWith = [&](auto change) {
            SourceSettings settings = good;
            change(settings);
            return createSource(settings, systemClock).value()->poll({});
        };
        QCOMPARE(pollUntil(*createSource(good, systemClock).value(), true).values.size(), std::size_t{1});

        const auto kindWith = [&](auto change) { return pollWith(change).error().kind; };
        QCOMPARE(kindWith([](SourceSettings &s) { s.password = QStringLiteral("wrong-word"); }), Error::Kind::Auth);
        QCOMPARE(kindWith([](SourceSettings &s) { s.user.clear(); }), Error::Kind::Auth);
        QCOMPARE(kindWith([](SourceSettings &s) { s.tls.serverName.clear(); }), Error::Kind::Unreachable);
        QCOMPARE(kindWith([](SourceSettings &s) { s.tls.caFile.clear(); }), Error::Kind::Unreachable);
        QCOMPARE(kindWith([&](SourceSettings &s) { s.tls.caFile = certificates.otherCaFile(); }),
                 Error::Kind::Unreachable);
        QCOMPARE(kindWith([](SourceSettings &s) {
                     s.tls.certificateFile.clear();
                     s.tls.keyFile.clear();
                 }),
                 Error::Kind::Auth);
        QCOMPARE(kindWith([](SourceSettings &s) { s.tls.caFile = QStringLiteral("/no/such/file"); }),
                 Error::Kind::Config);

        SourceSettings settings = good;
        settings.tls.serverName.clear();
        const auto stages = createSource(settings, systemClock).value()->diagnose({});
        QCOMPARE(stagesOf(stages), QStringLiteral("name+ connect+ tls- sign-in? read? act? clock? newest?"));
        settings = good;
        settings.password = QStringLiteral("wrong-word");
        QCOMPARE(stagesOf(createSource(settings, systemClock).value()->diagnose({})),
                 QStringLiteral("name+ connect+ tls+ sign-in- read? act? clock? newest?"));
    }
};

QTEST_GUILESS_MAIN(TestPrometheusLive)
#include "tst_prometheuslive.moc"
