// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/alarmcare.h"

#include "models/base/timetext.h"

#include <QRegularExpression>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostKept = 1'000;
constexpr std::chrono::hours longestSilence{30 * 24};
constexpr std::chrono::hours announcementLasts{8};
constexpr qsizetype longestLine = 300;

Error refused(const QString &what)
{
    return {Error::Kind::Config, what};
}

metrics::MatchType typeOf(const QString &sign)
{
    if (sign == QLatin1String("!="))
        return metrics::MatchType::NotEqual;
    if (sign == QLatin1String("=~"))
        return metrics::MatchType::Regex;
    return sign == QLatin1String("!~") ? metrics::MatchType::NotRegex : metrics::MatchType::Equal;
}

WallTime timeIn(const QJsonObject &event, const char *key)
{
    const auto time = parseRfc3339(event[QLatin1String(key)].toString());
    return time ? *time : WallTime{};
}

bool isOver(const Alarm &alarm)
{
    return alarm.state == AlarmState::Resolved;
}

bool matchesAll(const std::vector<metrics::Matcher> &matchers, const Alarm &alarm)
{
    const metrics::Labels labels = labelsOf(alarm);
    return std::ranges::all_of(matchers, [&](const metrics::Matcher &matcher) { return matcher.matches(labels); });
}

} // namespace

Result<std::vector<metrics::Matcher>> parseMatchers(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(R"re(\G\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|[^\s,"{}]+)\s*(?:,|$))re"));
    QString inside = text.trimmed();
    if (inside.startsWith(QLatin1Char('{')) && inside.endsWith(QLatin1Char('}')))
        inside = inside.mid(1, inside.size() - 2).trimmed();
    std::vector<metrics::Matcher> matchers;
    for (qsizetype at = 0; at < inside.size();) {
        const auto match = form.match(inside, at);
        if (!match.hasMatch())
            return refused(QStringLiteral("a match is written like severity=degraded, name=~\"Check.*\""));
        QString value = match.captured(3);
        if (value.startsWith(QLatin1Char('"')))
            value = value.mid(1, value.size() - 2)
                        .replace(QRegularExpression(QStringLiteral(R"(\\(.))")), QStringLiteral("\\1"));
        auto matcher =
            metrics::Matcher::make(typeOf(match.captured(2)), match.captured(1).toStdString(), value.toStdString());
        if (!matcher)
            return refused(QString::fromStdString(matcher.error().message));
        matchers.push_back(*std::move(matcher));
        at = match.capturedEnd();
    }
    const bool meansSomething =
        std::ranges::any_of(matchers, [](const metrics::Matcher &matcher) { return !matcher.matchesEmpty(); });
    if (!meansSomething)
        return refused(QStringLiteral("this would match every alarm there will ever be"));
    return matchers;
}

metrics::Labels labelsOf(const Alarm &alarm)
{
    std::vector<metrics::Label> labels;
    for (const auto &[name, value] : alarm.labels)
        labels.push_back({name.toStdString(), value.toStdString()});
    // Ours come last: of two labels with one name the later wins.
    labels.insert(labels.end(), {{"id", alarm.id.toStdString()},
                                 {"name", alarm.name.toStdString()},
                                 {"alertname", alarm.name.toStdString()},
                                 {"severity", toWord(alarm.severity).toStdString()},
                                 {"runbook", alarm.runbook.toStdString()}});
    return metrics::Labels(std::move(labels));
}

Result<QJsonObject> AlarmCare::acknowledgeEvent(const Acknowledgement &acknowledgement)
{
    if (acknowledgement.alarmId.isEmpty() || acknowledgement.by.isEmpty() || acknowledgement.note.isEmpty())
        return refused(QStringLiteral("an acknowledgement names the alarm, who has it, and a note"));
    return QJsonObject{{QStringLiteral("type"), QStringLiteral("alarm.acknowledged")},
                       {QStringLiteral("alarm"), acknowledgement.alarmId},
                       {QStringLiteral("by"), acknowledgement.by},
                       {QStringLiteral("note"), acknowledgement.note},
                       {QStringLiteral("at"), toRfc3339(acknowledgement.at)}};
}

Result<QJsonObject> AlarmCare::silenceEvent(const Silence &silence)
{
    if (silence.by.isEmpty() || silence.reason.isEmpty())
        return refused(QStringLiteral("a silence needs an owner and a reason"));
    if (silence.until <= silence.from || silence.until - silence.from > longestSilence)
        return refused(QStringLiteral("a silence lasts longer than nothing and at most 30 days"));
    const auto matchers = parseMatchers(silence.match);
    if (!matchers)
        return matchers.error();
    return QJsonObject{{QStringLiteral("type"), QStringLiteral("alarm.silenced")},
                       {QStringLiteral("id"), silence.id},
                       {QStringLiteral("match"), silence.match},
                       {QStringLiteral("by"), silence.by},
                       {QStringLiteral("reason"), silence.reason},
                       {QStringLiteral("from"), toRfc3339(silence.from)},
                       {QStringLiteral("until"), toRfc3339(silence.until)}};
}

