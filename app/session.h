// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collector.h"
#include "models/domain/journal.h"
#include "models/store/platform.h"

#include <QTimer>

#include <functional>

namespace surgedeck {

/// A workspace that is being watched: its sources, and the platform that their records are folded into. What the verbs and
/// the window have in common. Thread of its owner.
class WatchSession final : public QObject
{
    Q_OBJECT
public:
    /// In a replay nothing is done to what is shown: it was so.
    enum class Mode
    {
        Live,
        Replay
    };
    struct Options
    {
        Milliseconds databaseWindow = std::chrono::minutes(5);
        Mode mode = Mode::Live;
    };

    /// `sources` are those of the workspace that are to be watched.
    WatchSession(std::shared_ptr<const Workspace> workspace, std::vector<PreparedSource> sources, const Options &options,
                 const Clock &clock);

    void start();
    /// Another console of the team asks the sources that can be shared, and hands on what it sees to receive().
    void standBy() { m_collector.hold(); }
    void collect() { m_collector.goOn(); }
    bool isShared(const QString &sourceId) const { return m_collector.isShared(sourceId); }
    /// Takes records as if a source had brought them.
    void receive(const std::vector<Record> &records);
    void noteJournal(const JournalHealth &health) { m_platform.noteJournal(health); }
    /// Of days before; again is nothing. Told by shown().
    void loadSloRollups(const std::vector<std::pair<QString, SloRollup>> &rollups);
    std::vector<std::pair<QString, SloRollup>> takeSloRollups() { return m_platform.takeSloRollups(); }
    void loadDigests(const QString &sourceId, const std::vector<std::pair<QString, DigestMemory>> &digests)
    {
        m_platform.loadDigests(sourceId, digests);
    }
    std::vector<std::pair<QString, DigestMemory>> takeChangedDigests(const QString &sourceId)
    {
        return m_platform.takeChangedDigests(sourceId);
    }
    /// What the sources of the workspace scrape goes here; nullptr: none of them scrapes.
    std::shared_ptr<metrics::SharedSamples> samples() const { return m_samples; }
    void noteShift(const QString &routeId, const ShiftNote &note);
    const Platform &platform() const { return m_platform; }
    const Clock &clock() const { return m_clock; }
    Mode mode() const { return m_mode; }
    /// `person` has seen this alarm and takes it; told by acknowledged() when it was there to be taken.
    void acknowledge(const QString &alarmId, const QString &person);
    /// What people did with alarms, as a whole: read from where it is kept; told by careRead().
    void setAlarmCare(const AlarmCare &care);
    /// Quiets an alarm for an hour; told by careGiven(). Returns the id of the silence; empty: the alarm is not there.
    QString silence(const QString &alarmId, const QString &person);
    void endSilence(const QString &silenceId, const QString &person);
    std::shared_ptr<const Workspace> sharedWorkspace() const { return m_workspace; }
    /// Asks for the plan of a statement of this source: at a replica of its group that answers and keeps up, where the
    /// workspace has one, else at the source itself. The plan comes as a record; `done` says how it went.
    void explain(const QString &sourceId, const PlanRequest &request, std::function<void(const Status &)> done);
    /// Brings the platform's view to now and returns it; told by marked().
    const PlatformView &evaluate();
    /// Shows another platform of the same workspace from now on: a moment of a recording. Whoever holds platform() sees it.
    void show(const Platform &platform);

Q_SIGNALS:
    void recorded(const std::vector<surgedeck::Record> &records);
    /// The platform was evaluated now: the journal keeps it, so that a replay does the same.
    void marked(const std::vector<surgedeck::Record> &mark);
    /// What counts of it now, as events that AlarmCare folds: it comes from a file that a replay does not have.
    void careRead(const QJsonObject &care);
    /// Something that is no record changed what is shown (models/replay/shownstate.h): the journal keeps it, too.
    void shown(const QJsonObject &body);
    /// Once a second, after the view was brought to now.
    void evaluated();
    void acknowledged(const QString &alarmId, const QString &person);
    /// An event of AlarmCare that somebody made here: to be kept.
    void careGiven(const QJsonObject &event);

private:
    QString plannerFor(const QString &sourceId) const;

    const Clock &m_clock;
    Mode m_mode;
    std::shared_ptr<const Workspace> m_workspace;
    std::shared_ptr<metrics::SharedSamples> m_samples;
    Platform m_platform;
    Collector m_collector;
    /// What was told of last, and when, by subject.
    std::map<QString, std::pair<QJsonObject, WallTime>> m_shown;
    QTimer m_second;
};

} // namespace surgedeck
