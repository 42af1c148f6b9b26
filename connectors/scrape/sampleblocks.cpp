// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/sampleblocks.h"

#include "models/metrics/store/block.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 stillComingMs = 12'000; ///< a page counts from its request, and has ten seconds to come
constexpr qint64 shortestBlockMs = 20'000;
constexpr qint64 oneStretchMs = 60'000;       ///< a restart is no gap
constexpr qint64 longestPauseMs = 5 * 60'000; ///< between two calls of keep()
constexpr int mostDamaged = 3;
constexpr metrics::BlockLimits blockLimits{256u << 20, 1'000'000, 500'000'000};

qint64 msOf(WallTime time)
{
    return time.time_since_epoch().count();
}

} // namespace

SampleBlocks::SampleBlocks(QString directory, const SampleBlockLimits &limits)
    : m_directory(std::move(directory))
    , m_limits(limits)
{
}

/// In order of time; of two that begin together the longer first.
std::vector<SampleBlocks::File> SampleBlocks::files() const
{
    static const QRegularExpression name(QStringLiteral("^(\\d{1,15})-(\\d{1,15})\\.samples$"));
    std::vector<File> all;
    for (const QFileInfo &info : QDir(m_directory).entryInfoList({QStringLiteral("*.samples")}, QDir::Files)) {
        const QRegularExpressionMatch match = name.match(info.fileName());
        const File file{info.filePath(), match.captured(1).toLongLong(), match.captured(2).toLongLong(), info.size()};
        if (match.hasMatch() && file.fromMs <= file.toMs)
            all.push_back(file);
    }
    std::ranges::sort(
        all, [](const File &a, const File &b) { return a.fromMs != b.fromMs ? a.fromMs < b.fromMs : a.toMs > b.toMs; });
    return all;
}

QString SampleBlocks::read(const File &file, metrics::SampleStore &store) const
{
    QFile source(file.path);
    if (!source.open(QIODevice::ReadOnly))
        return QStringLiteral("%1 can not be read: %2").arg(file.path, source.errorString());
    const QByteArray bytes = source.read(static_cast<qint64>(blockLimits.mostBytes) + 1);
    // What stood before the damage has its own checksums, and stays.
    const auto summary =
        metrics::readBlock({bytes.constData(), static_cast<std::size_t>(bytes.size())}, store, blockLimits);
    if (summary)
        return {};
    QString aside = file.path + QStringLiteral(".damaged");
    QFile::remove(aside);
    const bool moved = source.rename(aside);
    return QStringLiteral("earlier samples: %1; the file is %2")
        .arg(QString::fromStdString(summary.error().message),
             moved ? QStringLiteral("set aside as %1").arg(aside) : QStringLiteral("%1").arg(file.path));
}

metrics::EarlierSamples SampleBlocks::load(metrics::SampleStore &store, WallTime now) const
{
    std::vector<File> wanted = files();
    const qint64 nowMs = msOf(now);
    // Samples of the future would keep out all that comes until then.
    std::erase_if(wanted,
                  [&](const File &file) { return file.toMs < nowMs - m_limits.loaded.count() || file.toMs > nowMs; });
    qint64 bytes = 0;
    auto first = wanted.end();
    while (first != wanted.begin() && bytes + std::prev(first)->bytes <= m_limits.mostLoadedBytes)
        bytes += (--first)->bytes;
    metrics::EarlierSamples earlier;
    for (; first != wanted.end(); ++first) {
        const QString problem = read(*first, store);
        if (!problem.isEmpty()) {
            earlier.problems.push_back(problem.toStdString());
            continue;
        }
        auto &stretches = earlier.stretches;
        if (!stretches.empty() && first->fromMs - stretches.back().toMs <= oneStretchMs)
            stretches.back().toMs = std::max(stretches.back().toMs, std::int64_t{first->toMs});
        else
            stretches.push_back({first->fromMs, first->toMs});
    }
    return earlier;
}

void SampleBlocks::loadAround(metrics::SampleStore &store, WallTime from, WallTime to) const
{
    qint64 bytes = 0;
    for (const File &file : files()) {
        const bool overlaps = file.toMs >= msOf(from) && file.fromMs <= msOf(to);
        if (!overlaps || bytes + file.bytes > m_limits.mostLoadedBytes)
            continue;
        bytes += file.bytes;
        static_cast<void>(read(file, store));
    }
}

bool SampleBlocks::takeLock()
{
    if (m_lock)
        return true;
    auto lock = std::make_unique<QLockFile>(m_directory + QStringLiteral("/writer.lock"));
    lock->setStaleLockTime(0); // we hold it for days; that of a process which died is taken over all the same
    if (!lock->tryLock(0))
        return false;
    m_lock = std::move(lock);
    return true;
}

