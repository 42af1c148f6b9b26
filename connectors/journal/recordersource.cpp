// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/recordersource.h"

#include "models/base/timetext.h"
#include "models/domain/sourcesettings.h"

#include <QFileInfo>

#include <utility>

namespace surgedeck {

namespace {

constexpr std::chrono::hours reach{1};
constexpr Milliseconds pointEvery{5'000}; // as close as a console keeps what is past
constexpr Milliseconds longestPart{1'000};
constexpr int readAtOnce = 1'000;
constexpr std::size_t mostKeys = 5'000;

} // namespace

Result<SourcePtr> RecorderSource::create(const SourceSettings &settings, const Clock &clock)
{
    if (settings.endpoint.isEmpty())
        return Error{Error::Kind::Config,
                     QStringLiteral("a source of type recorder needs file: the file that `surgedeck record` writes")};
    return SourcePtr(new RecorderSource(settings.endpoint, clock));
}

Status RecorderSource::reopen()
{
    if (m_file && m_file->isGrowing())
        return ok();
    SURGEDECK_TRY(file, RecordingFile::open(m_path));
    m_file = std::move(file);
    return ok();
}

void RecorderSource::take(const JournalEntry &entry)
{
    m_sequence = entry.sequence;
    m_newest = std::max(m_newest.value_or(entry.time), entry.time);
    const bool ofThePast = entry.type == QLatin1String("metric_sample") || entry.type == QLatin1String("changes");
    const bool interesting = (ofThePast && !m_told) || entry.type == QLatin1String("published_health");
    const auto record = interesting ? recordOf(entry) : Result<std::optional<Record>>(std::optional<Record>());
    if (!record || !*record)
        return;
    if (const auto *health = std::get_if<PublishedHealth>(&(*record)->body))
        takeHealth(health->document);
    if (const auto *changes = std::get_if<Changes>(&(*record)->body))
        for (const Change &change : changes->changes)
            m_changes[change.id] = change;
    if (const auto *sample = std::get_if<MetricSample>(&(*record)->body))
        for (const WatchedValue &value : sample->values) {
            if (!value.value || (m_history.size() >= mostKeys && !m_history.contains(value.key)))
                continue;
            std::vector<MetricPoint> &points = m_history[value.key];
            if (points.empty() || sample->evaluatedAt - points.back().time >= pointEvery)
                points.push_back({sample->evaluatedAt, *value.value});
        }
}

void RecorderSource::takeHealth(QJsonObject document)
{
    const QString course = QStringLiteral("course");
    if (document.contains(course))
        m_course = document[course].toObject();
    else if (!m_course.isEmpty())
        document[course] = m_course;
    m_health = std::move(document);
}

/// True once everything that is there was read.
Result<bool> RecorderSource::readOn(std::stop_token stop)
{
    const MonoTime end = m_clock.monotonic() + longestPart;
    JournalRange range;
    range.limit = readAtOnce;
    range.from = m_clock.now() - reach;
    while (m_clock.monotonic() < end) {
        range.afterSequence = m_sequence;
        SURGEDECK_TRY(entries, m_file->reader().read(range, stop));
        for (const JournalEntry &entry : entries)
            take(entry);
        if (entries.empty())
            return true;
    }
    return false;
}

void RecorderSource::tellHistory(PollResult &result)
{
    for (auto &[key, points] : m_history)
        result.observations.push_back(MetricHistory{key, std::move(points), {}});
    if (!m_changes.empty()) {
        Changes changes;
        for (const auto &[id, change] : m_changes)
            changes.changes.push_back(change);
        result.observations.push_back(std::move(changes));
    }
    m_history.clear();
    m_changes.clear();
    m_told = true;
}

Result<PollResult> RecorderSource::poll(std::stop_token stop)
{
    SURGEDECK_CHECK(reopen());
    SURGEDECK_TRY(complete, readOn(std::move(stop)));
    PollResult result;
    if (complete && !m_told)
        tellHistory(result);
    if (complete && m_health)
        result.observations.push_back(PublishedHealth{*std::exchange(m_health, std::nullopt)});
    result.newestSample = m_newest;
    return result;
}

std::vector<DiagnosisStage> RecorderSource::diagnose(std::stop_token stop)
{
    std::vector<DiagnosisStage> stages;
    DiagnosisStage read{QStringLiteral("read"), true, m_path, {}, {}};
    const Status opened = reopen();
    const auto verdict = opened ? m_file->verify(std::nullopt, stop) : Result<RecordingVerdict>(opened.error());
    if (!verdict) {
        read.ok = false;
        read.value = verdict.error().message;
        read.advice = QStringLiteral("start the recorder: surgedeck record WORKSPACE --out %1").arg(m_path);
    } else {
        read.ok = verdict->intact;
        read.value = verdict->intact ? QStringLiteral("%1 records").arg(verdict->records) : verdict->reason;
    }
    stages.push_back(read);
    return stages;
}

} // namespace surgedeck
