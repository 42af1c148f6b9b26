// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/shiftstore.h"

#include <algorithm>
#include <map>

namespace surgedeck {

/// A store in memory for one engine. `fails` makes the next writes fail, `taken` hands the route to somebody else.
class MemoryStore final : public ShiftStore
{
public:
    explicit MemoryStore(const Clock &clock)
        : m_clock(clock)
    {
    }
    int fails = 0;
    bool taken = false;
    std::map<QString, QJsonObject> bodies;
    std::vector<ShiftLogEntry> entries;
    std::vector<ShiftRequest> requests;
    int epoch = 0;

    Result<ShiftRunner> claim(const QString &) override
    {
        return mine() ? Result<ShiftRunner>(ShiftRunner{}) : mine().error();
    }
    Status renew(const QString &) override { return mine(); }
    Result<int> nextEpoch(const QString &) override { return ++epoch; }
    void release(const QString &) override {}
    Result<std::optional<ShiftRunner>> runner(const QString &) override { return std::optional<ShiftRunner>(); }
    Result<std::optional<QJsonObject>> load(const QString &route) override
    {
        const auto found = bodies.find(route);
        return found == bodies.end() ? std::optional<QJsonObject>() : std::optional(found->second);
    }
    Status save(const StoredShift &shift, const std::vector<ShiftLogEntry> &happened) override
    {
        if (fails > 0) {
            --fails;
            return Error{Error::Kind::Full, QStringLiteral("no space left on device")};
        }
        if (const Status status = mine(); !status)
            return status;
        bodies[shift.route] = shift.body;
        entries.insert(entries.end(), happened.begin(), happened.end());
        return ok();
    }
    Result<std::vector<ShiftLogEntry>> log(const QString &, int) override { return entries; }
    Result<qint64> ask(const ShiftRequest &request) override
    {
        requests.push_back(request);
        requests.back().id = static_cast<qint64>(requests.size());
        requests.back().at = m_clock.now();
        return requests.back().id;
    }
    Result<std::vector<ShiftRequest>> openRequests(const QString &) override
    {
        std::vector<ShiftRequest> open;
        std::ranges::copy_if(requests, std::back_inserter(open), [](const ShiftRequest &r) { return !r.answer; });
        return open;
    }
    Status answer(qint64 request, const QString &words) override
    {
        requests.at(static_cast<std::size_t>(request - 1)).answer = words;
        return ok();
    }
    Result<std::optional<ShiftRequest>> request(qint64 id) override
    {
        return std::optional(requests.at(static_cast<std::size_t>(id - 1)));
    }

private:
    Status mine() const
    {
        return taken ? Status(Error{Error::Kind::Refused, QStringLiteral("Ann has this route now")}) : ok();
    }
    const Clock &m_clock;
};

} // namespace surgedeck
