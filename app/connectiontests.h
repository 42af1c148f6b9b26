// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"
#include "models/items/connectionrows.h"
#include "models/workspace/secrets.h"

#include <QObject>

#include <map>

namespace surgedeck {

class Worker;

/// Tests the connections of a workspace stage by stage: what `surgedeck doctor` prints and the connections view shows.
/// Each source is tested on a worker of its own, from its secrets on, so that neither a file, nor a name server, nor a
/// peer holds up the caller. A test only reads; "act" is a dry run, and in the viewer's role its credential is not even
/// loaded. Thread of its owner.
class ConnectionTests final : public QObject
{
    Q_OBJECT
public:
    ConnectionTests(std::shared_ptr<const Workspace> workspace, Credentials credentials, const Clock &clock);
    /// Bounded by the deadline of one diagnosis.
    ~ConnectionTests() override;

    /// Does nothing for a source that is being tested already.
    void start(const QString &id);
    void startAll();
    /// Ends the tests that run; their sources count as not tested.
    void cancel();
    int running() const { return m_running; }
    /// In the order of the workspace.
    const std::vector<ConnectionTest> &tests() const { return m_tests; }
    const ConnectionTest *test(const QString &id) const;

Q_SIGNALS:
    /// A test has begun or ended.
    void changed(const QString &id);
    /// The last of those that ran has ended.
    void finished();

private:
    struct Bench;
    struct Ending;

    void take(const QString &id, int run, std::vector<DiagnosisStage> stages);
    ConnectionTest *find(const QString &id);

    std::shared_ptr<const Workspace> m_workspace;
    Credentials m_credentials;
    const Clock &m_clock;
    std::vector<ConnectionTest> m_tests;
    std::map<QString, Bench> m_benches;
    std::vector<Ending> m_ending; ///< cancelled tests, until their workers have noticed
    int m_running = 0;
};

} // namespace surgedeck
