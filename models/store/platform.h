// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "models/health/alarmcare.h"
#include "models/health/alarmflow.h"
#include "models/health/healthhold.h"
#include "models/store/alarmhistory.h"
#include "models/store/cachehistory.h"
#include "models/store/changelog.h"
#include "models/store/databasestore.h"
#include "models/store/metricstore.h"
#include "models/store/platformview.h"
#include "models/store/rulealarms.h"
#include "models/store/slostore.h"
#include "models/workspace/workspace.h"

#include <memory>

namespace surgedeck {

/// Everything that is known of one platform: all stores of a workspace behind one fold. It never reads the clock: evaluate()
/// is told what time it is, so that live, replay and tests are the same. GUI thread, or the thread of a verb.
class Platform
{
public:
    explicit Platform(std::shared_ptr<const Workspace> workspace, Milliseconds databaseWindow = std::chrono::minutes(5));

    void fold(const Record &record);
    /// What can not be kept is an alarm of its own.
    void noteJournal(const JournalHealth &health) { m_journal = health; }
    /// A shift decides what state its route is in. Idle: there is none.
    void noteShift(const QString &routeId, const ShiftNote &note) { m_shifts[routeId] = note; }
    /// Brings holds, alarms and views to `now`; to be called once a second, and before view() is printed.
    void evaluate(WallTime now);
    /// What people did with alarms, all of it, as it was last read. Applied from the next evaluation on.
    void setAlarmCare(AlarmCare care) { m_care = std::move(care); }
    /// The line for stakeholders that counts now; nullptr: nobody has said one.
    const Announcement *announcement() const { return m_care.announcement(m_view.now); }
    /// Error budgets of earlier days. See SloStore::load and takeNew.
    void loadSloRollups(const QString &sloId, const std::vector<SloRollup> &rollups) { m_slos.load(sloId, rollups); }
    std::vector<std::pair<QString, SloRollup>> takeSloRollups() { return m_slos.takeNew(); }
    /// What was remembered of the digests of a database. See DigestBook::load and takeChanged.
    void loadDigests(const QString &sourceId, const std::vector<std::pair<QString, DigestMemory>> &digests);
    std::vector<std::pair<QString, DigestMemory>> takeChangedDigests(const QString &sourceId);
    /// See AlarmBook::acknowledge; shown from the next evaluation on.
    bool acknowledge(const QString &alarmId, const QString &by) { return m_alarms.acknowledge(alarmId, by); }

    void foldAlarmCare(const QJsonObject &event) { m_care.fold(event); }

    const PlatformView &view() const { return m_view; }
    const Workspace &workspace() const { return *m_workspace; }
    std::shared_ptr<const Workspace> sharedWorkspace() const { return m_workspace; }
    const MetricStore &metrics() const { return m_metrics; }
    const SourceStore &sources() const { return m_sources; }
    /// nullptr: no source of that id has brought sessions yet.
    const DatabaseStore *database(const QString &sourceId) const;
    const CacheStats *cache(const QString &sourceId) const;
    /// nullptr with cache().
    const CacheHistory *cacheHistory(const QString &sourceId) const;
    /// What a balancer last said; nullptr when it does not answer now.
    const RouterSample *liveRouter(const QString &sourceId, WallTime now) const;
    std::optional<WallTime> cacheReadAt(const QString &sourceId) const;
    struct Published
    {
        QJsonObject document;
        Milliseconds current{0}; ///< a document that is older is no longer the truth
    };
    /// What another console has published, for a workspace that only reads that (`type: health`); nullopt: nothing yet.
    const std::optional<Published> &publishedHealth() const { return m_published; }
    /// nullptr: no balancer of that id has been read yet.
    const RouterSample *router(const QString &sourceId) const;
    const AlarmHistory &alarmHistory() const { return m_alarmHistory; }
    const AlarmFlow &alarmFlow() const { return m_alarmFlow; }
    const ChangeLog &changes() const { return m_changes; }
    const JournalHealth &journal() const { return m_journal; }

private:
    struct CacheEntry
    {
        CacheStats stats;
        WallTime readAt{};
        CacheHistory history;
    };
    struct RouterEntry
    {
        RouterSample sample;
        WallTime readAt{};
    };

    Figure figure(const QString &key, WallTime now) const;
    std::optional<Milliseconds> stillFor(const QString &key, WallTime now) const;
    std::optional<Standstill> provenStandstill(const QString &key, const QString &backend, WallTime now) const;
    std::optional<Standstill> standstillOf(const ServiceConfig &config, WallTime now) const;
    void noteStandstills(WallTime now);
    IndicatorView indicatorView(const IndicatorConfig &config, WallTime now);
    ServiceView serviceView(const ServiceConfig &config, WallTime now);
    RouteView routeView(const RouteConfig &config, WallTime now) const;
    GuardView guardView(const RouteConfig &route, const GuardConfig &config, WallTime now) const;
    void foldPublished(const Record &record);
    Health publishedState(WallTime now) const;
    void noteSlos(WallTime now);
    void noteSilences(WallTime now);
    bool isWall() const;
    void noteJournalAlarm(WallTime now);
    void noteSourceAlarm(const SourceView &source, WallTime now);
    Health held(const QString &key, Health raw, Milliseconds hold, Milliseconds clear, WallTime now);

    std::shared_ptr<const Workspace> m_workspace;
    Milliseconds m_databaseWindow;
    SourceStore m_sources;
    MetricStore m_metrics;
    AlarmBook m_alarms;
    AlarmCare m_care;
    std::map<QString, QString> m_endingSilences; ///< id and name of the alarms that warn of them
    RuleAlarms m_rules;
    SloStore m_slos;
    AlarmHistory m_alarmHistory;
    AlarmFlow m_alarmFlow;
    ChangeLog m_changes;
    std::map<QString, DatabaseStore> m_databases;
    std::map<QString, DigestBook> m_books; ///< of databases that have not brought anything yet
    std::map<QString, CacheEntry> m_caches;
    std::map<QString, RouterEntry> m_routers;
    std::map<QString, HealthHold> m_holds;
    std::map<QString, Standstill> m_standstills; ///< by the metric source whose services all stand still
    std::optional<Published> m_published;
    std::map<QString, ShiftNote> m_shifts; ///< by route
    JournalHealth m_journal;
    PlatformView m_view;
};

} // namespace surgedeck
