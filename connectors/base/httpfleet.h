// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"

#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace surgedeck {

/// Requests to any number of HTTP peers side by side, one at a time to each, over connections that stay open. What is
/// under way goes on between two calls of work(). Lives on one worker thread. Every request has its own time limit; the
/// number of connections, each answer and each header are bounded as HttpClient bounds them.
class HttpFleet
{
public:
    struct Done
    {
        int peer = 0;
        HttpOutcome outcome;
    };

    HttpFleet();
    ~HttpFleet();
    HttpFleet(const HttpFleet &) = delete;
    HttpFleet &operator=(const HttpFleet &) = delete;

    /// Its number. Error: Config.
    Result<int> add(const HttpPeer &peer);
    /// Ends what is under way with it.
    void remove(int peer);
    bool isBusy(int peer) const;
    void start(int peer, const HttpRequest &request, Milliseconds limit);
    /// Works for at most `time`, and returns as soon as something has ended.
    std::vector<Done> work(Milliseconds time, std::stop_token stop);

private:
    struct Member;
    void *m_multi; ///< CURLM
    std::map<int, std::unique_ptr<Member>> m_members;
    int m_lastPeer = 0;
};

} // namespace surgedeck
