// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/postmortem/postmortem.h"

#include "models/base/timetext.h"
#include "models/postmortem/deviations.h"
#include "models/postmortem/impact.h"
#include "models/postmortem/markdown.h"
#include "models/postmortem/morefacts.h"
#include "models/postmortem/postmortemfacts.h"
#include "models/replay/commandwords.h"
#include "models/replay/replaydocument.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t mostLines = 2'000;
constexpr qsizetype mostActions = 50;

QString number(std::optional<double> value)
{
    if (!value || !std::isfinite(*value))
        return u"not known"_s;
    const double size = std::abs(*value);
    return QString::number(*value, 'f', size >= 1000 ? 0 : size >= 10 ? 1 : 2);
}

/// "per_minute", "ruled_out": names that a person reads.
QString inWords(QString name)
{
    return name.replace(u'_', u' ');
}

/// What happened, with the kind of an incident's line in words.
QString wordsOf(const ReplayEvent &event)
{
    const qsizetype colon = event.kind == u"incident" ? event.text.indexOf(u':') : 0;
    return colon > 0 ? inWords(event.text.left(colon)) + event.text.mid(colon) : event.text;
}

class Draft
{
public:
    explicit Draft(const PostMortemParts &parts)
        : m_parts(parts)
        , m_incident(parts.incident)
        , m_workspace(parts.last.workspace())
        , m_began(beganOf(parts))
        , m_span(spanOf(parts, m_began))
        , m_order(deviationOrder(parts.replay.overview(), m_workspace, m_span))
    {
    }

    std::vector<PostMortemSection> sections()
    {
        add(byPerson(u"summary"_s, u"Summary"_s, summary()));
        add(byPerson(u"what_happened"_s, u"What happened"_s));
        add(impact());
        add(figures());
        add(byPerson(u"trigger"_s, u"Trigger"_s, trigger()));
        add(deviations());
        add(byPerson(u"factors"_s, u"Contributing factors"_s));
        add(byPerson(u"detection"_s, u"Detection"_s, detection()));
        add(byPerson(u"resolution"_s, u"Resolution"_s, resolution()));
        add(responders());
        add(messagesSection(m_incident));
        add(timeline());
        add(blindPeriods());
        add(silencesSection(m_parts.replay));
        add(runbookSection(m_parts.replay));
        add(recurrenceSection(m_parts.earlier, m_order.first.empty() ? QString() : m_order.first.front().name,
                              m_incident.began()));
        add(byPerson(u"went_well"_s, u"What went well"_s));
        add(byPerson(u"went_badly"_s, u"What did not"_s));
        add(byPerson(u"lucky"_s, u"Where we were lucky"_s));
        add(actionItems());
        add(reviewSection(m_incident));
        add(evidence());
        return std::move(m_sections);
    }

    PostMortemFindings findings() const { return {m_began, m_span, m_order}; }
    /// Of the prose of sections().
    std::map<QString, WallTime> moments() { return std::move(m_moments); }

private:
    /// When the impact began: as somebody said, else the first alarm of those that were on when it was declared.
    /// nullopt: the record has neither.
    static std::optional<WallTime> beganOf(const PostMortemParts &parts)
    {
        const auto said = parts.incident.when(Milestone::Started);
        const auto declared = parts.incident.when(Milestone::Declared);
        if (said || !declared)
            return said;
        std::optional<WallTime> first;
        for (const AlarmEpisode &alarm : parts.replay.overview().alarms)
            if (alarm.raised <= *declared && alarm.over.value_or(*declared) >= *declared &&
                alarm.worst >= Health::Degraded)
                first = std::min(alarm.raised, first.value_or(alarm.raised));
        return first;
    }

    /// From the impact's beginning to its end.
    static ReplaySpan spanOf(const PostMortemParts &parts, std::optional<WallTime> began)
    {
        ReplaySpan span{began.value_or(parts.incident.began()), parts.replay.ends()};
        if (const auto over = parts.incident.when(Milestone::Mitigated))
            span.until = *over;
        return {std::clamp(span.from, parts.replay.begins(), parts.replay.ends()),
                std::clamp(span.until, parts.replay.begins(), parts.replay.ends())};
    }

