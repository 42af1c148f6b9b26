// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keeping.h"

#include "app/alarmcarefile.h"
#include "app/digestfile.h"
#include "app/session.h"
#include "app/slofile.h"

#include <QDateTime>
#include <QFileInfo>

namespace surgedeck {

namespace {
constexpr Milliseconds lookEach{2'000};
constexpr Milliseconds digestsEach{60'000};
constexpr std::chrono::hours budgetsEach{12}; ///< a journal of two days has those of the days before it
}

struct Keeping::Files
{
    AlarmCareFile care;
    SloFile budgets;
    DigestFile digests;
    QDateTime careSeen{};
    qint64 careSize = -1;
};

Keeping::Keeping(WatchSession &session, Access access)
    : m_session(session)
    , m_files(std::make_shared<Files>(
          Files{AlarmCareFile(session.platform().workspace().name), SloFile(session.platform().workspace().name),
                DigestFile(session.platform().workspace().name)}))
    , m_worker(QStringLiteral("keeping"))
{
    m_look.setInterval(lookEach);
    connect(&m_look, &QTimer::timeout, this, &Keeping::readCareWhenNew);
    m_look.start();
    readCareWhenNew();
    readBudgets();
    readDigests();
    m_budgets.setInterval(budgetsEach);
    connect(&m_budgets, &QTimer::timeout, this, &Keeping::readBudgets);
    m_budgets.start();
    if (access == Access::Read)
        return;
    connect(&session, &WatchSession::evaluated, this, &Keeping::writeBudgets);
    connect(&session, &WatchSession::careGiven, this, &Keeping::writeCare);
    m_digests.setInterval(digestsEach);
    connect(&m_digests, &QTimer::timeout, this, &Keeping::writeDigests);
    m_digests.start();
}

void Keeping::readDigests()
{
    m_worker.post([this, files = m_files, now = m_session.clock().now()](const std::stop_token &) {
        auto read = std::make_shared<RememberedDigests>(files->digests.read(now));
        Worker::deliver(this, [this, read] {
            for (const auto &[source, digests] : *read)
                m_session.loadDigests(source, digests);
        });
    });
}

void Keeping::writeDigests()
{
    RememberedDigests changed;
    for (const SourceConfig &source : m_session.platform().workspace().sources)
        if (auto digests = m_session.takeChangedDigests(source.id); !digests.empty())
            changed[source.id] = std::move(digests);
    if (changed.empty())
        return;
    m_worker.post([files = m_files, changed = std::move(changed), now = m_session.clock().now()](const std::stop_token &) {
        // A minute that could not be kept makes the usual a little less exact.
        if (const Status kept = files->digests.update(changed, now); !kept)
            qWarning("%s", qPrintable(kept.error().message));
    });
}

void Keeping::readBudgets()
{
    if (m_session.platform().workspace().slos.empty())
        return;
    m_worker.post([this, files = m_files, now = m_session.clock().now()](const std::stop_token &) {
        auto read = std::make_shared<NamedRollups>(files->budgets.read(now));
        Worker::deliver(this, [this, read] { m_session.loadSloRollups(*read); });
    });
}

void Keeping::readCareWhenNew()
{
    m_worker.post([this, files = m_files](const std::stop_token &) {
        const QFileInfo info(files->care.file().path());
        const bool isNew = info.exists() && (info.lastModified() != files->careSeen || info.size() != files->careSize);
        if (!isNew)
            return;
        files->careSeen = info.lastModified();
        files->careSize = info.size();
        auto care = std::make_shared<AlarmCare>(files->care.read());
        Worker::deliver(this, [this, care] { m_session.setAlarmCare(*care); });
    });
}

void Keeping::writeBudgets()
{
    const NamedRollups fresh = m_session.takeSloRollups();
    if (fresh.empty())
        return;
    m_worker.post([files = m_files, fresh](const std::stop_token &) {
        // Five minutes that could not be kept are missing in the budget, which says how much of it is known.
        if (const Status kept = files->budgets.append(fresh); !kept)
            qWarning("%s", qPrintable(kept.error().message));
    });
}

void Keeping::writeCare(const QJsonObject &event)
{
    m_worker.post([this, files = m_files, event](const std::stop_token &) {
        if (const Status kept = files->care.append(event); !kept)
            Worker::deliver(this, [this, why = kept.error().message] { Q_EMIT failed(why); });
    });
}

} // namespace surgedeck
