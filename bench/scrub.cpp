// SPDX-License-Identifier: GPL-3.0-or-later
// bench_scrub SOURCE [HOURS [KEPT]]: makes a recording of 24 hours out of a shorter one of a real shop, again and again
// with later times, opens it in the replay view, and scrubs: twenty presses anywhere, and from each fifteen short drags
// to and fro; until the panels are painted. KEPT: a file that the long recording stays in; one that is there is used.
// What it is at is told on standard error; a step that waits for longer than ten minutes ends it with status 1.
#include "app/appearance.h"
#include "app/replay/replaysession.h"
#include "app/settings.h"
#include "app/views/replayview.h"
#include "connectors/journal/recordingfile.h"
#include "connectors/journal/recordingwriter.h"
#include "connectors/journal/seal.h"
#include "models/replay/replay.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QImage>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>

#include <sys/resource.h>

using namespace surgedeck;
using namespace Qt::StringLiterals;

namespace {

constexpr int presses = 20, dragsOfEach = 15;
constexpr qint64 longestDragMs = 120'000;
constexpr int readAtOnce = 2'000;
constexpr Milliseconds between{2'000}; ///< from the end of one round to the beginning of the next
constexpr std::chrono::minutes longestWait{10};

[[noreturn]] void fail(const Error &error)
{
    std::fprintf(stderr, "bench_scrub: %s\n", qPrintable(error.message));
    std::exit(1);
}

void tell(const QString &what)
{
    std::fprintf(stderr, "bench_scrub: %s\n", qPrintable(what));
}

template <typename Value>
Value need(Result<Value> result)
{
    if (!result)
        fail(result.error());
    return std::move(result).value();
}

bool isOfTheFile(const QString &type)
{
    return type.startsWith(u"journal.") && type != openedType;
}

/// One round: every entry of the source, `later` than it was. The first round brings the workspace.
void addRound(RecordingWriter &writer, JournalReader &source, Milliseconds later)
{
    JournalRange range;
    range.limit = readAtOnce;
    while (true) {
        const auto entries = need(source.read(range, {}));
        if (entries.empty())
            return;
        range.afterSequence = entries.back().sequence;
        for (JournalEntry entry : entries) {
            if (isOfTheFile(entry.type) || (entry.type == openedType && later > Milliseconds{0}))
                continue;
            entry.time += later;
            entry.monotonic += later;
            if (const Status added = writer.add(entry); !added)
                fail(added.error());
        }
    }
}

void makeDay(const QString &from, const QString &to, Milliseconds wanted)
{
    const auto source = need(RecordingFile::open(from));
    const auto replay = need(Replay::open(source->reader(), {}));
    const Milliseconds length = replay->ends() - replay->begins() + between;
    const auto writer = need(RecordingWriter::create(to, need(SigningKey::at(to + u".key"_s))));
    for (Milliseconds at{0}; at < wanted; at += length) {
        addRound(*writer, source->reader(), at);
        tell(u"%1 of %2 minutes are made"_s.arg((at + length) / std::chrono::minutes(1))
                 .arg(wanted / std::chrono::minutes(1)));
    }
    static_cast<void>(need(writer->finish()));
}

struct Costs
{
    double wallMs = 0, processorMs = 0; ///< processor: of all threads
};

/// From its making to now.
class Meter
{
public:
    Meter()
        : m_began(std::clock())
    {
        m_timer.start();
    }
    Costs costs() const
    {
        return {double(m_timer.nsecsElapsed()) / 1e6, 1e3 * double(std::clock() - m_began) / CLOCKS_PER_SEC};
    }

private:
    QElapsedTimer m_timer;
    std::clock_t m_began;
};

struct Scrub
{
    std::vector<double> all, pressed, painted, processor; ///< milliseconds
};

long residentMiB()
{
    struct rusage usage
    {
    };
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

void waitFor(ReplaySession &session, void (ReplaySession::*signal)())
{
    QEventLoop loop;
    QObject::connect(&session, signal, &loop, &QEventLoop::quit);
    QObject::connect(&session, &ReplaySession::failed, &loop, [](const QString &why) {
        fail({Error::Kind::Protocol, why});
    });
    QTimer::singleShot(longestWait, &loop, [] { fail({Error::Kind::Timeout, u"nothing came of it"_s}); });
    loop.exec();
}

struct Looked
{
    Costs tracks, all;
};

/// Until the tracks are drawn to their end, and until the overview is complete.
Looked lookAtAll(ReplaySession &session, ReplayView &view)
{
    const Meter looking;
    view.showRecording(session);
    view.show();
    const auto overview = [&session]() -> const ReplayOverview & { return *session.facts().overview; };
    const auto goneThrough = [&] {
        return overview().complete ||
               (!overview().samples.empty() && overview().samples.back().at > session.facts().ends - between);
    };
    while (!goneThrough())
        waitFor(session, &ReplaySession::overviewGrew);
    const Costs tracks = looking.costs();
    tell(u"tracks are complete after %1 ms"_s.arg(tracks.wallMs));
    while (!overview().complete)
        waitFor(session, &ReplaySession::overviewGrew);
    return {tracks, looking.costs()};
}

Scrub scrubThrough(ReplaySession &session, ReplayView &view)
{
    std::mt19937 random(3);
    const qint64 span = (session.facts().ends - session.facts().begins).count();
    QImage screen(view.size(), QImage::Format_ARGB32_Premultiplied);
    Scrub scrub;
    const auto goTo = [&](WallTime at) {
        const Meter whole;
        session.seek(at);
        waitFor(session, &ReplaySession::moved);
        const Meter painting;
        view.render(&screen);
        scrub.painted.push_back(painting.costs().wallMs);
        scrub.all.push_back(whole.costs().wallMs);
        scrub.processor.push_back(whole.costs().processorMs);
    };
    for (int i = 0; i < presses; ++i) {
        goTo(session.facts().begins + Milliseconds(qint64(random()) % span));
        scrub.pressed.push_back(scrub.all.back());
        for (int j = 0; j < dragsOfEach; ++j)
            goTo(session.at() + Milliseconds(qint64(random()) % (2 * longestDragMs) - longestDragMs));
    }
    return scrub;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc < 2)
        return 2;
    const int hours = argc > 2 ? std::atoi(argv[2]) : 24;
    const QTemporaryDir directory;
    const QString day = argc > 3 ? QString::fromLocal8Bit(argv[3]) : directory.filePath(u"day.surge"_s);
    if (!QFileInfo::exists(day))
        makeDay(QString::fromLocal8Bit(argv[1]), day, std::chrono::hours(hours));
    Settings settings{QString()};
    const SystemClock clock;
    const Appearance appearance(settings, clock, ThemeName::Dark);

    const Meter opening;
    const auto session = need(ReplaySession::open(day, std::nullopt));
    const Costs opened = opening.costs();
    ReplayView view;
    view.resize(1920, 1000);
    tell(u"open after %1 ms, %2 MiB"_s.arg(opened.wallMs).arg(residentMiB()));
    const auto [tracks, looked] = lookAtAll(*session, view);
    tell(u"the overview is complete after %1 ms, %2 MiB"_s.arg(looked.wallMs).arg(residentMiB()));
    const Scrub scrub = scrubThrough(*session, view);
    std::printf("{\"hours\": %d, \"bytes\": %lld, \"open_ms\": %.0f, \"open_cpu_ms\": %.0f, \"tracks_ms\": %.0f, "
                "\"tracks_cpu_ms\": %.0f, \"overview_ms\": %.0f, "
                "\"overview_cpu_ms\": %.0f, \"scrub_p50_ms\": %.1f, \"scrub_p95_ms\": %.1f, \"press_p50_ms\": %.1f, "
                "\"press_p95_ms\": %.1f, \"paint_p50_ms\": %.1f, \"scrub_cpu_p50_ms\": %.1f, \"scrub_cpu_p95_ms\": "
                "%.1f, \"resident_mib\": %ld}\n",
                hours, static_cast<long long>(QFileInfo(day).size()), opened.wallMs, opened.processorMs, tracks.wallMs,
                tracks.processorMs, looked.wallMs, looked.processorMs, percentile(scrub.all, 0.5),
                percentile(scrub.all, 0.95), percentile(scrub.pressed, 0.5), percentile(scrub.pressed, 0.95),
                percentile(scrub.painted, 0.5), percentile(scrub.processor, 0.5), percentile(scrub.processor, 0.95),
                residentMiB());
    return 0;
}
