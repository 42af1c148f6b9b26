// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace surgedeck::rules::templates {

// Go's net.SplitHostPort and what Prometheus builds on it.

/// "host:port" without its port; anything else as it is.
std::string stripPort(const std::string &hostPort);
/// The first label of the name, with its port if there is one; an address as it is.
std::string stripDomain(const std::string &hostPort);
/// The path of a URL.
std::string urlPath(const std::string &url);

} // namespace surgedeck::rules::templates
