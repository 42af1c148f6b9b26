// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectiontests.h"

#include "app/sourcesettings.h"
#include "connectors/base/worker.h"
#include "connectors/builtin.h"
#include "models/base/secret.h"

#include <algorithm>

namespace surgedeck {

struct ConnectionTests::Bench
{
    std::unique_ptr<Worker> worker;
    int run = 0; ///< counts the tests: an answer to a cancelled one is dropped
    MonoTime startedAt{};
};

struct ConnectionTests::Ending
{
    QString id;
    int run = 0;
    std::unique_ptr<Worker> worker;
};

namespace {

/// Libraries quote what they were given; no password of it is shown.
std::vector<DiagnosisStage> redacted(std::vector<DiagnosisStage> stages)
{
    for (DiagnosisStage &stage : stages)
        stage.value = redactUrl(stage.value);
    return stages;
}

std::vector<DiagnosisStage> cannotBeMade(const Error &error)
{
    DiagnosisStage stage{QStringLiteral("name"), false, error.message, std::nullopt,
                         QStringLiteral("correct this source in the workspace file")};
    stage.failure = error.kind;
    return {stage};
}

void leaveActOut(std::vector<DiagnosisStage> &stages)
{
    for (DiagnosisStage &stage : stages)
        if (stage.stage == QLatin1String("act")) {
            stage = {QStringLiteral("act"), std::nullopt, QStringLiteral("the viewer role loads no acting credential"),
                     std::nullopt, QStringLiteral("start with --role responder to test it")};
            stage.brief = QStringLiteral("not tested");
        }
}

/// On the worker.
std::vector<DiagnosisStage> examine(const Workspace &workspace, const QString &id, Credentials credentials,
                                    const Clock &clock, std::stop_token stop)
{
    const PreparedSource prepared = prepareSources(workspace, id, credentials).front();
    auto created =
        prepared.settings ? createSource(*prepared.settings, clock) : Result<SourcePtr>(prepared.settings.error());
    if (!created)
        return redacted(cannotBeMade(created.error()));
    auto stages = redacted((*created)->diagnose(std::move(stop)));
    if (credentials == Credentials::Read && !workspace.source(id)->act.isEmpty())
        leaveActOut(stages);
    return stages;
}

} // namespace

ConnectionTests::ConnectionTests(std::shared_ptr<const Workspace> workspace, Credentials credentials,
                                 const Clock &clock)
    : m_workspace(std::move(workspace))
    , m_credentials(credentials)
    , m_clock(clock)
{
    for (const SourceConfig &source : m_workspace->sources)
        m_tests.push_back({source.id});
}

ConnectionTests::~ConnectionTests()
{
    // All are told before any is waited for.
    for (const auto &[id, bench] : m_benches)
        if (bench.worker)
            bench.worker->requestStop();
}

ConnectionTest *ConnectionTests::find(const QString &id)
{
    const auto found =
        std::find_if(m_tests.begin(), m_tests.end(), [&](const ConnectionTest &test) { return test.id == id; });
    return found == m_tests.end() ? nullptr : &*found;
}

const ConnectionTest *ConnectionTests::test(const QString &id) const
{
    return const_cast<ConnectionTests *>(this)->find(id);
}

void ConnectionTests::start(const QString &id)
{
    ConnectionTest *test = find(id);
    if (test == nullptr || test->state == ConnectionTest::State::Running)
        return;
    Bench &bench = m_benches[id];
    if (!bench.worker)
        bench.worker = std::make_unique<Worker>(QStringLiteral("test ") + id);
    bench.run += 1;
    bench.startedAt = m_clock.monotonic();
    test->state = ConnectionTest::State::Running;
    m_running += 1;
    bench.worker->post([this, id, run = bench.run, workspace = m_workspace, credentials = m_credentials,
                        &clock = m_clock](std::stop_token stop) {
        auto stages = examine(*workspace, id, credentials, clock, std::move(stop));
        Worker::deliver(this,
                        [this, id, run, stages = std::move(stages)]() mutable { take(id, run, std::move(stages)); });
    });
    Q_EMIT changed(id);
}

void ConnectionTests::startAll()
{
    for (const SourceConfig &source : m_workspace->sources)
        start(source.id);
}

void ConnectionTests::take(const QString &id, int run, std::vector<DiagnosisStage> stages)
{
    const Bench &bench = m_benches[id];
    ConnectionTest *test = find(id);
    if (run != bench.run) {
        // It was cancelled. Now that its task has ended, waiting for its worker takes no time.
        std::erase_if(m_ending, [&](const Ending &ending) { return ending.id == id && ending.run == run; });
        return;
    }
    test->state = ConnectionTest::State::Done;
    test->stages = std::move(stages);
    test->endedAt = m_clock.now();
    test->took = std::chrono::duration_cast<Milliseconds>(m_clock.monotonic() - bench.startedAt);
    m_running -= 1;
    Q_EMIT changed(id);
    if (m_running == 0)
        Q_EMIT finished();
}

void ConnectionTests::cancel()
{
    if (m_running == 0)
        return;
    m_running = 0;
    for (ConnectionTest &test : m_tests) {
        if (test.state != ConnectionTest::State::Running)
            continue;
        Bench &bench = m_benches[test.id];
        bench.worker->requestStop();
        // A new test gets a worker that was not told to stop.
        m_ending.push_back({test.id, bench.run++, std::move(bench.worker)});
        test.state = test.stages.empty() ? ConnectionTest::State::NotTested : ConnectionTest::State::Done;
        Q_EMIT changed(test.id);
    }
    Q_EMIT finished();
}

} // namespace surgedeck