    /// A link leads into the recording, and what was before it or after can not be looked at.
    bool isRecorded(WallTime at) const { return at >= m_parts.replay.begins() && at <= m_parts.replay.ends(); }

    /// The words of a time in prose, which lead to its moment.
    QString told(WallTime at)
    {
        QString words = tableTime(at);
        if (isRecorded(at))
            m_moments.try_emplace(words, at);
        return words;
    }
    QString told(std::optional<WallTime> at) { return at ? told(*at) : u"not known"_s; }

    void add(PostMortemSection section)
    {
        for (PostMortemSection::Row &row : section.rows)
            if (row.at && !isRecorded(*row.at))
                row.at.reset();
        m_sections.push_back(std::move(section));
    }

    static PostMortemSection byPerson(const QString &id, const QString &title, const QString &known = {})
    {
        return {id, title, known, known.isEmpty(), {}, {}};
    }

    static QString lasted(std::optional<WallTime> begin, std::optional<WallTime> end)
    {
        return begin && end && *end >= *begin ? durationWords(*end - *begin) : u"not known"_s;
    }

    QString summary()
    {
        const auto said = m_incident.when(Milestone::Started);
        const QString how = !said && m_began ? u" (by the record: the first alarm of those that were on when it was "
                                               "declared; `note --milestone started --at T` says better)"_s
                                             : QString();
        return u"%1, sev%2. Began: %3%4. Mitigated: %5.\nTime to detect: %6; to acknowledge: %7; to mitigate: %8; to resolve: %9."_s
            .arg(m_incident.title, QString::number(m_incident.severity), told(m_began), how,
                 told(m_incident.when(Milestone::Mitigated)), lasted(said, m_incident.when(Milestone::Detected)),
                 lasted(m_incident.when(Milestone::Detected), m_incident.when(Milestone::Acknowledged)),
                 lasted(m_began, m_incident.when(Milestone::Mitigated)),
                 lasted(m_began, m_incident.when(Milestone::Resolved)));
    }

    /// What was done to the platform and when it was over; whether that lasts is for people to say.
    QString resolution()
    {
        QStringList lines;
        for (const JournalEntry &entry : m_parts.replay.events())
            if (entry.type == u"command.outcome" && lines.size() < mostActions)
                lines << u"%1 %2: %3."_s.arg(told(entry.time), entry.actor, commandWords(entry));
        if (const auto over = m_incident.when(Milestone::Mitigated))
            lines << u"Mitigated %1, %2 after the beginning."_s.arg(told(*over), lasted(m_began, over));
        if (const auto over = m_incident.when(Milestone::Resolved))
            lines << u"Resolved %1, %2 after the beginning."_s.arg(told(*over), lasted(m_began, over));
        if (!lines.isEmpty())
            lines << u"Whether that is a lasting cure is to be written."_s;
        return lines.join(u'\n');
    }

    PostMortemSection impact()
    {
        PostMortemSection section{u"impact"_s,
                                  u"Impact"_s,
                                  u"Counted from %1 to %2."_s.arg(told(m_span.from), told(m_span.until)),
                                  false,
                                  {u"Figure"_s, u"Value"_s, u"Unit"_s, u"Formula"_s, u"Seconds not known"_s},
                                  {}};
        QStringList nothing;
        for (const ImpactFigure &figure : impactFigures(m_parts.replay.overview(), m_workspace, m_span)) {
            if (figure.value == 0.0 && figure.unknownSeconds <= 0) {
                nothing << figure.name;
                continue;
            }
            section.rows.push_back({std::nullopt,
                                    {figure.name, number(figure.value), figure.unit, figure.formula,
                                     QString::number(figure.unknownSeconds, 'f', 0)}});
        }
        if (!nothing.isEmpty())
            section.text += u"\nNothing, with every second known: %1."_s.arg(nothing.join(u", "_s));
        return section;
    }

