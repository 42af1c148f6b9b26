// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/nginx/nginxsource.h"

#include "connectors/base/httpgaugesource.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

Result<ServerGauges> parse(const std::vector<QByteArray> &bodies, WallTime)
{
    return parseStubStatus(bodies.front());
}

} // namespace

Result<ServerGauges> parseStubStatus(const QByteArray &page)
{
    static const QRegularExpression form(
        QStringLiteral("^Active connections: (\\d+)\\s+server accepts handled requests\\s+(\\d+) (\\d+) (\\d+)\\s+"
                       "Reading: (\\d+) Writing: (\\d+) Waiting: (\\d+)\\s*$"));
    const auto match = form.match(QString::fromLatin1(page.left(1024)));
    if (!match.hasMatch())
        return Error{Error::Kind::Protocol, QStringLiteral("this is not the page of stub_status: check the url")};
    static constexpr const char *names[] = {
        "connections_active",  "connections_accepted_total", "connections_handled_total", "requests_total",
        "connections_reading", "connections_writing",        "connections_waiting"};
    ServerGauges gauges;
    for (int i = 0; i < 7; ++i)
        gauges.gauges.push_back(
            {QString::fromLatin1(names[i]), {}, match.captured(i + 1).toDouble(), QStringLiteral("count")});
    return gauges;
}

Result<SourcePtr> createNginxSource(const SourceSettings &settings, const Clock &clock)
{
    return HttpGaugeSource::create(settings, clock,
                                   {QStringLiteral("nginx"),
                                    {QString()},
                                    parse,
                                    QStringLiteral("location = /status { stub_status; allow THIS_HOST; deny all; }")});
}

} // namespace surgedeck
