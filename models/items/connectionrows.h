// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"
#include "models/items/facts.h"
#include "models/store/platformview.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// The last test of one source's connection.
struct ConnectionTest
{
    enum class State
    {
        NotTested,
        Running,
        Done,
    };

    QString id;
    State state = State::NotTested;
    std::vector<DiagnosisStage> stages{}; ///< of the test before, while one runs
    std::optional<WallTime> endedAt{};
    Milliseconds took{0};
};

/// What a test comes to. A refused right is a failed test and therefore degraded; what can not be reached is unknown.
struct ConnectionVerdict
{
    Health health = Health::Unknown;
    QString words;
    bool ready = false; ///< it can be watched
    bool operator==(const ConnectionVerdict &) const = default;
};
ConnectionVerdict verdictOf(const ConnectionTest &test);

/// "8 of 10 ready, 1 without permission, 1 not reachable".
QString connectionSummary(const std::vector<ConnectionTest> &tests);

/// One row a source: who it is and where, the stages, the result, how it is now and what watching it costs. The first
/// failed stage explains the rest. The columns of the stages stand in the order of stageNames().
const QStringList &stageNames();
std::vector<ColumnHead> connectionHeads();
std::vector<RowFacts> connectionRows(const Workspace &workspace, const std::vector<ConnectionTest> &tests,
                                     const PlatformView &view);

} // namespace surgedeck
