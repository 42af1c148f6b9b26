// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/httpaddress.h"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <memory>

namespace surgedeck {

namespace {

using UrlPtr = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

QString part(CURLU *url, CURLUPart which, unsigned flags = 0)
{
    char *text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK)
        return {};
    QString result = QString::fromUtf8(text);
    curl_free(text);
    return result;
}

Error mistake(const QString &words)
{
    return {Error::Kind::Config, words};
}

} // namespace

bool HttpAddress::isLoopback() const
{
    in_addr ipv4{};
    const bool inLoopbackNet =
        inet_pton(AF_INET, host.toLatin1().constData(), &ipv4) == 1 && (ntohl(ipv4.s_addr) >> 24) == 127;
    return inLoopbackNet || host == QLatin1String("[::1]") ||
           host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0;
}

Result<HttpAddress> parseHttpAddress(const QString &url)
{
    const UrlPtr parsed(curl_url(), &curl_url_cleanup);
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.toUtf8().constData(), 0) != CURLUE_OK)
        return mistake(QStringLiteral("the url is not one: it must look like https://host:port/prefix"));
    const QString scheme = part(parsed.get(), CURLUPART_SCHEME);
    if (scheme != QLatin1String("http") && scheme != QLatin1String("https"))
        return mistake(QStringLiteral("the url must begin with https:// or http://"));
    if (!part(parsed.get(), CURLUPART_QUERY).isEmpty() || !part(parsed.get(), CURLUPART_FRAGMENT).isEmpty())
        return mistake(QStringLiteral("the url must end with its path: no '?' and no '#'"));

    HttpAddress address;
    address.tls = scheme == QLatin1String("https");
    address.host = part(parsed.get(), CURLUPART_HOST);
    address.port = part(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT).toInt();
    address.path = part(parsed.get(), CURLUPART_PATH);
    while (address.path.endsWith(QLatin1Char('/')))
        address.path.chop(1);
    address.user = part(parsed.get(), CURLUPART_USER, CURLU_URLDECODE);
    address.password = part(parsed.get(), CURLUPART_PASSWORD, CURLU_URLDECODE);
    return address;
}

} // namespace surgedeck
