// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/hostnames.h"

#include <arpa/inet.h>

#include <array>
#include <optional>

namespace surgedeck::rules::templates {

namespace {

struct HostPort
{
    std::string host, port;
};

/// nullopt where Go reports an error: no port, too many colons, brackets in the wrong places.
std::optional<HostPort> split(const std::string &text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos)
        return std::nullopt;
    std::size_t hostBegin = 0, hostEnd = colon, searchOpening = 0, searchClosing = 0;
    if (text[0] == '[') {
        const std::size_t closing = text.find(']');
        if (closing == std::string::npos || closing + 1 != colon)
            return std::nullopt;
        hostBegin = 1;
        hostEnd = closing;
        searchOpening = 1;
        searchClosing = closing + 1;
    } else if (text.substr(0, colon).find(':') != std::string::npos) {
        return std::nullopt;
    }
    if (text.find('[', searchOpening) != std::string::npos || text.find(']', searchClosing) != std::string::npos)
        return std::nullopt;
    return HostPort{text.substr(hostBegin, hostEnd - hostBegin), text.substr(colon + 1)};
}

bool isAddress(const std::string &host)
{
    std::array<unsigned char, 16> bytes;
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

} // namespace

std::string stripPort(const std::string &hostPort)
{
    const auto parts = split(hostPort);
    return parts ? parts->host : hostPort;
}

std::string stripDomain(const std::string &hostPort)
{
    const auto parts = split(hostPort);
    const std::string host = parts ? parts->host : hostPort;
    if (isAddress(host))
        return hostPort;
    const std::string name = host.substr(0, host.find('.'));
    return parts && !parts->port.empty() ? name + ":" + parts->port : name;
}

std::string urlPath(const std::string &url)
{
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    const std::size_t slash = url.find('/', begin);
    if (slash == std::string::npos)
        return {};
    return url.substr(slash, url.find_first_of("?#", slash) - slash);
}

} // namespace surgedeck::rules::templates
