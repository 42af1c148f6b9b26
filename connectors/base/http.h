// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/domain/sourcesettings.h"

#include <QByteArray>

#include <memory>
#include <stop_token>
#include <vector>

// One HTTP peer through libcurl, blocking. What a hostile or broken peer can cost is bounded: time by one deadline for
// all requests of a call, memory by the size of each answer and of all answers together, work by two transfers at once.

namespace surgedeck {

/// Where and as whom. `url` is the part that every request shares: "https://prometheus.example/prefix".
struct HttpPeer
{
    QString url;
    TlsSettings tls;
    QString user; ///< basic authentication; user information in `url` counts when this is empty
    QString password;
    QString bearerToken;
    bool allowPlainHttp = false; ///< plain http is refused off this machine unless the workspace says so
    QString userAgent;
    std::vector<std::pair<QString, QString>> headers; ///< name, value; sent with every request
    QByteArray accept = "application/json, text/plain;q=0.5";
    QString host{}; ///< the Host of each request, where that is not the one of `url`

    static HttpPeer of(const SourceSettings &settings);
};

struct HttpRequest
{
    enum class Method
    {
        Get,
        Post,
        Put,
        Patch,
        Delete
    };
    enum class Packing
    {
        Gzip,
        None
    };
    Method method = Method::Get;
    QString path;    ///< appended to the peer's url, percent-encoded: "/api/v1/query"
    QByteArray form; ///< the body of all but a Get
    qsizetype largestBody = qsizetype{32} * 1024 * 1024; ///< decoded bytes; a larger answer is an error
    Packing packing =
        Packing::Gzip; ///< what we ask for; None where answers are so small that packing costs the peer more
    QByteArray contentType{}; ///< of the body; empty: application/x-www-form-urlencoded
    std::vector<std::pair<QByteArray, QByteArray>> headers{}; ///< of this request alone
};

struct HttpAnswer
{
    int status = 0;
    QByteArray body; ///< decoded
    QString contentType;
    QByteArray etag{}; ///< as it was sent, with its quotes
};

struct HttpOutcome
{
    Result<HttpAnswer> answer = Error{Error::Kind::Cancelled, QString()};
    double totalMs = 0; ///< from the start of the transfer to its end; 0 when it was not started
    bool sent = false;  ///< bytes of the request may have left: without an answer nobody knows what became of it
};

/// A request that may change something goes over a connection of its own: on one that had died meanwhile, libcurl would
/// send it a second time.
///
/// Sends requests to one peer and keeps its connections (two at most) open between calls. Lives on one worker thread.
/// An answer with any status is an answer: redirects are not followed, and what a status means is the caller's to say.
/// Errors: Unreachable (name, network, TLS), Auth (it wants another client certificate), Timeout, Protocol (not HTTP,
/// too large, an encoding that nobody asked for), Config (a certificate file), Cancelled. No message carries a
/// credential.
class HttpClient
{
public:
    /// Error: Config, when the url or a setting makes no sense, or plain http is not allowed. Does not connect.
    static Result<std::unique_ptr<HttpClient>> create(const HttpPeer &peer);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    /// All requests in order, two at a time, within `limit` in all; one outcome each. A request that is not done by
    /// then ends with Timeout. Once the peer can not be reached or refuses us (401, 403, 429), it is not asked again.
    std::vector<HttpOutcome> perform(const std::vector<HttpRequest> &requests, Milliseconds limit,
                                     std::stop_token stop);
    HttpOutcome perform(const HttpRequest &request, Milliseconds limit, std::stop_token stop);

private:
    struct Engine;
    explicit HttpClient(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};

} // namespace surgedeck
