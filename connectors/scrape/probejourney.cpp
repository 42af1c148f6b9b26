// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/probejourney.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qsizetype largestAnswer = 1024 * 1024;
constexpr qsizetype longestValue = 4'096;
constexpr Milliseconds leastUsefulTime{20};

/// A pattern is the user's own, the text is not: its matching is bounded by the size of the text.
QRegularExpression patternOf(const QString &text)
{
    return QRegularExpression(text, QRegularExpression::MultilineOption);
}

QString shortened(const QString &text)
{
    return text.left(80);
}

QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 17);
    return value.isNull() ? QStringLiteral("null") : QString();
}

/// Where the origin of an absolute URL ends.
qsizetype endOfOrigin(const QString &url)
{
    const qsizetype authority = url.indexOf(QLatin1String("://"));
    const qsizetype path = authority < 0 ? -1 : url.indexOf(QLatin1Char('/'), authority + 3);
    return path < 0 ? url.size() : path;
}

} // namespace

std::optional<QString> jsonAt(const QString &body, const QString &path)
{
    const QJsonDocument document = QJsonDocument::fromJson(body.toUtf8());
    QJsonValue value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const QString &key : path.split(QLatin1Char('.'), Qt::SkipEmptyParts)) {
        bool isIndex = false;
        const int index = key.toInt(&isIndex);
        value = isIndex && value.isArray() ? value.toArray().at(index) : value.toObject().value(key);
    }
    const bool isPlain = !value.isUndefined() && !value.isObject() && !value.isArray();
    return isPlain ? std::optional(textOf(value)) : std::nullopt;
}

std::vector<ProbeStepResult> ProbeJourney::walk(const Clock &clock, std::stop_token stop)
{
    m_values.clear();
    const MonoTime end = clock.monotonic() + m_settings.deadline;
    std::vector<ProbeStepResult> results(m_settings.steps.size());
    for (std::size_t i = 0; i < results.size() && !stop.stop_requested(); ++i) {
        const auto left = std::chrono::duration_cast<Milliseconds>(end - clock.monotonic());
        const ProbeStep &step = m_settings.steps[i];
        if (left < leastUsefulTime) {
            results[i] = {
                true,
                false,
                QStringLiteral("no time was left: all steps together have %1 ms").arg(m_settings.deadline.count()),
                0,
                {}};
            break;
        }
        results[i] = take(step, std::min(left, step.timeout), stop);
        if (!results[i].ok)
            break;
    }
    return results;
}

/// A value is put in as the place needs it, so that none of its characters is taken for syntax.
QString ProbeJourney::filled(const QString &text, Place place) const
{
    static const QRegularExpression form(QStringLiteral("\\$([A-Za-z_][A-Za-z0-9_]*)"));
    QString out;
    qsizetype at = 0;
    auto matches = form.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const auto value = m_values.find(match.captured(1));
        out += text.mid(at, match.capturedStart() - at);
        at = match.capturedEnd();
        if (value == m_values.end())
            out += match.captured();
        else
            out += place == Place::Url ? QString::fromLatin1(QUrl::toPercentEncoding(value->second)) : value->second;
    }
    return out + text.mid(at);
}

Result<HttpPeer> ProbeJourney::peerFor(const ProbeStep &step) const
{
    HttpPeer peer = HttpPeer::of(m_settings);
    peer.url = step.url.left(endOfOrigin(step.url));
    peer.accept = "*/*";
    if (step.isPost && step.body.trimmed().startsWith(QLatin1Char('{')))
        peer.headers.emplace_back(QStringLiteral("Content-Type"), QStringLiteral("application/json"));
    for (const auto &[name, value] : step.headers) {
        std::erase_if(peer.headers, [&name = name](const auto &header) {
            return header.first.compare(name, Qt::CaseInsensitive) == 0;
        });
        peer.headers.emplace_back(name, filled(value, Place::Header));
    }
    return peer;
}

ProbeStepResult ProbeJourney::take(const ProbeStep &step, Milliseconds limit, std::stop_token stop)
{
    ProbeStepResult result;
    result.reached = true;
    const auto peer = peerFor(step);
    auto client = peer ? HttpClient::create(*peer) : Result<std::unique_ptr<HttpClient>>(peer.error());
    if (!client) {
        result.why = client.error().message;
        return result;
    }
    HttpRequest request;
    request.method = step.isPost ? HttpRequest::Method::Post : HttpRequest::Method::Get;
    request.path = filled(step.url.mid(endOfOrigin(step.url)), Place::Url);
    request.form = filled(step.body, Place::Body).toUtf8();
    request.largestBody = largestAnswer;
    const HttpOutcome outcome = (*client)->perform(request, limit, std::move(stop));
    result.seconds = outcome.totalMs / 1000;
    if (!outcome.answer) {
        result.why = outcome.answer.error().message;
        return result;
    }
    result.status = outcome.answer->status;
    result.why = check(step, *outcome.answer, result.seconds);
    result.ok = result.why.isEmpty();
    return result;
}

QString ProbeJourney::check(const ProbeStep &step, const HttpAnswer &answer, double seconds)
{
    const bool isFine = step.status ? answer.status == *step.status : answer.status / 100 == 2;
    if (!isFine)
        return QStringLiteral("status %1").arg(answer.status);
    const QString body = QString::fromUtf8(answer.body);
    for (const QString &wanted : step.contains)
        if (!body.contains(filled(wanted, Place::Body)))
            return QStringLiteral("the answer does not contain \"%1\"").arg(shortened(wanted));
    for (const QString &unwanted : step.notContains)
        if (body.contains(filled(unwanted, Place::Body)))
            return QStringLiteral("the answer contains \"%1\"").arg(shortened(unwanted));
    if (!step.matches.isEmpty() && !patternOf(step.matches).match(body).hasMatch())
        return QStringLiteral("the answer does not match \"%1\"").arg(shortened(step.matches));
    for (const auto &[path, wanted] : step.json) {
        const auto value = jsonAt(body, path);
        if (!value || *value != filled(wanted, Place::Body))
            return value ? QStringLiteral("%1 is not \"%2\"").arg(path, shortened(wanted))
                         : QStringLiteral("the answer has no %1").arg(path);
    }
    if (step.maxSeconds && seconds > *step.maxSeconds)
        return QStringLiteral("it took %1 s, more than %2 s").arg(seconds, 0, 'f', 2).arg(*step.maxSeconds);
    return store(step, body);
}

QString ProbeJourney::store(const ProbeStep &step, const QString &body)
{
    for (const auto &[name, how] : step.store) {
        const QString pattern = how.section(QLatin1Char(':'), 1).trimmed();
        std::optional<QString> value;
        if (how.startsWith(QLatin1String("json:"))) {
            value = jsonAt(body, pattern);
        } else if (const auto match = patternOf(pattern).match(body); match.hasMatch()) {
            value = match.captured(match.lastCapturedIndex() >= 1 ? 1 : 0);
        }
        if (!value || value->isEmpty())
            return QStringLiteral("there is nothing to store as %1 (%2)").arg(name, shortened(how));
        m_values[name] = value->left(longestValue);
    }
    return {};
}

} // namespace surgedeck
