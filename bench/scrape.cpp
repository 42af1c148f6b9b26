// SPDX-License-Identifier: GPL-3.0-or-later
// bench_scrape URL TARGETS SERIES WARM POLLS: scrapes URL/0, URL/1 ... as a source of a workspace does, once a second
// of its own clock, WARM times to begin with. Prints the CPU nanoseconds of one sample (fetched, parsed, stored) and
// the resident bytes of one series.
#include "connectors/scrape/scrapesource.h"

#include <QCoreApplication>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

using namespace surgedeck;

namespace {

class HurriedClock final : public Clock
{
public:
    WallTime now() const override { return m_real.now() + m_ahead; }
    MonoTime monotonic() const override { return m_real.monotonic() + m_ahead; }
    void hurry() { m_ahead += Milliseconds{1000}; }

private:
    SystemClock m_real;
    Milliseconds m_ahead{0};
};

double cpuSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

double residentBytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "VmRSS:" && status >> word)
            return std::stod(word) * 1024;
    }
    return 0;
}

SourceSettings settingsFor(const QStringList &arguments, int targets)
{
    SourceSettings settings;
    settings.id = QStringLiteral("bench");
    settings.type = QStringLiteral("metrics");
    settings.samples = std::make_shared<metrics::SharedSamples>();
    for (int target = 0; target < targets; ++target)
        settings.endpoints += QStringLiteral("%1/%2").arg(arguments.at(1)).arg(target);
    return settings;
}

bool poll(ScrapeSource &source, HurriedClock &clock)
{
    const auto result = source.poll({});
    if (!result)
        std::fprintf(stderr, "bench_scrape: %s\n", qPrintable(result.error().message));
    clock.hurry();
    return result.operator bool();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 6)
        return 2;
    HurriedClock clock;
    {
        // What libraries take once is no memory of a series: the peer's is counted from when it runs, too.
        ScrapeSource one(settingsFor(arguments, 1), clock);
        if (!poll(one, clock))
            return 1;
    }
    const SourceSettings settings = settingsFor(arguments, arguments.at(2).toInt());
    const double memoryBefore = residentBytes();
    ScrapeSource source(settings, clock);
    for (int i = 0; i < arguments.at(4).toInt(); ++i) {
        if (!poll(source, clock))
            return 1;
    }
    const auto before = settings.samples->reading().counters().appended;
    const double began = cpuSeconds();
    for (int i = 0; i < arguments.at(5).toInt(); ++i) {
        if (!poll(source, clock))
            return 1;
    }
    const double used = cpuSeconds() - began;
    const auto samples = static_cast<double>(settings.samples->reading().counters().appended - before);
    const double series = arguments.at(2).toDouble() * arguments.at(3).toDouble();
    std::printf("%.1f %.1f %.0f\n", used * 1e9 / samples, (residentBytes() - memoryBefore) / series, samples);
    return 0;
}
