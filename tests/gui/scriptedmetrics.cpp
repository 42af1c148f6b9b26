// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/scriptedmetrics.h"

#include "models/base/clock.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace surgedeck {

namespace {

QByteArray http(const QByteArray &status, const QByteArray &body)
{
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

QByteArray success(const QByteArray &type, const QByteArray &result)
{
    return http("200 OK", R"({"status":"success","data":{"resultType":")" + type + R"(","result":[)" + result + "]}}");
}

QByteArray moment()
{
    return QByteArray::number(toSeconds(SystemClock().now().time_since_epoch()), 'f', 3);
}

} // namespace

ScriptedMetrics::ScriptedMetrics(Mood mood)
    : m_mood(mood)
    , m_peer({PeerStep::converse([this](QByteArray &received) { return converse(received); })})
{
}

QByteArray ScriptedMetrics::answer(const QString &query) const
{
    switch (m_mood.load()) {
    case Mood::Refuses:
        return http("401 Unauthorized", "no");
    case Mood::IsFull:
        return http("429 Too Many Requests", "slow");
    case Mood::IsSilent:
        return {};
    case Mood::Answers:
    case Mood::HasNothing:
        break;
    }
    if (query == QLatin1String("time()"))
        return success("scalar", moment() + ",\"" + moment() + '"');
    if (m_mood == Mood::HasNothing)
        return success("vector", {});
    // The question for ages names each selector by a number: all of them have a sample of now.
    static const QRegularExpression number(QStringLiteral("\"s\", ?\"(\\d+)\""));
    QByteArrayList ages;
    for (auto found = number.globalMatch(query); found.hasNext();)
        ages << R"({"metric":{"s":")" + found.next().captured(1).toLatin1() + R"("},"value":[)" + moment() + ",\"" +
                    moment() + "\"]}";
    if (!ages.isEmpty())
        return success("vector", ages.join(','));
    return success("vector",
                   R"({"metric":{},"value":[)" + moment() + ",\"" + QByteArray::number(m_value.load()) + "\"]}");
}

QByteArray ScriptedMetrics::converse(QByteArray &received) const
{
    QByteArray reply;
    for (qsizetype end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
        const qsizetype lengthAt = received.toLower().indexOf("content-length: ");
        const qsizetype length = lengthAt < 0 ? 0 : received.mid(lengthAt + 16, 12).split('\r').first().toInt();
        if (received.size() < end + 4 + length)
            break;
        QString form = QString::fromLatin1(received.mid(end + 4, length));
        form.replace(QLatin1Char('+'), QLatin1String("%20"));
        received.remove(0, end + 4 + length);
        reply += answer(QUrlQuery(form).queryItemValue(QStringLiteral("query"), QUrl::FullyDecoded));
    }
    return reply;
}

} // namespace surgedeck
