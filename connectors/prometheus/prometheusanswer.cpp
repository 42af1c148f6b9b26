// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/prometheusanswer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgedeck {

namespace {

using Kind = Error::Kind;

constexpr qsizetype longestWords = 500;
constexpr qsizetype mostRemarks = 10;
constexpr double latestSecond = 253'402'300'800.0; // year 10000: beyond it a time is nonsense, and would not fit

/// What a status says when the body does not say more.
Error errorOfStatus(const HttpAnswer &answer)
{
    const int status = answer.status;
    if (status == 401)
        return {Kind::Auth, QStringLiteral("the server does not accept our credentials (401)")};
    if (status == 403)
        return {Kind::Auth, QStringLiteral("the server refuses us (403)")};
    if (status == 429)
        return {Kind::Full, QStringLiteral("the server asks for fewer requests (429)")};
    if (status == 502 || status == 503 || status == 504)
        return {Kind::Unreachable, QStringLiteral("the server is not ready (%1)").arg(status)};
    if (status == 404)
        return {Kind::Protocol,
                QStringLiteral("no Prometheus API at this address (404): the url may need a path prefix")};
    if (status >= 300 && status < 400)
        return {Kind::Protocol,
                QStringLiteral("the server redirects (%1), which is never followed: the url must be the final one")
                    .arg(status)};
    const QString type = answer.contentType.isEmpty() ? QStringLiteral("no content type") : answer.contentType;
    return {Kind::Protocol,
            QStringLiteral("the server answers %1 with %2, not as a Prometheus API").arg(status).arg(type)};
}

Error errorOfEnvelope(const QJsonObject &envelope)
{
    const QString type = envelope[QLatin1String("errorType")].toString();
    const QString words = envelope[QLatin1String("error")].toString(QStringLiteral("unknown error")).left(longestWords);
    if (type == QLatin1String("timeout") || type == QLatin1String("canceled"))
        return {Kind::Timeout, words};
    if (type == QLatin1String("unavailable"))
        return {Kind::Unreachable, words};
    if (type == QLatin1String("internal"))
        return {Kind::Protocol, words};
    return {Kind::Config, words};
}

Result<QJsonObject> openEnvelope(const HttpAnswer &answer)
{
    if (answer.status == 401 || answer.status == 403 || answer.status == 429)
        return errorOfStatus(answer);
    const QJsonObject envelope = QJsonDocument::fromJson(answer.body).object();
    const QString status = envelope[QLatin1String("status")].toString();
    if (status == QLatin1String("error"))
        return errorOfEnvelope(envelope);
    if (status != QLatin1String("success") || answer.status != 200)
        return errorOfStatus(answer);
    return envelope;
}

/// Numbers travel as text, so that NaN and the infinities can.
std::optional<double> parseNumber(const QString &text)
{
    if (text == QLatin1String("NaN"))
        return std::numeric_limits<double>::quiet_NaN();
    if (text == QLatin1String("+Inf") || text == QLatin1String("Inf"))
        return std::numeric_limits<double>::infinity();
    if (text == QLatin1String("-Inf"))
        return -std::numeric_limits<double>::infinity();
    bool good = false;
    const double number = text.toDouble(&good);
    return good ? std::optional(number) : std::nullopt;
}

std::optional<MetricPoint> parsePoint(const QJsonValue &value)
{
    const QJsonArray pair = value.toArray();
    const double seconds = pair.at(0).toDouble(std::numeric_limits<double>::quiet_NaN());
    const auto number = parseNumber(pair.at(1).toString());
    if (pair.size() != 2 || !number || !(std::abs(seconds) < latestSecond))
        return std::nullopt;
    return MetricPoint{WallTime(Milliseconds(std::llround(seconds * 1000))), *number};
}

Error malformed()
{
    return {Kind::Protocol, QStringLiteral("the answer is not formed as the Prometheus API documents it")};
}

Result<MetricSeries> parseSeries(const QJsonObject &entry, bool range)
{
    MetricSeries series;
    const QJsonObject labels = entry[QLatin1String("metric")].toObject();
    for (auto label = labels.begin(); label != labels.end(); ++label)
        series.labels.emplace_back(label.key(), label->toString());
    const QJsonArray points =
        range ? entry[QLatin1String("values")].toArray() : QJsonArray{entry[QLatin1String("value")]};
    series.points.reserve(static_cast<std::size_t>(points.size()));
    for (const QJsonValue &value : points) {
        const auto point = parsePoint(value);
        if (!point)
            return malformed();
        series.points.push_back(*point);
    }
    return series;
}

Status parseData(const QJsonObject &data, PrometheusAnswer &answer)
{
    const QString type = data[QLatin1String("resultType")].toString();
    const QJsonValue result = data[QLatin1String("result")];
    if (type == QLatin1String("string")) {
        answer.shape = PrometheusAnswer::Shape::Text;
        return ok();
    }
    if (type == QLatin1String("scalar")) {
        answer.shape = PrometheusAnswer::Shape::Scalar;
        const auto point = parsePoint(result);
        if (!point)
            return malformed();
        answer.series.push_back({{}, {*point}});
        return ok();
    }
    const bool range = type == QLatin1String("matrix");
    if ((!range && type != QLatin1String("vector")) || !result.isArray())
        return malformed();
    answer.shape = range ? PrometheusAnswer::Shape::Range : PrometheusAnswer::Shape::Vector;
    for (const QJsonValue &entry : result.toArray()) {
        SURGEDECK_TRY(series, parseSeries(entry.toObject(), range));
        answer.series.push_back(std::move(series));
    }
    return ok();
}

QString remarkOf(const QJsonObject &envelope)
{
    QStringList words;
    for (const QLatin1String key : {QLatin1String("warnings"), QLatin1String("infos")}) {
        for (const QJsonValue &text : envelope[key].toArray()) {
            if (words.size() < mostRemarks)
                words << text.toString().left(longestWords);
        }
    }
    return words.join(QStringLiteral("; ")).left(2 * longestWords);
}

} // namespace

