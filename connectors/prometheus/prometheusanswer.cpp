// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/prometheusanswer.h"

#include "models/metrics/data/apianswer.h"

#include <cmath>

namespace surgedeck {

namespace {

using Kind = Error::Kind;

constexpr qsizetype longestWords = 500;
constexpr qsizetype mostRemarks = 10;

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

Error errorOfEnvelope(const metrics::ApiAnswer &envelope)
{
    const std::string &type = envelope.errorType;
    const QString words = envelope.error.empty() ? QStringLiteral("unknown error")
                                                 : QString::fromStdString(envelope.error).left(longestWords);
    if (type == "timeout" || type == "canceled")
        return {Kind::Timeout, words};
    if (type == "unavailable")
        return {Kind::Unreachable, words};
    if (type == "internal")
        return {Kind::Protocol, words};
    return {Kind::Config, words};
}

Result<metrics::ApiAnswer> openEnvelope(const HttpAnswer &answer)
{
    if (answer.status == 401 || answer.status == 403 || answer.status == 429)
        return errorOfStatus(answer);
    auto envelope = metrics::readApiAnswer({answer.body.constData(), static_cast<std::size_t>(answer.body.size())});
    if (envelope && envelope->status == "error")
        return errorOfEnvelope(*envelope);
    if (!envelope || envelope->status != "success" || answer.status != 200)
        return errorOfStatus(answer);
    return std::move(*envelope);
}

MetricSeries seriesOf(const metrics::ApiSeries &series)
{
    MetricSeries result;
    for (const metrics::Label &label : metrics::Labels(series.labels))
        result.labels.emplace_back(QString::fromStdString(label.name), QString::fromStdString(label.value));
    result.points.reserve(series.points.size());
    for (const metrics::Sample &point : series.points)
        result.points.push_back({WallTime(Milliseconds(point.timeMs)), point.value});
    return result;
}

PrometheusAnswer::Shape shapeOf(const std::string &type)
{
    using Shape = PrometheusAnswer::Shape;
    return type == "string"   ? Shape::Text
           : type == "scalar" ? Shape::Scalar
           : type == "matrix" ? Shape::Range
                              : Shape::Vector;
}

QString remarkOf(const std::vector<std::string> &remarks)
{
    QStringList words;
    for (const std::string &remark : remarks) {
        if (words.size() < mostRemarks)
            words << QString::fromStdString(remark).left(longestWords);
    }
    return words.join(QStringLiteral("; ")).left(2 * longestWords);
}

} // namespace

Result<PrometheusAnswer> parsePrometheusAnswer(const HttpAnswer &http)
{
    SURGEDECK_TRY(envelope, openEnvelope(http));
    if (!envelope.wellFormed)
        return Error{Kind::Protocol, QStringLiteral("the answer is not formed as the Prometheus API documents it")};
    PrometheusAnswer answer;
    answer.shape = shapeOf(envelope.resultType);
    answer.series.reserve(envelope.series.size());
    for (const metrics::ApiSeries &series : envelope.series)
        answer.series.push_back(seriesOf(series));
    answer.remark = remarkOf(envelope.remarks);
    if (const auto seconds = envelope.serverSeconds; seconds && *seconds >= 0 && *seconds < 3600)
        answer.serverTime = std::chrono::nanoseconds(std::llround(*seconds * 1e9));
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
    return QString::fromStdString(envelope.version).left(100);
}

} // namespace surgedeck
