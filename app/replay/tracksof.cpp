// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/tracksof.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/replay/commandwords.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace surgedeck {

namespace {

using Marker = ReplayTracks::Marker;

constexpr qsizetype widestLabel = 24;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ReplayTracks)
};

QString inWords(QString kind)
{
    return kind.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString label(const QString &text)
{
    return SafeText::of(text).singleLine(widestLabel);
}

void addCurve(ReplayTracks &tracks, const ReplayOverview &overview, const Workspace &workspace)
{
    if (workspace.indicators.empty())
        return;
    const IndicatorConfig &indicator = workspace.indicators.front();
    tracks.subject = label(indicator.name);
    if (indicator.objective) {
        tracks.target = indicator.objective->limit;
        tracks.subjectNote = Words::tr("target %1 dashed").arg(QString::number(indicator.objective->limit));
    }
    for (const ReplaySample &sample : overview.samples)
        if (!sample.indicators.empty())
            tracks.curve.push_back({sample.at, sample.indicators.front().value, sample.indicators.front().state});
}

/// What people and runbooks did; actions on the platform are striped.
void addEvents(PeopleTrack &track, const ReplayFacts &facts)
{
    for (const JournalEntry &entry : *facts.events) {
        const QString area = entry.type.section(QLatin1Char('.'), 0, 0);
        if (area == QLatin1String("journal") || area == QLatin1String("incident") ||
            entry.type == QLatin1String("alarm.care"))
            continue;
        const bool guarded = area == QLatin1String("command") || area == QLatin1String("traffic");
        // How it came out stands where it was asked for; a step that only became ready is nothing that somebody did.
        if (entry.type == QLatin1String("command.outcome"))
            continue;
        QString text = QJsonDocument::fromJson(entry.body).object()[QLatin1String("text")].toString();
        if (area == QLatin1String("runbook") && (text.isEmpty() || text.endsWith(QLatin1String(": ready"))))
            continue;
        if (text.isEmpty())
            text = commandMark(entry);
        track.people.push_back({entry.time, label(text.isEmpty() ? entry.type.section(QLatin1Char('.'), 1) : text),
                                guarded ? Marker::Kind::Guarded : Marker::Kind::Plain});
    }
}

void addIncidents(PeopleTrack &track, const ReplayFacts &facts)
{
    for (const Incident *incident : facts.incidents->incidents())
        for (const IncidentLine &line : incident->timeline) {
            const bool pin = line.kind == QLatin1String("pin");
            (pin ? track.pins : track.people)
                .push_back({line.at, label(pin || line.kind == QLatin1String("note") ? line.text : inWords(line.kind)),
                            Marker::Kind::Plain});
        }
}

} // namespace

PeopleTrack peopleOf(const ReplayFacts &facts)
{
    PeopleTrack track;
    addEvents(track, facts);
    addIncidents(track, facts);
    std::ranges::stable_sort(track.people, {}, &Marker::at);
    return track;
}

ReplayTracks tracksOf(const ReplayFacts &facts, const Workspace &workspace, const PeopleTrack &people)
{
    ReplayTracks tracks;
    tracks.range = {facts.begins, facts.ends};
    addCurve(tracks, *facts.overview, workspace);
    for (const AlarmEpisode &alarm : facts.overview->alarms)
        tracks.alarms.push_back({alarm.raised, alarm.over.value_or(facts.ends), alarm.worst, label(alarm.name)});
    for (const Change &change : facts.overview->changes)
        tracks.changes.push_back({change.at, label(change.title), Marker::Kind::Plain});
    for (const ReplaySpan &gap : facts.overview->gaps)
        tracks.gaps.push_back({gap.from, gap.until});
    tracks.people = people.people;
    tracks.pins = people.pins;
    return tracks;
}

QString relationOf(const ReplayFacts &facts, WallTime at, WallTime now)
{
    const QString ago = Words::tr("%1 ago").arg(durationWords(std::max(Milliseconds{0}, now - at)));
    for (const Incident *incident : facts.incidents->incidents()) {
        const WallTime began = incident->began();
        if (at >= began)
            return Words::tr("%1 into %2, %3").arg(durationWords(at - began), incident->id, ago);
    }
    return ago;
}

} // namespace surgedeck