Result<PrometheusAnswer> parsePrometheusAnswer(const HttpAnswer &http)
{
    SURGEDECK_TRY(envelope, openEnvelope(http));
    PrometheusAnswer answer;
    const QJsonObject data = envelope[QLatin1String("data")].toObject();
    SURGEDECK_CHECK(parseData(data, answer));
    answer.remark = remarkOf(envelope);
    const QJsonValue seconds = data[QLatin1String("stats")][QLatin1String("timings")][QLatin1String("execTotalTime")];
    if (seconds.toDouble(-1) >= 0 && seconds.toDouble() < 3600)
        answer.serverTime = std::chrono::nanoseconds(std::llround(seconds.toDouble() * 1e9));
    return answer;
}

Result<PrometheusAnswer> parsePrometheusAnswer(const HttpOutcome &outcome)
{
    if (!outcome.answer)
        return outcome.answer.error();
    return parsePrometheusAnswer(*outcome.answer);
}

Result<std::optional<double>> singleValue(const PrometheusAnswer &answer)
{
    if (answer.shape == PrometheusAnswer::Shape::Text)
        return Error{Kind::Config, QStringLiteral("a text where a number is meant")};
    if (answer.shape == PrometheusAnswer::Shape::Range)
        return Error{Kind::Config,
                     QStringLiteral("a range of samples where one value is meant: apply a function to it")};
    if (answer.series.size() > 1)
        return Error{Kind::Config,
                     QStringLiteral("%1 series where one value is meant: aggregate it").arg(answer.series.size())};
    if (answer.series.empty() || std::isnan(answer.series.front().points.front().value))
        return std::optional<double>();
    return std::optional(answer.series.front().points.front().value);
}

Result<QString> parseBuildInfo(const HttpOutcome &outcome)
{
    if (!outcome.answer)
        return outcome.answer.error();
    SURGEDECK_TRY(envelope, openEnvelope(*outcome.answer));
    return envelope[QLatin1String("data")][QLatin1String("version")].toString().left(100);
}

} // namespace surgedeck