Result<QJsonObject> AlarmCare::announcementEvent(const Announcement &announcement)
{
    if (announcement.text.trimmed().isEmpty() || announcement.by.isEmpty())
        return refused(QStringLiteral("what stakeholders are told needs a line, and who says it"));
    QJsonObject event{{QStringLiteral("type"), QStringLiteral("stakeholders.told")},
                      {QStringLiteral("text"), announcement.text.left(longestLine)},
                      {QStringLiteral("by"), announcement.by},
                      {QStringLiteral("at"), toRfc3339(announcement.at)}};
    if (announcement.nextUpdate)
        event[QStringLiteral("next_update")] = toRfc3339(*announcement.nextUpdate);
    return event;
}

QJsonObject AlarmCare::expireEvent(const QString &silenceId, const QString &by, WallTime at)
{
    return {{QStringLiteral("type"), QStringLiteral("alarm.unsilenced")},
            {QStringLiteral("id"), silenceId},
            {QStringLiteral("by"), by},
            {QStringLiteral("at"), toRfc3339(at)}};
}

bool AlarmCare::fold(const QJsonObject &event)
{
    const auto text = [&](const char *key) { return event[QLatin1String(key)].toString(); };
    const QString type = text("type");
    if (type == QLatin1String("alarm.acknowledged") && m_acknowledgements.size() < mostKept) {
        m_acknowledgements[text("alarm")] = {text("alarm"), text("by"), text("note"), timeIn(event, "at")};
        return true;
    }
    if (type == QLatin1String("stakeholders.told")) {
        m_announcement = {text("text").left(longestLine), text("by"), timeIn(event, "at"), {}};
        if (event.contains(QLatin1String("next_update")))
            m_announcement->nextUpdate = timeIn(event, "next_update");
        return true;
    }
    if (type == QLatin1String("alarm.unsilenced"))
        return m_silences.erase(text("id")) > 0;
    const auto matchers = parseMatchers(text("match"));
    if (type != QLatin1String("alarm.silenced") || !matchers || m_silences.size() >= mostKept)
        return false;
    m_silences[text("id")] = {text("id"),     text("match"),         text("by"),
                              text("reason"), timeIn(event, "from"), timeIn(event, "until"),
                              *matchers};
    return true;
}

void AlarmCare::apply(std::vector<Alarm> &alarms, WallTime now)
{
    std::erase_if(m_silences, [now](const auto &entry) { return entry.second.until <= now; });
    for (Alarm &alarm : alarms) {
        const auto acknowledged = m_acknowledgements.find(alarm.id);
        // An acknowledgement of an earlier life of the alarm is none of this one.
        const bool isOfThisLife = acknowledged != m_acknowledgements.end() && acknowledged->second.at >= alarm.since;
        const QString by = isOfThisLife ? acknowledged->second.by : QString();
        if (acknowledged != m_acknowledgements.end() && (isOver(alarm) || !isOfThisLife))
            m_acknowledgements.erase(acknowledged);
        if (alarm.state != AlarmState::Firing)
            continue;
        const bool silenced = std::ranges::any_of(m_silences, [&](const auto &entry) {
            return entry.second.isActive(now) && matchesAll(entry.second.matchers, alarm);
        });
        if (silenced)
            alarm.state = AlarmState::Silenced;
        else if (isOfThisLife) {
            alarm.state = AlarmState::Acknowledged;
            alarm.acknowledgedBy = by;
        }
    }
}

std::vector<Alarm> AlarmCare::preview(const std::vector<metrics::Matcher> &matchers, const std::vector<Alarm> &alarms)
{
    std::vector<Alarm> hit;
    std::ranges::copy_if(alarms, std::back_inserter(hit),
                         [&](const Alarm &alarm) { return !isOver(alarm) && matchesAll(matchers, alarm); });
    return hit;
}

const Acknowledgement *AlarmCare::acknowledgement(const QString &alarmId) const
{
    const auto found = m_acknowledgements.find(alarmId);
    return found == m_acknowledgements.end() ? nullptr : &found->second;
}

const Announcement *AlarmCare::announcement(WallTime now) const
{
    if (!m_announcement)
        return nullptr;
    const WallTime about = std::max(m_announcement->at, m_announcement->nextUpdate.value_or(m_announcement->at));
    return now - about < announcementLasts ? &*m_announcement : nullptr;
}

std::vector<Silence> AlarmCare::silences(WallTime now) const
{
    std::vector<Silence> all;
    for (const auto &[id, silence] : m_silences)
        if (silence.until > now)
            all.push_back(silence);
    std::ranges::stable_sort(all, {}, &Silence::until);
    return all;
}

std::vector<Acknowledgement> AlarmCare::acknowledgements() const
{
    std::vector<Acknowledgement> all;
    for (const auto &[alarm, acknowledgement] : m_acknowledgements)
        all.push_back(acknowledgement);
    return all;
}

} // namespace surgedeck