    PostMortemSection figures() const
    {
        PostMortemSection section{
            u"figures"_s,
            u"Figures"_s,
            u"Before: the middle value of the ten minutes until half a minute before the beginning. After: the last one."_s,
            false,
            {u"Figure"_s, u"Unit"_s, u"Before"_s, u"Worst"_s, u"After"_s},
            {}};
        for (const ImpactRow &row : impactRows(m_parts.replay.overview(), m_workspace, m_span))
            section.rows.push_back(
                {row.worstAt, {row.name, inWords(row.unit), number(row.before), number(row.worst), number(row.after)}});
        return section;
    }

    QString trigger()
    {
        if (!m_order.changeBefore)
            return u"No change is known in the hour before the first deviation."_s;
        const Change &change = *m_order.changeBefore;
        return u"The last change before the first deviation was made at %1 (%2%3): %4."_s.arg(
            told(change.at), change.kind, change.by.isEmpty() ? QString() : u", by "_s + change.by, change.title);
    }

    PostMortemSection deviations() const
    {
        PostMortemSection section{u"deviations"_s,
                                  u"Order of first deviations"_s,
                                  deviationRule,
                                  false,
                                  {u"Time"_s, u"What"_s, u"Figure"_s, u"State"_s},
                                  {}};
        if (m_order.changeBefore)
            section.rows.push_back(
                {m_order.changeBefore->at,
                 {tableTime(m_order.changeBefore->at), u"change"_s, m_order.changeBefore->title, {}}});
        for (const Deviation &deviation : m_order.first)
            section.rows.push_back(
                {deviation.at, {tableTime(deviation.at), deviation.kind, deviation.name, toWord(deviation.state)}});
        QStringList before;
        for (const QString &name : m_order.alreadyBad)
            before << name;
        if (!before.isEmpty())
            section.text += u"\nNot normal from the beginning on: %1."_s.arg(before.join(u", "_s));
        return section;
    }

    QString detection()
    {
        const auto &alarms = m_parts.replay.overview().alarms;
        const auto first = std::ranges::find_if(
            alarms, [&](const AlarmEpisode &alarm) { return !alarm.over || *alarm.over >= m_span.from; });
        QString words = first == alarms.end()
                            ? u"No alarm was raised."_s
                            : u"The first alarm was %1, raised %2."_s.arg(first->name, told(first->raised));
        return words + u"\nDeclared %1."_s.arg(told(m_incident.when(Milestone::Declared)));
    }

    PostMortemSection responders() const
    {
        PostMortemSection section{
            u"responders"_s, u"Responders"_s, {}, false, {u"Role"_s, u"Person"_s, u"Since"_s}, {}};
        for (const auto &[role, holder] : m_incident.roles)
            section.rows.push_back({holder.since, {role, holder.person, tableTime(holder.since)}});
        return section;
    }

    /// What a runbook notes for its own machine: that a step became ready, what it looked at meanwhile.
    static bool isNoise(const ReplayEvent &event)
    {
        return event.kind == u"runbook" && (event.text.startsWith(u"runbook.") || event.text.endsWith(u": ready"));
    }

    PostMortemSection timeline() const
    {
        PostMortemSection section{
            u"timeline"_s, u"Timeline"_s, {}, false, {u"Time"_s, u"Kind"_s, u"Who"_s, u"What"_s}, {}};
        // What people said after the last thing that was seen belongs to it, too.
        const WallTime told = m_incident.timeline.empty() ? m_parts.replay.ends() : m_incident.timeline.back().at;
        const ReplayMoment end{std::max(m_parts.replay.ends(), told), std::nullopt,
                               std::shared_ptr<const Platform>(std::shared_ptr<const Platform>(), &m_parts.last)};
        std::vector<ReplayEvent> events = replayEvents(m_parts.replay, end);
        for (const IncidentLine &line : m_incident.timeline)
            if (m_parts.replay.incidents().find(m_incident.id) == nullptr)
                events.push_back({line.at, u"incident"_s, line.actor, m_incident.id, line.kind + u": "_s + line.text});
        std::ranges::stable_sort(events, {}, &ReplayEvent::at);
        for (const ReplayEvent &event : events) {
            if (section.rows.size() >= mostLines)
                break;
            if (isNoise(event))
                continue;
            section.rows.push_back({event.at, {tableTime(event.at), event.kind, event.actor, wordsOf(event)}});
        }
        return section;
    }

