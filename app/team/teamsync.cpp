// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/team/teamsync.h"

#include "app/agreements.h"
#include "app/alarmcarefile.h"
#include "app/config.h"
#include "app/incidents/teammark.h"
#include "connectors/journal/chainedlog.h"
#include "connectors/journal/journalplace.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>
#include <QSysInfo>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

const QString incidentStream = u"incident"_s;
const QString teamKey = u"team"_s;
constexpr std::size_t mostAtOnce = 200;
constexpr int mostRounds = 200;

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(40));
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Of an event that came from the team: what it is known by there. Empty: it was written here.
QString foreignUid(const QJsonObject &body)
{
    return body[teamKey].toObject()[u"uid"].toString();
}

QString uidOf(const JournalEntry &entry)
{
    const QString foreign = foreignUid(objectOf(entry.body));
    return foreign.isEmpty() ? teamUid(incidentStream, entry) : foreign;
}

QString lineUid(const QString &stream, const QJsonObject &line)
{
    const QString foreign = foreignUid(line);
    return foreign.isEmpty() ? hashOf(stream.toUtf8() + '\n' + compact(line)) : foreign;
}

/// What is merged says who brought it: the login is the server's word, the rest the other console's.
QJsonObject markedBody(const TeamEvent &event)
{
    QJsonObject body = objectOf(event.body);
    body[teamKey] = QJsonObject{{u"uid"_s, event.uid}, {u"console"_s, event.console}, {u"login"_s, event.login}};
    return body;
}

JournalEntry merged(const TeamEvent &event)
{
    return entryOf(JournalEvent{event.actor, event.source, event.type, markedBody(event)}, event.entered, {});
}

} // namespace

QString teamUid(const QString &stream, const JournalEntry &entry)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {stream.toUtf8(), QByteArray::number(qint64(entry.time.time_since_epoch().count())),
                                   entry.actor.toUtf8(), entry.source.toUtf8(), entry.type.toUtf8(), entry.body}) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    return QString::fromLatin1(hash.result().toHex().left(40));
}

bool hasTeamStore(const Workspace &workspace)
{
    return !workspace.store.text.isEmpty() && workspace.store.text != u"sqlite";
}

Result<std::optional<QString>> teamDsn(const Workspace &workspace)
{
    if (!hasTeamStore(workspace))
        return std::optional<QString>();
    SURGEDECK_TRY(dsn, resolve(workspace.store, WorkspaceFolder(workspace.file)));
    return std::optional(dsn);
}

QString consoleName(const QString &directory)
{
    return hashOf(QSysInfo::machineUniqueId() + QFile::encodeName(directory)).left(12);
}

Result<std::unique_ptr<TeamSync>> TeamSync::open(const Workspace &workspace, const Clock &clock)
{
    SURGEDECK_TRY(dsn, teamDsn(workspace));
    if (!dsn)
        return Error{Error::Kind::Config, u"the workspace has no team store: store: postgresql://..."_s};
    SURGEDECK_TRY(store, TeamStore::open(*dsn, clock));
    std::unique_ptr<TeamSync> sync(new TeamSync(workspace, std::move(store), clock));
    SURGEDECK_CHECK(makeJournalDirectory(sync->m_local.directory()));
    sync->m_about = hashOf(workspace.store.text.toUtf8());
    sync->readProgress();
    sync->writeProgress(); // from now on incidents of this machine carry its mark in their names
    return sync;
}

TeamSync::TeamSync(const Workspace &workspace, std::unique_ptr<TeamStore> store, const Clock &clock)
    : m_workspace(workspace.name)
    , m_local(workspace.name)
    , m_lines{{u"care"_s, AlarmCareFile(workspace.name).file()}, {u"agreement"_s, Agreements(workspace.name).file()}}
    , m_store(std::move(store))
    , m_clock(clock)
    , m_console(consoleName(m_local.directory()))
    , m_progress(m_local.directory() + teamMark)
{
}

void TeamSync::readProgress()
{
    QFile file(m_progress);
    const QJsonObject known = file.open(QIODevice::ReadOnly) ? objectOf(file.read(4096)) : QJsonObject();
    if (known[u"store"].toString() != m_about)
        return; // another store, or none yet
    m_pulled = known[u"pulled"].toInteger();
    m_pushed = known[u"pushed"].toInteger();
    for (Lines &lines : m_lines)
        lines.sent = known[lines.stream].toInteger();
}

void TeamSync::writeProgress() const
{
    QSaveFile file(m_progress);
    if (!file.open(QIODevice::WriteOnly))
        return; // what is compared twice is merged once
    QJsonObject progress{{u"store"_s, m_about}, {u"pulled"_s, m_pulled}, {u"pushed"_s, m_pushed}};
    for (const Lines &lines : m_lines)
        progress[lines.stream] = lines.sent;
    file.write(compact(progress));
    file.commit();
}

