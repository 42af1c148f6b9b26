// SPDX-License-Identifier: GPL-3.0-or-later
// bench_scrub SOURCE [HOURS]: makes a recording of 24 hours out of a shorter one of a real shop, again and again with
// later times, opens it in the replay view, and scrubs: twenty presses anywhere, and from each fifteen short drags to
// and fro; until the panels are painted.
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

#include <algorithm>
#include <cstdio>
#include <random>

using namespace surgedeck;
using namespace Qt::StringLiterals;

namespace {

constexpr int presses = 20, dragsOfEach = 15;
constexpr qint64 longestDragMs = 120'000;
constexpr int readAtOnce = 2'000;
constexpr Milliseconds between{2'000}; ///< from the end of one round to the beginning of the next

[[noreturn]] void fail(const Error &error)
{
    std::fprintf(stderr, "bench_scrub: %s\n", qPrintable(error.message));
    std::exit(1);
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
    for (Milliseconds at{0}; at < wanted; at += length)
        addRound(*writer, source->reader(), at);
    static_cast<void>(need(writer->finish()));
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
    loop.exec();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc < 2)
        return 2;
    const int hours = argc > 2 ? std::atoi(argv[2]) : 24;
    const QTemporaryDir directory;
    const QString day = directory.filePath(u"day.surge"_s);
    makeDay(QString::fromLocal8Bit(argv[1]), day, std::chrono::hours(hours));
    Settings settings{QString()};
    const SystemClock clock;
    const Appearance appearance(settings, clock, ThemeName::Dark);

    QElapsedTimer timer;
    timer.start();
    const auto session = need(ReplaySession::open(day, std::nullopt));
    const double openMs = double(timer.elapsed());
    ReplayView view;
    view.resize(1920, 1000);
    timer.restart();
    view.showRecording(*session);
    view.show();
    if (!session->facts().overview->complete)
        waitFor(*session, &ReplaySession::overviewGrew);
    const double overviewMs = double(timer.elapsed());

    std::mt19937 random(3);
    const qint64 span = (session->facts().ends - session->facts().begins).count();
    QImage screen(view.size(), QImage::Format_ARGB32_Premultiplied);
    const auto goTo = [&](WallTime at) {
        timer.restart();
        session->seek(at);
        waitFor(*session, &ReplaySession::moved);
        view.render(&screen);
        return double(timer.nsecsElapsed()) / 1e6;
    };
    std::vector<double> pressed, scrubbed;
    for (int i = 0; i < presses; ++i) {
        pressed.push_back(goTo(session->facts().begins + Milliseconds(qint64(random()) % span)));
        scrubbed.push_back(pressed.back());
        for (int j = 0; j < dragsOfEach; ++j)
            scrubbed.push_back(
                goTo(session->at() + Milliseconds(qint64(random()) % (2 * longestDragMs) - longestDragMs)));
    }
    std::printf("{\"hours\": %d, \"bytes\": %lld, \"open_ms\": %.0f, \"overview_ms\": %.0f, \"scrub_p50_ms\": %.1f, "
                "\"scrub_p95_ms\": %.1f, \"press_p50_ms\": %.1f, \"press_p95_ms\": %.1f}\n",
                hours, static_cast<long long>(QFileInfo(day).size()), openMs, overviewMs, percentile(scrubbed, 0.5),
                percentile(scrubbed, 0.95), percentile(pressed, 0.5), percentile(pressed, 0.95));
    return 0;
}
