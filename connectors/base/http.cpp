// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/http.h"

#include "connectors/base/deadline.h"
#include "connectors/base/httptransfer.h"

#include <QRegularExpression>

#include <curl/curl.h>

#include <algorithm>
#include <csignal>

namespace surgedeck {

namespace {

constexpr std::size_t mostAtOnce = 2;
constexpr int longestSleepMs = 250;
constexpr Milliseconds leastUsefulTime{10};                     // with less, a request only makes work for the peer
constexpr qsizetype largestBatch = qsizetype{64} * 1024 * 1024; // decoded bytes of all answers of one call

/// What the requests that were not sent end with: a peer that is gone, or that says no, is left in peace for the rest
/// of the call. nullopt: go on.
std::optional<Error> endOfCall(const Result<HttpAnswer> &answer)
{
    using Kind = Error::Kind;
    if (!answer) {
        const Kind kind = answer.error().kind;
        return kind == Kind::Timeout || kind == Kind::Protocol ? std::nullopt : std::optional(answer.error());
    }
    if (answer->status != 401 && answer->status != 403 && answer->status != 429)
        return std::nullopt;
    return Error{answer->status == 429 ? Kind::Full : Kind::Auth,
                 QStringLiteral("not asked: the server refused an earlier request (%1)").arg(answer->status)};
}

CURLcode abortCode(const Error &error)
{
    return error.kind == Error::Kind::Cancelled ? CURLE_ABORTED_BY_CALLBACK : CURLE_OPERATION_TIMEDOUT;
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

/// A name is a token (RFC 9110, 5.6.2), and not one of those by which the library frames its messages.
Status checkHeader(const QString &name, const QString &value)
{
    static const QRegularExpression token(QStringLiteral("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$"));
    static const QStringList framing = {QStringLiteral("host"),       QStringLiteral("content-length"),
                                        QStringLiteral("connection"), QStringLiteral("transfer-encoding"),
                                        QStringLiteral("expect"),     QStringLiteral("accept-encoding")};
    if (!token.match(name).hasMatch() || framing.contains(name.toLower()))
        return Error{Error::Kind::Config, QStringLiteral("headers: '%1' can not be set").arg(name.left(40))};
    if (hasControlCharacter(value))
        return Error{Error::Kind::Config,
                     QStringLiteral("headers: the value of %1 holds a control character").arg(name)};
    return ok();
}

} // namespace

void blockPipeSignal()
{
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

struct HttpClient::Engine
{
    Engine(const HttpPeer &peer, const HttpAddress &address);
    ~Engine() { curl_multi_cleanup(multi); }

    struct Lane
    {
        std::unique_ptr<HttpTransfer> transfer;
        std::optional<std::size_t> request; ///< in hand
    };

    struct Call
    {
        const std::vector<HttpRequest> &requests;
        const Deadline &deadline;
        std::vector<HttpOutcome> outcomes{requests.size()};
        std::size_t next = 0;
        qsizetype bodyBytes = 0;
        std::optional<Error> ending{}; ///< what the requests that were not sent end with
    };

    void run(Call &call, std::stop_token stop);
    void fill(Call &call);
    void collect(Call &call);
    void settle(Call &call, Lane &lane, HttpOutcome outcome);
    static std::optional<Error> interruption(const Call &call);
    bool busy() const { return lanes[0].request || lanes[1].request; }

    std::array<Lane, mostAtOnce> lanes;
    CURLM *multi;
};

HttpClient::Engine::Engine(const HttpPeer &peer, const HttpAddress &address)
    : multi(curl_multi_init())
{
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(mostAtOnce));
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(mostAtOnce));
    for (Lane &lane : lanes)
        lane.transfer = std::make_unique<HttpTransfer>(peer, address);
}

void HttpClient::Engine::run(Call &call, std::stop_token stop)
{
    const std::stop_callback wake(std::move(stop), [this] { curl_multi_wakeup(multi); });
    fill(call);
    while (busy()) {
        int running = 0;
        curl_multi_perform(multi, &running);
        collect(call);
        if (auto error = interruption(call)) {
            call.ending = *error;
            for (Lane &lane : lanes) {
                if (lane.request)
                    settle(call, lane, lane.transfer->finish(abortCode(*error)));
            }
        }
        fill(call);
        if (busy())
            curl_multi_poll(multi, nullptr, 0, longestSleepMs, nullptr);
    }
}

void HttpClient::Engine::fill(Call &call)
{
    if (!call.ending)
        call.ending = interruption(call);
    for (Lane &lane : lanes) {
        if (lane.request || call.ending || call.next == call.requests.size())
            continue;
        lane.request = call.next++;
        const HttpRequest &request = call.requests[*lane.request];
        const qsizetype room = std::max<qsizetype>(largestBatch - call.bodyBytes, 0);
        lane.transfer->prepare(request, call.deadline.left(), std::min(request.largestBody, room));
        curl_multi_add_handle(multi, lane.transfer->handle());
    }
    while (call.ending && call.next < call.requests.size())
        call.outcomes[call.next++].answer = *call.ending;
}

void HttpClient::Engine::collect(Call &call)
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result;
        const auto lane = std::find_if(lanes.begin(), lanes.end(), [&](const Lane &candidate) {
            return candidate.transfer->handle() == message->easy_handle;
        });
        settle(call, *lane, lane->transfer->finish(code));
    }
}

