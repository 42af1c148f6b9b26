// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/postmortem/deviations.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds lookBack{10 * 60'000};
constexpr Milliseconds changeSpan{60 * 60'000};

struct Subject
{
    QString kind, id, name;
    std::size_t index = 0;
};

Health stateOf(const ReplaySample &sample, const Subject &subject)
{
    const auto &values = subject.kind == QLatin1String("indicator") ? sample.indicators : sample.services;
    return subject.index < values.size() ? values[subject.index].state : Health::Unknown;
}

bool isBad(Health state)
{
    return state >= Health::Attention;
}

std::vector<Subject> subjectsOf(const Workspace &workspace)
{
    std::vector<Subject> subjects;
    for (std::size_t i = 0; i < workspace.indicators.size(); ++i)
        subjects.push_back({QStringLiteral("indicator"), workspace.indicators[i].id, workspace.indicators[i].name, i});
    for (std::size_t i = 0; i < workspace.services.size(); ++i)
        subjects.push_back({QStringLiteral("service"), workspace.services[i].id, workspace.services[i].name, i});
    return subjects;
}

void judge(DeviationOrder &order, const ReplayOverview &overview, const Subject &subject, ReplaySpan span)
{
    bool wasNormal = false;
    for (const ReplaySample &sample : overview.samples) {
        if (sample.at < span.from - lookBack || sample.at > span.until)
            continue;
        const Health state = stateOf(sample, subject);
        wasNormal = wasNormal || state == Health::Normal;
        if (!isBad(state))
            continue;
        if (wasNormal)
            order.first.push_back({subject.kind, subject.id, subject.name, sample.at, state});
        else
            order.alreadyBad.push_back(subject.name);
        return;
    }
}

} // namespace

const QString deviationRule = QStringLiteral("A figure deviates first at the second in which its state, after its "
                                             "hold, became attention or worse, having been normal "
                                             "since ten minutes before the impact began. The change is the last one in "
                                             "the hour before the first deviation. An order in "
                                             "time suggests a cause and proves none.");

DeviationOrder deviationOrder(const ReplayOverview &overview, const Workspace &workspace, ReplaySpan span)
{
    DeviationOrder order;
    for (const Subject &subject : subjectsOf(workspace))
        judge(order, overview, subject, span);
    std::ranges::stable_sort(order.first, {}, &Deviation::at);
    if (order.first.empty())
        return order;
    const WallTime first = order.first.front().at;
    for (const Change &change : overview.changes)
        if (change.at <= first && first - change.at <= changeSpan)
            order.changeBefore = change;
    return order;
}

} // namespace surgedeck