Status SampleBlocks::keep(const metrics::SampleStore &store, WallTime began, WallTime now, Keep what)
{
    if (!QDir().mkpath(m_directory))
        return Error{Error::Kind::Config, QStringLiteral("%1 can not be made").arg(m_directory)};
    QFile::setPermissions(m_directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!takeLock())
        return ok();
    const std::vector<File> all = files();
    qint64 fromMs = msOf(began);
    for (const File &file : all)
        if (file.toMs <= msOf(now)) // a clock that was wrong must not end the keeping
            fromMs = std::max(fromMs, file.toMs + 1);
    const qint64 toMs = msOf(now) - (what == Keep::Everything ? 0 : stillComingMs);
    if (toMs - fromMs >= (what == Keep::Everything ? 0 : shortestBlockMs)) {
        // A machine that slept has no samples of that time, and no block may claim them.
        const bool slept = m_keptMs && msOf(now) - *m_keptMs > longestPauseMs;
        if (slept)
            SURGEDECK_CHECK(writeHours(store, {fromMs, std::min(toMs, *m_keptMs + oneStretchMs)}));
        SURGEDECK_CHECK(writeHours(store, {slept ? std::max(fromMs, msOf(now) - oneStretchMs) : fromMs, toMs}));
    }
    m_keptMs = msOf(now);
    SURGEDECK_CHECK(joinHours(msOf(now)));
    dropBeyond(msOf(now));
    return ok();
}

/// No block crosses an hour, so that hours can be put together.
Status SampleBlocks::writeHours(const metrics::SampleStore &store, metrics::Stretch time) const
{
    for (qint64 begin = time.fromMs; begin <= time.toMs;) {
        const qint64 end = std::min(qint64{time.toMs}, (begin / hourMs + 1) * hourMs - 1);
        SURGEDECK_CHECK(write(store, begin, end));
        begin = end + 1;
    }
    return ok();
}

Status SampleBlocks::write(const metrics::SampleStore &store, qint64 fromMs, qint64 toMs) const
{
    const QString path = QStringLiteral("%1/%2-%3.samples").arg(m_directory).arg(fromMs).arg(toMs);
    QSaveFile file(path);
    const auto fail = [&] {
        return Error{Error::Kind::Full, QStringLiteral("cannot write %1: %2").arg(path, file.errorString())};
    };
    if (!file.open(QIODevice::WriteOnly))
        return fail();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const auto summary = metrics::writeBlock(store, {fromMs, toMs}, [&](std::string_view bytes) {
        const auto size = static_cast<qint64>(bytes.size());
        return file.write(bytes.data(), size) == size;
    });
    if (!summary)
        return fail();
    if (summary->samples == 0) {
        file.cancelWriting();
        return ok();
    }
    return file.commit() ? ok() : Status(fail());
}

/// Labels stand once in a block: sixty blocks of a minute take several times the room of one of an hour.
Status SampleBlocks::joinHours(qint64 nowMs) const
{
    std::vector<File> parts;
    const auto hourOf = [](const File &file) { return file.toMs / hourMs; };
    const auto joinParts = [&]() -> Status {
        const bool isWorthIt = parts.size() > 1;
        const Status joined = isWorthIt ? join(parts) : ok();
        parts.clear();
        return joined;
    };
    for (const File &file : files()) {
        // Across a gap nothing is joined: a block claims all the time between its ends.
        const bool goesOn =
            !parts.empty() && hourOf(parts.front()) == hourOf(file) && file.fromMs - parts.back().toMs <= oneStretchMs;
        if (!goesOn)
            SURGEDECK_CHECK(joinParts());
        const bool isPast = (hourOf(file) + 1) * hourMs + stillComingMs < nowMs;
        if (isPast)
            parts.push_back(file);
    }
    return joinParts();
}

Status SampleBlocks::join(const std::vector<File> &parts) const
{
    metrics::StoreLimits limits;
    limits.retentionMs = 2 * hourMs;
    metrics::SampleStore store(limits);
    qint64 toMs = 0;
    for (const File &part : parts) {
        toMs = std::max(toMs, part.toMs);
        if (const QString problem = read(part, store); !problem.isEmpty())
            qWarning("%s", qPrintable(problem));
    }
    SURGEDECK_CHECK(write(store, parts.front().fromMs, toMs));
    const QString joined = QStringLiteral("%1/%2-%3.samples").arg(m_directory).arg(parts.front().fromMs).arg(toMs);
    // A crash before this leaves samples twice, which is once when they are read; the next time finishes it.
    for (const File &part : parts)
        if (part.path != joined)
            QFile::remove(part.path);
    return ok();
}

void SampleBlocks::dropBeyond(qint64 nowMs) const
{
    const QDir directory(m_directory);
    qint64 bytes = 0;
    std::vector<File> all = files();
    for (auto file = all.rbegin(); file != all.rend(); ++file) {
        bytes += file->bytes;
        if (bytes > m_limits.mostBytes || file->toMs < nowMs - m_limits.keep.count())
            QFile::remove(file->path);
    }
    const QFileInfoList damaged = directory.entryInfoList({QStringLiteral("*.damaged")}, QDir::Files, QDir::Time);
    for (qsizetype i = mostDamaged; i < damaged.size(); ++i)
        QFile::remove(damaged[i].filePath());
    // What a crash left of a file that was being written: we are the only one who writes.
    for (const QFileInfo &rest : directory.entryInfoList({QStringLiteral("*.samples.??????")}, QDir::Files))
        QFile::remove(rest.filePath());
}

} // namespace surgedeck
