// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/prometheusrequest.h"

#include <QUrl>

namespace surgedeck {

namespace {

QByteArray seconds(Milliseconds duration)
{
    return QByteArray::number(toSeconds(duration), 'f', 3);
}

/// The server gives up before we do, and says so. stats: it tells what the query cost. nocache: VictoriaMetrics would
/// otherwise move the moment half a minute into the past (its search.latencyOffset) and not say so.
QByteArray common(const QString &expression)
{
    return "query=" + QUrl::toPercentEncoding(expression) + "&timeout=2500ms&stats=1&nocache=1";
}

} // namespace

HttpRequest instantQuery(const QString &expression, std::optional<WallTime> at, qsizetype largestBody)
{
    QByteArray form = common(expression);
    if (at)
        form += "&time=" + seconds(at->time_since_epoch());
    // One number: packing it took Debian's Prometheus longer than computing it.
    return {HttpRequest::Method::Post, QStringLiteral("/api/v1/query"), form, largestBody, HttpRequest::Packing::None};
}

HttpRequest rangeQuery(const RangeQuery &query, qsizetype largestBody)
{
    const QByteArray form = common(query.expression) + "&start=" + seconds(query.start.time_since_epoch()) +
                            "&end=" + seconds(query.end.time_since_epoch()) + "&step=" + seconds(query.step);
    return {HttpRequest::Method::Post, QStringLiteral("/api/v1/query_range"), form, largestBody};
}

HttpRequest buildInfoQuery()
{
    return {HttpRequest::Method::Get, QStringLiteral("/api/v1/status/buildinfo"), {}, 64 * 1024};
}

} // namespace surgedeck
