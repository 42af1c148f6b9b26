// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "connectors/base/httpaddress.h"

#include <array>

namespace surgedeck {

/// OpenSSL writes to sockets without asking for silence: a closed connection must not end the program. For the calling
/// thread.
void blockPipeSignal();

/// One libcurl easy handle with every safety setting, used for one request after the other. Internal to HttpClient.
class HttpTransfer
{
public:
    HttpTransfer(const HttpPeer &peer, const HttpAddress &address);
    ~HttpTransfer();
    HttpTransfer(const HttpTransfer &) = delete;
    HttpTransfer &operator=(const HttpTransfer &) = delete;

    /// Makes the handle ready for `request`, which must stay alive until finish().
    void prepare(const HttpRequest &request, Milliseconds limit, qsizetype largestBody);
    /// What came of it; `code` is libcurl's CURLcode.
    HttpOutcome finish(int code);

    void *handle() const { return m_easy; } ///< CURL *

private:
    using Sink = std::size_t (*)(char *data, std::size_t size, std::size_t count, void *self);

    void applyLimits();
    void applyIdentity(const HttpPeer &peer);
    void applyTls(const TlsSettings &tls);
    void applyMethod(const HttpRequest &request);
    std::size_t takeBody(const char *data, std::size_t bytes);
    std::size_t takeHeader(const char *data, std::size_t bytes);
    std::size_t refuse(const QString &why);
    Error errorFor(int code) const;

    void *m_easy;
    HttpAddress m_address;
    struct TextList; ///< libcurl does not copy its lists
    std::unique_ptr<TextList> m_headers;
    std::unique_ptr<TextList> m_requestHeaders; ///< those of every request, and of this one
    std::unique_ptr<TextList> m_route;
    std::array<char, 256> m_detail{}; ///< CURL_ERROR_SIZE; libcurl's own words
    QByteArray m_body;
    QByteArray m_etag;
    qsizetype m_largestBody = 0;
    qsizetype m_headerBytes = 0;
    QString m_refusal; ///< why we stopped the transfer ourselves
};

} // namespace surgedeck
