// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/httptransfer.h"

#include <curl/curl.h>

#include <cstring>

namespace surgedeck {

namespace {

constexpr long connectTimeoutMs = 2'000;
constexpr long lowestBytesPerSecond = 1'024;
constexpr long lowSpeedSeconds = 3;
constexpr long nameCacheSeconds = 60;
constexpr qsizetype mostHeaderBytes = qsizetype{64} * 1024;
constexpr qsizetype freeOfRatio = qsizetype{1024} * 1024;
constexpr qsizetype mostExpansion = 200;

template <typename Value>
void set(void *easy, CURLoption option, Value value)
{
    curl_easy_setopt(static_cast<CURL *>(easy), option, value);
}

void setText(void *easy, CURLoption option, const QString &text)
{
    if (!text.isEmpty())
        set(easy, option, text.toUtf8().constData());
}

std::optional<double> reached(void *easy, CURLINFO info)
{
    curl_off_t microseconds = 0;
    curl_easy_getinfo(static_cast<CURL *>(easy), info, &microseconds);
    return microseconds > 0 ? std::optional(static_cast<double>(microseconds) / 1000.0) : std::nullopt;
}

/// One code of libcurl for three things: the network failed; with TLS 1.3 the server refuses our certificate only after
/// the handshake; the body is cut into chunks wrongly.
Error::Kind kindOfReceiveError(void *easy, const QString &detail)
{
    long systemError = 0;
    curl_easy_getinfo(static_cast<CURL *>(easy), CURLINFO_OS_ERRNO, &systemError);
    if (detail.contains(QLatin1String("alert")))
        return Error::Kind::Auth;
    return systemError != 0 ? Error::Kind::Unreachable : Error::Kind::Protocol;
}

qsizetype bytesOnTheWire(void *easy)
{
    curl_off_t bytes = 0;
    curl_easy_getinfo(static_cast<CURL *>(easy), CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    return static_cast<qsizetype>(bytes);
}

bool isTlsError(int code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_SSL_ISSUER_ERROR || code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CIPHER ||
           code == CURLE_SSL_INVALIDCERTSTATUS;
}

} // namespace

struct HttpTransfer::TextList
{
    curl_slist *first = nullptr;
    void add(const QByteArray &line) { first = curl_slist_append(first, line.constData()); }
    ~TextList() { curl_slist_free_all(first); }
};

HttpTransfer::HttpTransfer(const HttpPeer &peer, const HttpAddress &address)
    : m_easy(curl_easy_init())
    , m_address(address)
    , m_headers(std::make_unique<TextList>())
    , m_route(std::make_unique<TextList>())
{
    static_assert(CURL_ERROR_SIZE <= std::tuple_size_v<decltype(m_detail)>);
    m_headers->add("Expect:");
    m_headers->add("Accept: " + peer.accept);
    // "Name;" is libcurl's way to send one without a value.
    for (const auto &[name, value] : peer.headers)
        m_headers->add(name.toUtf8() + (value.isEmpty() ? ";" : ": ") + value.toUtf8());
    applyLimits();
    applyIdentity(peer);
    if (const QString host = peer.host.isEmpty() && !peer.tls.serverName.isEmpty() ? m_address.place() : peer.host;
        !host.isEmpty())
        m_headers->add("Host: " + host.toUtf8());
    applyTls(peer.tls);
    set(m_easy, CURLOPT_HTTPHEADER, m_headers->first);
}

HttpTransfer::~HttpTransfer()
{
    curl_easy_cleanup(static_cast<CURL *>(m_easy));
}

void HttpTransfer::applyLimits()
{
    set(m_easy, CURLOPT_PROTOCOLS_STR, m_address.tls ? "https" : "http");
    set(m_easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(m_easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(m_easy, CURLOPT_HTTP09_ALLOWED, 0L);
    set(m_easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(m_easy, CURLOPT_PROXY, "");
    set(m_easy, CURLOPT_NOPROXY, "*");
    set(m_easy, CURLOPT_CONNECTTIMEOUT_MS, connectTimeoutMs);
    set(m_easy, CURLOPT_LOW_SPEED_LIMIT, lowestBytesPerSecond);
    set(m_easy, CURLOPT_LOW_SPEED_TIME, lowSpeedSeconds);
    set(m_easy, CURLOPT_DNS_CACHE_TIMEOUT, nameCacheSeconds);
    set(m_easy, CURLOPT_NOSIGNAL, 1L);
    // Without this a name server that does not answer would hold us until its resolver thread ends.
    set(m_easy, CURLOPT_QUICK_EXIT, 1L);
    set(m_easy, CURLOPT_TCP_KEEPALIVE, 1L);
    set(m_easy, CURLOPT_ERRORBUFFER, m_detail.data());
    set(m_easy, CURLOPT_PRIVATE, this);
    const Sink body = [](char *data, std::size_t size, std::size_t count, void *self) {
        return static_cast<HttpTransfer *>(self)->takeBody(data, size * count);
    };
    set(m_easy, CURLOPT_WRITEFUNCTION, body);
    set(m_easy, CURLOPT_WRITEDATA, this);
    const Sink header = [](char *data, std::size_t size, std::size_t count, void *self) {
        return static_cast<HttpTransfer *>(self)->takeHeader(data, size * count);
    };
    set(m_easy, CURLOPT_HEADERFUNCTION, header);
    set(m_easy, CURLOPT_HEADERDATA, this);
}

void HttpTransfer::applyIdentity(const HttpPeer &peer)
{
    setText(m_easy, CURLOPT_USERAGENT, peer.userAgent);
    if (!peer.bearerToken.isEmpty()) {
        set(m_easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BEARER));
        setText(m_easy, CURLOPT_XOAUTH2_BEARER, peer.bearerToken);
        return;
    }
    const bool fromUrl = peer.user.isEmpty();
    set(m_easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    setText(m_easy, CURLOPT_USERNAME, fromUrl ? m_address.user : peer.user);
    setText(m_easy, CURLOPT_PASSWORD, fromUrl ? m_address.password : peer.password);
}

void HttpTransfer::applyTls(const TlsSettings &tls)
{
    set(m_easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(m_easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set(m_easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    setText(m_easy, CURLOPT_CAINFO, tls.caFile);
    setText(m_easy, CURLOPT_SSLCERT, tls.certificateFile);
    setText(m_easy, CURLOPT_SSLKEY, tls.keyFile);
    if (tls.serverName.isEmpty())
        return;
    // The certificate is checked against the name in the url: put the expected name there, and still go to the host.
    m_route->add(QStringLiteral("%1:%2:%3:%2").arg(tls.serverName).arg(m_address.port).arg(m_address.host).toUtf8());
    m_address.host = tls.serverName;
    set(m_easy, CURLOPT_CONNECT_TO, m_route->first);
}

void HttpTransfer::prepare(const HttpRequest &request, Milliseconds limit, qsizetype largestBody)
{
    m_body.clear();
    m_etag.clear();
    m_headerBytes = 0;
    m_refusal.clear();
    m_detail[0] = '\0';
    m_largestBody = largestBody;
    const QString url =
        QStringLiteral("%1://%2%3%4")
            .arg(QLatin1String(m_address.tls ? "https" : "http"), m_address.place(), m_address.path, request.path);
    set(m_easy, CURLOPT_URL, url.toUtf8().constData());
    set(m_easy, CURLOPT_TIMEOUT_MS, std::max<long>(limit.count(), 1));
    set(m_easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(largestBody));
    // "identity" still has libcurl unpack what a peer packs all the same.
    set(m_easy, CURLOPT_ACCEPT_ENCODING, request.packing == HttpRequest::Packing::Gzip ? "gzip" : "identity");
    applyMethod(request);
}

void HttpTransfer::applyMethod(const HttpRequest &request)
{
    m_requestHeaders = std::make_unique<TextList>();
    for (const curl_slist *line = m_headers->first; line; line = line->next)
        m_requestHeaders->add(line->data);
    for (const auto &[name, value] : request.headers)
        m_requestHeaders->add(name + ": " + value);
    if (!request.contentType.isEmpty())
        m_requestHeaders->add("Content-Type: " + request.contentType);
    set(m_easy, CURLOPT_HTTPHEADER, m_requestHeaders->first);
    static constexpr const char *words[] = {nullptr, nullptr, "PUT", "PATCH", "DELETE"};
    const bool reads = request.method == HttpRequest::Method::Get;
    const bool form = request.method == HttpRequest::Method::Post && request.headers.empty() && request.contentType.isEmpty();
    set(m_easy, CURLOPT_CUSTOMREQUEST, words[static_cast<int>(request.method)]);
    set(m_easy, CURLOPT_FRESH_CONNECT, reads || form ? 0L : 1L);
    if (reads) {
        set(m_easy, CURLOPT_HTTPGET, 1L);
        return;
    }
    set(m_easy, CURLOPT_POST, 1L);
    set(m_easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.form.size()));
    set(m_easy, CURLOPT_POSTFIELDS, request.form.constData());
}

/// Returns what makes libcurl end the transfer.
std::size_t HttpTransfer::refuse(const QString &why)
{
    m_refusal = why;
    return 0;
}

std::size_t HttpTransfer::takeBody(const char *data, std::size_t bytes)
{
    const qsizetype grown = m_body.size() + static_cast<qsizetype>(bytes);
    if (grown > m_largestBody)
        return refuse(QStringLiteral("the answer is larger than %1 KiB").arg(m_largestBody / 1024));
    // libcurl's own limit counts what travels: a megabyte of gzip can become a gigabyte (measured with 7.88).
    if (grown > freeOfRatio && grown > bytesOnTheWire(m_easy) * mostExpansion)
        return refuse(QStringLiteral("the answer expands more than %1 times").arg(mostExpansion));
    m_body.append(data, static_cast<qsizetype>(bytes));
    return bytes;
}

std::size_t HttpTransfer::takeHeader(const char *data, std::size_t bytes)
{
    m_headerBytes += static_cast<qsizetype>(bytes);
    if (m_headerBytes > mostHeaderBytes)
        return refuse(QStringLiteral("the header of the answer is larger than %1 KiB").arg(mostHeaderBytes / 1024));
    const QByteArray whole = QByteArray::fromRawData(data, static_cast<qsizetype>(bytes)).trimmed();
    const QByteArray line = whole.toLower();
    if (line.startsWith("etag:"))
        m_etag = whole.mid(qstrlen("etag:")).trimmed();
    if (line.startsWith("content-encoding:")) {
        const QByteArray encoding = line.mid(qstrlen("content-encoding:")).trimmed();
        if (!encoding.isEmpty() && encoding != "gzip" && encoding != "identity")
            return refuse(QStringLiteral("the answer is encoded in a way that was not asked for"));
    }
    return bytes;
}

HttpOutcome HttpTransfer::finish(int code)
{
    HttpOutcome outcome;
    outcome.totalMs = reached(m_easy, CURLINFO_TOTAL_TIME_T).value_or(0);
    outcome.sent = reached(m_easy, CURLINFO_PRETRANSFER_TIME_T).has_value();
    if (code != CURLE_OK) {
        outcome.answer = errorFor(code);
        return outcome;
    }
    auto *easy = static_cast<CURL *>(m_easy);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    const char *type = nullptr;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
    outcome.answer =
        HttpAnswer{static_cast<int>(status), std::move(m_body), QString::fromLatin1(type ? type : "").left(200), m_etag};
    m_body.clear();
    return outcome;
}

/// libcurl's own words name hosts, ports and certificates, never a credential: the url we give it carries none.
Error HttpTransfer::errorFor(int code) const
{
    const QString detail =
        QString::fromUtf8(m_detail[0] != '\0' ? m_detail.data() : curl_easy_strerror(CURLcode(code))).left(300);
    if (!m_refusal.isEmpty())
        return {Error::Kind::Protocol, m_refusal};
    if (isTlsError(code))
        return {Error::Kind::Unreachable, QStringLiteral("TLS with %1 failed: %2").arg(m_address.place(), detail)};
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        if (!reached(m_easy, CURLINFO_PRETRANSFER_TIME_T))
            return {Error::Kind::Unreachable, QStringLiteral("no connection to %1 in time").arg(m_address.place())};
        return {Error::Kind::Timeout, QStringLiteral("%1 does not answer in time").arg(m_address.place())};
    case CURLE_ABORTED_BY_CALLBACK:
        return {Error::Kind::Cancelled, QStringLiteral("stopped")};
    case CURLE_COULDNT_RESOLVE_HOST:
        return {Error::Kind::Unreachable, QStringLiteral("the name %1 can not be resolved").arg(m_address.host)};
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
        return {Error::Kind::Unreachable, detail};
    case CURLE_RECV_ERROR:
        return {kindOfReceiveError(m_easy, detail), detail};
    case CURLE_GOT_NOTHING:
        return {Error::Kind::Unreachable,
                QStringLiteral("%1 closed the connection without an answer").arg(m_address.place())};
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_URL_MALFORMAT:
        return {Error::Kind::Config, detail};
    case CURLE_FILESIZE_EXCEEDED:
        return {Error::Kind::Protocol, QStringLiteral("the answer is larger than %1 KiB").arg(m_largestBody / 1024)};
    default:
        return {Error::Kind::Protocol,
                QStringLiteral("%1 does not speak HTTP as it should: %2").arg(m_address.place(), detail)};
    }
}

} // namespace surgedeck
