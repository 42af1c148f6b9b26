// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/incident/incidentevents.h"

#include "models/base/timetext.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestTitle = 200;
constexpr qsizetype longestText = 4'000;
constexpr qsizetype longestSection = 100'000;

Error wrong(const QString &what)
{
    return {Error::Kind::Config, what};
}

qint64 msOf(WallTime time)
{
    return time.time_since_epoch().count();
}

Status checkText(const QString &text, const QString &what, qsizetype longest)
{
    if (text.trimmed().isEmpty())
        return wrong(u"%1 is empty"_s.arg(what));
    if (text.size() > longest)
        return wrong(u"%1 is longer than %2 characters"_s.arg(what).arg(longest));
    return ok();
}

JournalEvent event(const IncidentAct &act, const QString &what, QJsonObject body)
{
    return {act.by, act.incident, u"incident."_s + what, std::move(body)};
}

const QStringList &noteKinds()
{
    static const QStringList kinds{u"note"_s, u"hypothesis"_s, u"ruled_out"_s,  u"decision"_s,
                                   u"pin"_s,  u"update"_s,     u"action_item"_s};
    return kinds;
}

template <typename Range>
QString listed(const Range &words)
{
    QStringList all;
    for (const QString &word : words)
        all << word;
    return all.join(u", "_s);
}

Status checkRole(const QString &role)
{
    const auto &roles = incidentRoles();
    return std::ranges::find(roles, role) != roles.end()
               ? ok()
               : Status(wrong(u"there is no role '%1'; roles are %2"_s.arg(role.left(40), listed(roles))));
}

} // namespace

Result<JournalEvent> declareEvent(const IncidentAct &act, const Declaration &declaration)
{
    SURGEDECK_CHECK(checkText(declaration.title, u"the title"_s, longestTitle));
    QJsonObject body{{u"title"_s, declaration.title.trimmed()}, {u"severity"_s, declaration.severity}};
    if (declaration.started)
        body[u"started_ms"_s] = msOf(*declaration.started);
    if (declaration.detected)
        body[u"detected_ms"_s] = msOf(*declaration.detected);
    return event(act, u"declared"_s, body);
}

Result<JournalEvent> noteEvent(const IncidentAct &act, const IncidentNote &note)
{
    if (!noteKinds().contains(note.kind))
        return wrong(u"there is no note of kind '%1'; kinds are %2"_s.arg(note.kind.left(40), listed(noteKinds())));
    SURGEDECK_CHECK(checkText(note.text, u"the text"_s, longestText));
    QJsonObject body{{u"kind"_s, note.kind}, {u"text"_s, note.text.trimmed()}};
    if (note.at)
        body[u"at_ms"_s] = msOf(*note.at - note.clockAhead);
    if (note.clockAhead != Milliseconds{0})
        body[u"clock_ahead_ms"_s] = qint64(note.clockAhead.count());
    if (note.nextUpdate)
        body[u"next_update_ms"_s] = msOf(*note.nextUpdate);
    const std::pair<QString, QString> ofItem[] = {{u"item_type"_s, note.item.type},
                                                  {u"owner"_s, note.item.owner},
                                                  {u"due"_s, note.item.due},
                                                  {u"ticket"_s, note.item.ticket}};
    for (const auto &[key, value] : ofItem)
        if (!value.isEmpty())
            body[key] = value.left(longestTitle);
    return event(act, u"noted"_s, body);
}

Result<JournalEvent> roleEvent(const IncidentAct &act, const QString &role, const QString &person)
{
    SURGEDECK_CHECK(checkRole(role));
    SURGEDECK_CHECK(checkText(person, u"the person"_s, longestTitle));
    return event(act, u"role"_s, {{u"role"_s, role}, {u"person"_s, person.trimmed()}});
}

Result<JournalEvent> roleAcceptedEvent(const IncidentAct &act, const QString &role)
{
    SURGEDECK_CHECK(checkRole(role));
    return event(act, u"role_accepted"_s, {{u"role"_s, role}});
}

Result<JournalEvent> stateEvent(const IncidentAct &act, const QString &state, std::optional<WallTime> at)
{
    const auto known = incidentStateOf(state);
    if (!known)
        return wrong(u"there is no state '%1'; states are declared, investigating, identified, mitigating, watching, "
                     "resolved, in_review"_s.arg(state.left(40)));
    if (*known == IncidentState::Closed)
        return wrong(u"an incident is closed by `incident close`, which also seals its recording"_s);
    QJsonObject body{{u"state"_s, state}};
    if (at)
        body[u"at_ms"_s] = msOf(*at);
    return event(act, u"state"_s, body);
}

Result<JournalEvent> severityEvent(const IncidentAct &act, int severity, const QString &reason)
{
    QJsonObject body{{u"severity"_s, severity}};
    if (!reason.isEmpty())
        body[u"text"_s] = reason.left(longestText);
    return event(act, u"severity"_s, body);
}

Result<JournalEvent> milestoneEvent(const IncidentAct &act, const QString &milestone, WallTime at)
{
    if (!milestoneOf(milestone))
        return wrong(u"there is no milestone '%1'"_s.arg(milestone.left(40)));
    return event(act, u"milestone"_s, {{u"milestone"_s, milestone}, {u"at_ms"_s, msOf(at)}});
}

Result<JournalEvent> sectionEvent(const IncidentAct &act, const QString &section, const QString &text)
{
    SURGEDECK_CHECK(checkText(section, u"the name of the section"_s, longestTitle));
    if (text.size() > longestSection)
        return wrong(u"the section is longer than %1 characters"_s.arg(longestSection));
    return event(act, u"section"_s, {{u"section"_s, section}, {u"markdown"_s, text}});
}

JournalEvent closedEvent(const IncidentAct &act, const IncidentFile &file)
{
    return event(act, u"closed"_s,
                 {{u"file"_s, file.path},
                  {u"sequence"_s, file.sequence},
                  {u"hash"_s, file.hash},
                  {u"digest"_s, file.digest},
                  {u"signed_by"_s, file.signedBy}});
}

Result<int> incidentSeverity(const QString &word)
{
    static const QRegularExpression shape(u"^(?:sev-?)?([1-5])$"_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = shape.match(word.trimmed());
    if (!match.hasMatch())
        return wrong(u"there is no severity '%1'; severities are sev1, the worst, to sev5"_s.arg(word.left(40)));
    return match.captured(1).toInt();
}

QString nextIncidentId(const std::vector<JournalEntry> &soFar, WallTime now)
{
    const QString day = u"INC-"_s + toRfc3339(now).left(10).remove(u'-') + u'-';
    QSet<QString> taken;
    for (const JournalEntry &entry : soFar)
        taken.insert(entry.source.section(u'-', 0, 2)); // a team's have a mark behind it
    int number = 1;
    while (taken.contains(day + QString::number(number)))
        ++number;
    return day + QString::number(number);
}

} // namespace surgedeck
