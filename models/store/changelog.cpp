// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/changelog.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostChanges = 500;
constexpr std::size_t mostBackends = 2'000;
const QChar arrow(0x2192);

struct ChangeWords
{
    Q_DECLARE_TR_FUNCTIONS(ChangeLog)
};

QString moved(const QString &from, const QString &to)
{
    return QStringLiteral("%1 %2 %3").arg(from, arrow, to);
}

/// The balancer's own words may carry a count: "UP 1/3" while a server is on its way up is still UP.
QString stateOf(const QString &status)
{
    return status.section(QLatin1Char(' '), 0, 0);
}

} // namespace

void ChangeLog::fold(const Record &record)
{
    if (const auto *told = std::get_if<Changes>(&record.body)) {
        for (const Change &change : told->changes)
            add(change);
    } else if (const auto *sample = std::get_if<RouterSample>(&record.body)) {
        foldRouter(record, *sample);
    } else if (const auto *facts = std::get_if<ServerFacts>(&record.body)) {
        foldFacts(record, *facts);
    } else if (const auto *sessions = std::get_if<SessionSample>(&record.body)) {
        if (sessions->connectionLimit)
            setting(record, ChangeWords::tr("limit of connections"), QString::number(*sessions->connectionLimit));
    }
}

void ChangeLog::foldRouter(const Record &record, const RouterSample &sample)
{
    std::map<QString, Servers> backends;
    for (const RouterServer &server : sample.servers)
        backends[QStringLiteral("%1/%2/%3").arg(record.source, server.instance, server.backend)][server.server] = {
            server.weight, stateOf(server.status)};
    for (auto &[key, servers] : backends) {
        const auto known = m_backends.find(key);
        if (known == m_backends.end()) {
            if (m_backends.size() < mostBackends)
                m_backends.emplace(key, std::move(servers));
            continue;
        }
        QStringList weights;
        QStringList states;
        for (const auto &[name, server] : servers) {
            const auto before = known->second.find(name);
            if (before == known->second.end())
                continue;
            if (before->second.weight != server.weight)
                weights << QStringLiteral("%1 %2").arg(
                    name, moved(QString::number(before->second.weight), QString::number(server.weight)));
            if (before->second.status != server.status)
                states << QStringLiteral("%1 %2").arg(name, moved(before->second.status, server.status));
        }
        const QString backend = key.section(QLatin1Char('/'), -1);
        const QString id = QStringLiteral("%1@%2").arg(key).arg(record.time.time_since_epoch().count());
        if (!weights.isEmpty())
            add({id + QStringLiteral("/weight"), record.time, QStringLiteral("weight"),
                 ChangeWords::tr("weights of %1: %2").arg(backend, weights.join(QStringLiteral(", "))), {}});
        if (!states.isEmpty())
            add({id + QStringLiteral("/server"), record.time, QStringLiteral("server"),
                 ChangeWords::tr("servers of %1: %2").arg(backend, states.join(QStringLiteral(", "))), {}});
        known->second = std::move(servers);
    }
}

void ChangeLog::foldFacts(const Record &record, const ServerFacts &facts)
{
    const auto yesOrNo = [](std::optional<bool> is) {
        return !is ? QString() : *is ? ChangeWords::tr("yes") : ChangeWords::tr("no");
    };
    setting(record, ChangeWords::tr("version"), facts.version);
    setting(record, ChangeWords::tr("is a replica"), yesOrNo(facts.isReplica));
    setting(record, ChangeWords::tr("read-only"), yesOrNo(facts.readOnly));
}

void ChangeLog::setting(const Record &record, const QString &name, const QString &value)
{
    if (value.isEmpty())
        return; // not known is no value
    const QString key = record.source + QLatin1Char('/') + name;
    const auto known = m_settings.find(key);
    if (known == m_settings.end()) {
        m_settings.emplace(key, value);
        return;
    }
    if (known->second == value)
        return;
    add({QStringLiteral("%1@%2").arg(key).arg(record.time.time_since_epoch().count()), record.time,
         QStringLiteral("server"),
         QStringLiteral("%1: %2 %3").arg(record.source, name, moved(known->second, value)), {}});
    known->second = value;
}

void ChangeLog::add(Change change)
{
    const QString id = change.id;
    m_changes.insert(id, std::move(change));
    if (std::size_t(m_changes.size()) <= mostChanges)
        return;
    const auto oldest = std::min_element(m_changes.begin(), m_changes.end(),
                                         [](const Change &a, const Change &b) { return a.at < b.at; });
    m_changes.erase(oldest);
}

std::vector<Change> ChangeLog::changes(WallTime now) const
{
    std::vector<Change> recent;
    for (const Change &change : m_changes)
        if (change.at <= now && now - change.at <= span)
            recent.push_back(change);
    std::sort(recent.begin(), recent.end(), [](const Change &a, const Change &b) {
        return a.at != b.at ? a.at > b.at : a.id < b.id;
    });
    return recent;
}

} // namespace surgedeck