Result<std::vector<TeamEvent>> TeamSync::ours()
{
    SURGEDECK_TRY(entries, m_local.log().read());
    if (entries.empty() || entries.back().sequence < m_pushed)
        m_pushed = 0; // the log began anew
    std::vector<TeamEvent> events;
    for (const JournalEntry &entry : entries) {
        const bool isNew = entry.sequence > m_pushed && !entry.type.startsWith(u"journal.");
        if (isNew && foreignUid(objectOf(entry.body)).isEmpty())
            events.push_back({entry.sequence, teamUid(incidentStream, entry), incidentStream, entry.time, entry.actor,
                              entry.source, entry.type, entry.body});
    }
    return events;
}

std::vector<TeamEvent> TeamSync::ourLines(Lines &lines) const
{
    const std::vector<QJsonObject> all = lines.file.read();
    if (std::cmp_less(all.size(), lines.sent))
        lines.sent = 0; // the file began anew
    std::vector<TeamEvent> events;
    for (auto at = static_cast<std::size_t>(lines.sent); at < all.size(); ++at)
        if (foreignUid(all[at]).isEmpty())
            events.push_back({static_cast<qint64>(at) + 1,
                              lineUid(lines.stream, all[at]),
                              lines.stream,
                              m_clock.now(),
                              {},
                              {},
                              u"line"_s,
                              compact(all[at])});
    return events;
}

Result<int> TeamSync::send(const std::vector<TeamEvent> &events, qint64 &sent, std::stop_token stop)
{
    for (std::size_t at = 0; at < events.size(); at += mostAtOnce) {
        const auto begin = events.begin() + std::ptrdiff_t(at);
        const auto end = events.begin() + std::ptrdiff_t(std::min(at + mostAtOnce, events.size()));
        SURGEDECK_CHECK(m_store->push(m_workspace, m_console, {begin, end}, stop));
        sent = std::prev(end)->number;
        writeProgress();
    }
    return static_cast<int>(events.size());
}

Status TeamSync::merge(const std::vector<TeamEvent> &events)
{
    const auto news = [&](const std::vector<JournalEntry> &soFar) -> Result<std::vector<JournalEntry>> {
        QSet<QString> known;
        for (const JournalEntry &entry : soFar)
            known.insert(uidOf(entry));
        std::vector<JournalEntry> added;
        for (const TeamEvent &event : events) {
            const bool isNew = event.stream == incidentStream && !known.contains(event.uid);
            if (!isNew)
                continue;
            known.insert(event.uid);
            added.push_back(merged(event));
        }
        return added;
    };
    const auto done = ChainedLog(m_local.directory(), u"incidents.sqlite"_s).write(news);
    return done ? ok() : Status(done.error());
}

Status TeamSync::mergeLines(const Lines &lines, const std::vector<TeamEvent> &events)
{
    const bool concerned =
        std::ranges::any_of(events, [&](const TeamEvent &event) { return event.stream == lines.stream; });
    if (!concerned)
        return ok();
    QSet<QString> known;
    for (const QJsonObject &line : lines.file.read())
        known.insert(lineUid(lines.stream, line));
    for (const TeamEvent &event : events) {
        if (event.stream != lines.stream || known.contains(event.uid))
            continue;
        known.insert(event.uid);
        SURGEDECK_CHECK(lines.file.append(markedBody(event)));
    }
    return ok();
}

Result<int> TeamSync::receive(std::stop_token stop)
{
    int received = 0;
    for (int round = 0; round < mostRounds; ++round) {
        SURGEDECK_TRY(events, m_store->pull(m_workspace, m_pulled, stop));
        if (events.empty())
            break;
        SURGEDECK_CHECK(merge(events));
        for (const Lines &lines : m_lines)
            SURGEDECK_CHECK(mergeLines(lines, events));
        m_pulled = events.back().number;
        writeProgress();
        received += static_cast<int>(
            std::ranges::count_if(events, [this](const TeamEvent &event) { return event.console != m_console; }));
    }
    return received;
}

Result<TeamSync::Report> TeamSync::sync(std::stop_token stop)
{
    Report report;
    SURGEDECK_TRY(incidents, ours());
    SURGEDECK_TRY(sent, send(incidents, m_pushed, stop));
    report.sent = sent;
    for (Lines &lines : m_lines) {
        SURGEDECK_TRY(more, send(ourLines(lines), lines.sent, stop));
        report.sent += more;
    }
    SURGEDECK_TRY(received, receive(stop));
    report.received = received;
    return report;
}

Status meetTeam(const Workspace &workspace, const Clock &clock)
{
    if (!hasTeamStore(workspace))
        return ok();
    SURGEDECK_TRY(sync, TeamSync::open(workspace, clock));
    SURGEDECK_TRY(report, sync->sync({}));
    static_cast<void>(report);
    return ok();
}

} // namespace surgedeck
