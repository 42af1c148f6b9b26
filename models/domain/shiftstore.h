// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace surgedeck {

/// The memory of one route's shift: what outlives the end of a console.
struct StoredShift
{
    QString route;
    QJsonObject body;
};

/// One line of a route's history. The words of `event` and of the states are part of the documents.
struct ShiftLogEntry
{
    WallTime time{};
    QString actor; ///< a person, "guard" or "console"
    QString event;
    QString from, to; ///< states
    QString detail;   ///< for a person
    bool operator==(const ShiftLogEntry &) const = default;
};

/// What somebody asks of whoever runs a shift, from another process.
struct ShiftRequest
{
    qint64 id = 0;
    QString route;
    QString kind; ///< hold | resume | back | abort | approve | recover
    QString actor;
    QString argument; ///< recover: what was chosen
    WallTime at{};
    std::optional<QString> answer; ///< nullopt: nobody took it yet; empty: accepted; else why not
};

/// Who runs the shift of a route. One at a time.
struct ShiftRunner
{
    QString console; ///< a name that no other console has
    QString person;
    qint64 process = 0;
    int epoch = 0; ///< grows with every lease; 0: none yet
};

/// The store that consoles share: states, history, requests and who runs what. Blocks on the disk; one thread each, any
/// number of processes. Errors: Refused (somebody else runs this route), and those of the disk. What returns ok
/// outlives a power cut.
class ShiftStore
{
public:
    virtual ~ShiftStore() = default;

    /// Becomes the runner of a route whose runner is gone: its process ended, or it did not renew in time.
    virtual Result<ShiftRunner> claim(const QString &route) = 0;
    /// Still the runner, for `lasts` from now. Refused: no more.
    virtual Status renew(const QString &route) = 0;
    /// The next epoch of the route's lease, for its runner.
    virtual Result<int> nextEpoch(const QString &route) = 0;
    virtual void release(const QString &route) = 0;
    /// nullopt: nobody.
    virtual Result<std::optional<ShiftRunner>> runner(const QString &route) = 0;

    virtual Result<std::optional<QJsonObject>> load(const QString &route) = 0;
    /// State and history in one, by the runner only.
    virtual Status save(const StoredShift &shift, const std::vector<ShiftLogEntry> &happened) = 0;
    /// The newest `limit`, oldest first.
    virtual Result<std::vector<ShiftLogEntry>> log(const QString &route, int limit) = 0;

    virtual Result<qint64> ask(const ShiftRequest &request) = 0;
    virtual Result<std::vector<ShiftRequest>> openRequests(const QString &route) = 0;
    virtual Status answer(qint64 request, const QString &words) = 0;
    virtual Result<std::optional<ShiftRequest>> request(qint64 id) = 0;

    static constexpr Milliseconds lasts{15'000};
};

} // namespace surgedeck
