// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/httpfleet.h"

#include "connectors/base/httptransfer.h"

#include <curl/curl.h>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr long mostConnections = 1'024;

} // namespace

struct HttpFleet::Member
{
    Member(const HttpPeer &peer, const HttpAddress &address)
        : transfer(peer, address)
    {
    }
    HttpTransfer transfer;
    HttpRequest request; ///< must outlive its transfer
    bool busy = false;
};

HttpFleet::HttpFleet()
    : m_multi(curl_multi_init())
{
    curl_multi_setopt(static_cast<CURLM *>(m_multi), CURLMOPT_MAXCONNECTS, mostConnections);
    curl_multi_setopt(static_cast<CURLM *>(m_multi), CURLMOPT_MAX_TOTAL_CONNECTIONS, mostConnections);
}

HttpFleet::~HttpFleet()
{
    while (!m_members.empty())
        remove(m_members.begin()->first);
    curl_multi_cleanup(static_cast<CURLM *>(m_multi));
}

Result<int> HttpFleet::add(const HttpPeer &peer)
{
    SURGEDECK_TRY(address, fitAddress(peer));
    m_members.emplace(++m_lastPeer, std::make_unique<Member>(peer, address));
    return m_lastPeer;
}

void HttpFleet::remove(int peer)
{
    const auto member = m_members.find(peer);
    if (member == m_members.end())
        return;
    if (member->second->busy)
        curl_multi_remove_handle(static_cast<CURLM *>(m_multi), member->second->transfer.handle());
    m_members.erase(member);
}

bool HttpFleet::isBusy(int peer) const
{
    const auto member = m_members.find(peer);
    return member != m_members.end() && member->second->busy;
}

void HttpFleet::start(int peer, const HttpRequest &request, Milliseconds limit)
{
    const auto member = m_members.find(peer);
    if (member == m_members.end() || member->second->busy)
        return;
    Member &sender = *member->second;
    sender.request = request;
    sender.transfer.prepare(sender.request, limit, request.largestBody);
    sender.busy = curl_multi_add_handle(static_cast<CURLM *>(m_multi), sender.transfer.handle()) == CURLM_OK;
}

std::vector<HttpFleet::Done> HttpFleet::work(Milliseconds time, std::stop_token stop)
{
    blockPipeSignal();
    auto *multi = static_cast<CURLM *>(m_multi);
    const std::stop_callback wake(std::move(stop), [multi] { curl_multi_wakeup(multi); });
    int running = 0;
    curl_multi_perform(multi, &running);
    std::vector<Done> done;
    const auto collect = [&] {
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
            const auto member = std::ranges::find_if(
                m_members, [&](const auto &entry) { return entry.second->transfer.handle() == message->easy_handle; });
            if (message->msg != CURLMSG_DONE || member == m_members.end())
                continue;
            const CURLcode code = message->data.result;
            curl_multi_remove_handle(multi, member->second->transfer.handle());
            member->second->busy = false;
            done.push_back({member->first, member->second->transfer.finish(code)});
        }
    };
    collect();
    if (!done.empty())
        return done;
    curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::clamp<long long>(time.count(), 0, 1'000)), nullptr);
    curl_multi_perform(multi, &running);
    collect();
    return done;
}

} // namespace surgedeck