    PostMortemSection blindPeriods() const
    {
        PostMortemSection section{u"blind"_s, u"Blind periods"_s, {}, false, {u"From"_s, u"Until"_s, u"Lasted"_s}, {}};
        for (const ReplaySpan &gap : m_parts.replay.overview().gaps)
            section.rows.push_back(
                {gap.from, {tableTime(gap.from), tableTime(gap.until), durationWords(gap.until - gap.from)}});
        if (section.rows.empty())
            section.text = u"None: every second was recorded."_s;
        return section;
    }

    PostMortemSection actionItems() const
    {
        PostMortemSection section{u"action_items"_s,
                                  u"Action items"_s,
                                  {},
                                  m_incident.actionItems.empty(),
                                  {u"Type"_s, u"What"_s, u"Owner"_s, u"Due"_s, u"Ticket"_s},
                                  {}};
        for (const ActionItem &item : m_incident.actionItems)
            section.rows.push_back({std::nullopt, {item.type, item.text, item.owner, item.due, item.ticket}});
        return section;
    }

    PostMortemSection evidence()
    {
        PostMortemSection section{u"evidence"_s, u"Evidence"_s, {}, false, {}, {}};
        section.text = u"Recording %1, from %2 to %3. Check it with: surgedeck incident verify %1"_s.arg(
            m_parts.recording, told(m_parts.replay.begins()), told(m_parts.replay.ends()));
        if (m_incident.file)
            section.text +=
                u"\nSealed with %1 records, last hash %2, digest %3, key %4."_s.arg(m_incident.file->sequence)
                    .arg(m_incident.file->hash, m_incident.file->digest, m_incident.file->signedBy);
        return section;
    }

    const PostMortemParts &m_parts;
    const Incident &m_incident;
    const Workspace &m_workspace;
    std::optional<WallTime> m_began;
    ReplaySpan m_span;
    DeviationOrder m_order;
    std::vector<PostMortemSection> m_sections;
    std::map<QString, WallTime> m_moments;
};

} // namespace

std::vector<EarlierIncident> earlierIncidents(const std::vector<JournalEntry> &entries)
{
    std::vector<EarlierIncident> earlier;
    std::map<QString, QString> titles;
    for (const JournalEntry &entry : entries) {
        const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
        if (entry.type == u"incident.declared")
            titles.try_emplace(entry.source, body[u"title"].toString());
        if (entry.type == u"incident.closed")
            earlier.push_back({entry.source, titles[entry.source], body[u"first_deviation"].toString(), entry.time});
    }
    return earlier;
}

PostMortem postMortemOf(const PostMortemParts &parts)
{
    const bool reviewed = parts.incident.state == IncidentState::Closed;
    Draft draft(parts);
    PostMortem made{parts.incident.id,
                    parts.incident.title,
                    u"sev%1"_s.arg(parts.incident.severity),
                    toWord(parts.incident.state),
                    parts.incident.state == IncidentState::InReview ? u"in review"_s
                    : reviewed                                      ? u"closed"_s
                                                                    : u"draft"_s,
                    parts.recording,
                    parts.now,
                    draft.sections(),
                    postMortemFacts(parts, draft.findings()),
                    draft.moments()};
    // What a person wrote counts, also where the record could fill it.
    return withSections(std::move(made), parts.incident.sections);
}

} // namespace surgedeck
