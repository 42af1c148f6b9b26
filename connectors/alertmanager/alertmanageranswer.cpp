// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/alertmanageranswer.h"

#include "models/base/timetext.h"
#include "models/domain/alertwords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace surgedeck {

namespace {

constexpr std::size_t mostAlerts = 500;
constexpr qsizetype longestText = 500;

QString textOf(const QJsonValue &value)
{
    return value.toString().left(longestText);
}

Result<QJsonArray> listIn(const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (!document.isArray())
        return Error{Error::Kind::Protocol, QStringLiteral("this is no Alertmanager: %1").arg(error.errorString())};
    return document.array();
}

AlarmState stateOf(const QString &word)
{
    if (word == QLatin1String("suppressed"))
        return AlarmState::Silenced;
    return word == QLatin1String("unprocessed") ? AlarmState::Pending : AlarmState::Firing;
}

RuleAlert alertOf(const QJsonObject &object, const std::map<QString, QString> &silences)
{
    const QJsonObject labels = object[QLatin1String("labels")].toObject();
    const QJsonObject annotations = object[QLatin1String("annotations")].toObject();
    const QJsonObject status = object[QLatin1String("status")].toObject();
    RuleAlert alert;
    alert.name = textOf(labels[QLatin1String("alertname")]);
    alert.summary = textOf(annotations[QLatin1String("summary")]);
    alert.runbook = textOf(annotations[QLatin1String("runbook")]);
    if (alert.runbook.isEmpty())
        alert.runbook = textOf(annotations[QLatin1String("runbook_url")]);
    alert.severity = severityOf(labels[QLatin1String("severity")].toString());
    alert.state = stateOf(status[QLatin1String("state")].toString());
    if (const auto since = parseRfc3339(object[QLatin1String("startsAt")].toString()))
        alert.since = *since;
    for (auto label = labels.begin(); label != labels.end(); ++label)
        if (label.key() != QLatin1String("alertname"))
            alert.labels.emplace_back(label.key().left(longestText), textOf(label.value()));
    alert.id = alertId(QStringLiteral("alertmanager"), alert.name, alert.labels);
    const QString by = status[QLatin1String("silencedBy")].toArray().at(0).toString();
    if (const auto silence = silences.find(by); silence != silences.end())
        alert.labels.emplace_back(QStringLiteral("silenced"), silence->second);
    return alert;
}

} // namespace

Result<std::map<QString, QString>> parseSilences(const QByteArray &body)
{
    SURGEDECK_TRY(list, listIn(body));
    std::map<QString, QString> silences;
    for (const QJsonValue &value : list) {
        const QJsonObject silence = value.toObject();
        if (silence[QLatin1String("status")].toObject()[QLatin1String("state")].toString() != QLatin1String("active") ||
            silences.size() >= mostAlerts)
            continue;
        silences[silence[QLatin1String("id")].toString()] =
            QStringLiteral("by %1 until %2: %3")
                .arg(textOf(silence[QLatin1String("createdBy")]), textOf(silence[QLatin1String("endsAt")]),
                     textOf(silence[QLatin1String("comment")]));
    }
    return silences;
}

Result<RuleAlerts> parseAlerts(const QByteArray &body, const std::map<QString, QString> &silences, WallTime now)
{
    SURGEDECK_TRY(list, listIn(body));
    RuleAlerts alerts;
    alerts.evaluatedAt = now;
    for (const QJsonValue &value : list) {
        const QJsonObject object = value.toObject();
        if (object[QLatin1String("labels")].toObject().contains(QLatin1String("surgedeck")))
            continue;
        if (alerts.alerts.size() < mostAlerts)
            alerts.alerts.push_back(alertOf(object, silences));
        else
            ++alerts.beyond;
    }
    return alerts;
}

} // namespace surgedeck
