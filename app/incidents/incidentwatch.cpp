// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentwatch.h"

#include <QDateTime>
#include <QFileInfo>

namespace surgedeck {

namespace {

constexpr std::chrono::seconds lookEach{1};

/// Changes whenever somebody has written: SQLite writes beside the file first.
std::pair<qint64, qint64> lookAt(const QString &file)
{
    std::pair<qint64, qint64> seen{0, 0};
    for (const char *suffix : {"", "-wal"}) {
        const QFileInfo info(file + QLatin1String(suffix));
        if (!info.exists())
            continue;
        seen.first += info.size();
        seen.second += info.lastModified().toMSecsSinceEpoch();
    }
    return seen;
}

} // namespace

IncidentWatch::IncidentWatch(const QString &workspaceName)
    : m_store(std::make_shared<const IncidentStore>(workspaceName))
    , m_worker(QStringLiteral("incidents"))
{
    m_timer.setInterval(lookEach);
    connect(&m_timer, &QTimer::timeout, this, &IncidentWatch::look);
    m_timer.start();
    look();
}

IncidentWatch::~IncidentWatch()
{
    m_worker.requestStop();
}

void IncidentWatch::look()
{
    const auto seen = lookAt(m_store->log().file());
    if (seen == m_seen)
        return;
    m_seen = seen;
    m_worker.post([this, store = m_store](std::stop_token) {
        const auto book = store->read();
        Worker::deliver(this, [this, book] { take(book); });
    });
}

void IncidentWatch::take(const Result<IncidentBook> &book)
{
    if (!book)
        return Q_EMIT told(tr("The incidents can not be read: %1").arg(book.error().message));
    m_book = *book;
    Q_EMIT changed();
}

void IncidentWatch::declare(const QString &by, const Declaration &declaration)
{
    m_worker.post([this, store = m_store, by, declaration](std::stop_token) {
        const auto id = store->declare(SystemClock(), by, declaration);
        Worker::deliver(this, [this, id] {
            Q_EMIT told(id ? tr("%1 is declared").arg(*id) : tr("Not declared: %1").arg(id.error().message));
            look();
        });
    });
}

void IncidentWatch::add(const QString &id, IncidentStore::Make make)
{
    m_worker.post([this, store = m_store, id, make = std::move(make)](std::stop_token) {
        const auto added = store->add(SystemClock(), id, make);
        Worker::deliver(this, [this, added] {
            Q_EMIT told(added ? tr("Written into %1").arg(*added) : tr("Not written: %1").arg(added.error().message));
            look();
        });
    });
}

void IncidentWatch::close(std::shared_ptr<const Workspace> workspace, const ClosingOrder &order)
{
    m_worker.post([this, workspace = std::move(workspace), order](std::stop_token) {
        const auto closed = closeIncident(*workspace, SystemClock(), order);
        Worker::deliver(this, [this, closed] {
            Q_EMIT told(closed ? tr("%1 is closed and sealed").arg(closed->id)
                               : tr("Not closed: %1").arg(closed.error().message));
            Q_EMIT closeEnded(closed);
            look();
        });
    });
}

} // namespace surgedeck