void HttpClient::Engine::settle(Call &call, Lane &lane, HttpOutcome outcome)
{
    curl_multi_remove_handle(multi, lane.transfer->handle());
    if (outcome.answer)
        call.bodyBytes += outcome.answer->body.size();
    if (!call.ending)
        call.ending = endOfCall(outcome.answer);
    call.outcomes[*lane.request] = std::move(outcome);
    lane.request.reset();
}

std::optional<Error> HttpClient::Engine::interruption(const Call &call)
{
    if (const Status status = call.deadline.check(); !status)
        return status.error();
    if (call.deadline.left() < leastUsefulTime)
        return Error{Error::Kind::Timeout, QStringLiteral("no time was left to ask")};
    return std::nullopt;
}

HttpPeer HttpPeer::of(const SourceSettings &settings)
{
    return {settings.endpoint,       settings.tls,        settings.user,   settings.password, settings.bearerToken,
            settings.allowPlainHttp, settings.clientName, settings.headers, HttpPeer().accept,
            settings.httpHost};
}

Result<HttpAddress> fitAddress(const HttpPeer &peer)
{
    static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (initialised != CURLE_OK)
        return Error{Error::Kind::Config, QStringLiteral("the HTTP library does not start")};
    SURGEDECK_TRY(address, parseHttpAddress(peer.url));
    if (!address.tls && !address.isLoopback() && !peer.allowPlainHttp)
        return Error{Error::Kind::Config,
                     QStringLiteral("plain http to %1 is not allowed: use https, or set allow_plain_http: true")
                         .arg(address.place())};
    for (const QString &text : {peer.user, peer.password, peer.bearerToken, peer.userAgent, peer.tls.serverName,
                                peer.host}) {
        if (hasControlCharacter(text))
            return Error{Error::Kind::Config, QStringLiteral("a credential or name holds a control character")};
    }
    for (const auto &[name, value] : peer.headers)
        SURGEDECK_CHECK(checkHeader(name, value));
    return address;
}

Result<std::unique_ptr<HttpClient>> HttpClient::create(const HttpPeer &peer)
{
    SURGEDECK_TRY(address, fitAddress(peer));
    return std::unique_ptr<HttpClient>(new HttpClient(std::make_unique<Engine>(peer, address)));
}

HttpClient::HttpClient(std::unique_ptr<Engine> engine)
    : m_engine(std::move(engine))
{
}

HttpClient::~HttpClient() = default;

std::vector<HttpOutcome> HttpClient::perform(const std::vector<HttpRequest> &requests, Milliseconds limit,
                                             std::stop_token stop)
{
    blockPipeSignal();
    const Deadline deadline(limit, stop);
    Engine::Call call{requests, deadline};
    m_engine->run(call, std::move(stop));
    return std::move(call.outcomes);
}

HttpOutcome HttpClient::perform(const HttpRequest &request, Milliseconds limit, std::stop_token stop)
{
    return perform(std::vector{request}, limit, std::move(stop)).front();
}

} // namespace surgedeck
