// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/health/alarmbook.h"
#include "models/metrics/matcher.h"

#include <QJsonObject>

namespace surgedeck {

/// Somebody has an alarm in hand. It stops the tone, not the condition, and ends when the alarm does.
struct Acknowledgement
{
    QString alarmId, by, note;
    WallTime at{};
};

/// Alarms that are known and wanted quiet, for a time. Not for "I am on it": that is an acknowledgement.
struct Silence
{
    QString id;
    QString match; ///< as written: severity=degraded, name=~"Check.*"
    QString by, reason;
    WallTime from{}, until{};
    std::vector<metrics::Matcher> matchers; ///< of `match`

    bool isActive(WallTime now) const { return from <= now && now < until; }
    /// Ten minutes before its end people are told.
    bool endsSoon(WallTime now) const { return isActive(now) && until - now <= std::chrono::minutes(10); }
};

/// What somebody tells those who run the business: a line of their own, and when the next one comes.
struct Announcement
{
    QString text, by;
    WallTime at{};
    std::optional<WallTime> nextUpdate;
};

/// `{name="a", severity!=critical, id=~"x.*"}`; braces and quotes may be left out. Error: Config, in words.
Result<std::vector<metrics::Matcher>> parseMatchers(const QString &text);

/// What matchers see of an alarm: id, name (alertname too), severity, runbook, and the labels of a rule's alert.
metrics::Labels labelsOf(const Alarm &alarm);

/// What people did with alarms: a fold of their own words, shared between the window and the command line as a file of
/// events. Applied to the alarms of a book it turns firing ones into acknowledged or silenced ones. Pure; one thread.
class AlarmCare
{
public:
    /// Each needs an owner; an acknowledgement a note, a silence a reason and an end within 30 days. Error: Config.
    static Result<QJsonObject> acknowledgeEvent(const Acknowledgement &acknowledgement);
    static Result<QJsonObject> silenceEvent(const Silence &silence);
    /// Needs a line and who says it. Error: Config.
    static Result<QJsonObject> announcementEvent(const Announcement &announcement);
    static QJsonObject expireEvent(const QString &silenceId, const QString &by, WallTime at);

    /// Takes one event; what it does not understand it leaves alone (false).
    bool fold(const QJsonObject &event);

    /// Marks the alarms, and lets go of acknowledgements whose alarm is over.
    void apply(std::vector<Alarm> &alarms, WallTime now);

    /// Those that the matchers hit: the preview before a silence is made.
    static std::vector<Alarm> preview(const std::vector<metrics::Matcher> &matchers, const std::vector<Alarm> &alarms);

    const Acknowledgement *acknowledgement(const QString &alarmId) const;
    std::vector<Acknowledgement> acknowledgements() const;
    /// The newest line for stakeholders, until eight hours after it, or after the update that it promised; nullptr: none.
    const Announcement *announcement(WallTime now) const;
    /// That have not ended, also when nothing fires; the one that ends first is first.
    std::vector<Silence> silences(WallTime now) const;

private:
    std::map<QString, Acknowledgement> m_acknowledgements; ///< by alarm
    std::map<QString, Silence> m_silences;                 ///< by id
    std::optional<Announcement> m_announcement;
};

} // namespace surgedeck
