// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector.h"

#include "connectors/builtin.h"

#include <QCoreApplication>
#include <QHash>
#include <QSysInfo>

namespace surgedeck {

namespace {

/// Two consoles, and two sources of one console, poll at different phases of the interval.
std::uint32_t phaseOf(const QString &sourceId)
{
    const auto console = QSysInfo::machineUniqueId() + QByteArray::number(QCoreApplication::applicationPid());
    return static_cast<std::uint32_t>(qHash(console) ^ qHash(sourceId));
}

} // namespace

Collector::Collector(std::vector<PreparedSource> sources, const Clock &clock)
    : m_clock(clock)
{
    for (const PreparedSource &source : sources)
        add(source);
}

Collector::~Collector()
{
    // All are told before any is waited for, so that the end takes as long as the slowest and not as all together.
    for (const auto &[id, poller] : m_pollers)
        poller->requestStop();
}

void Collector::add(const PreparedSource &source)
{
    auto created = source.settings ? createSource(*source.settings, m_clock) : Result<SourcePtr>(source.settings.error());
    if (!created) {
        SourceHealth health;
        health.state = SourceState::Down;
        health.error = created.error().message;
        m_stillborn.push_back({m_clock.now(), m_clock.monotonic(), source.id, health});
        return;
    }
    auto poller = std::make_unique<Poller>(
        std::move(created).value(), Poller::Parts{source.id, source.settings->interval, phaseOf(source.id)}, m_clock);
    connect(poller.get(), &Poller::observed, this, &Collector::recorded);
    m_pollers.insert_or_assign(source.id, std::move(poller));
    if (!source.settings->samples)
        m_shared.insert(source.id);
}

void Collector::explain(const QString &asked, Poller::PlanQuestion question)
{
    const auto poller = m_pollers.find(asked);
    if (poller == m_pollers.end())
        return question.done(Error{Error::Kind::Refused, tr("nobody can be asked here: this is not watched now")});
    poller->second->explain(std::move(question));
}

void Collector::hold()
{
    for (const QString &id : m_shared)
        m_pollers.at(id)->hold();
}

void Collector::goOn()
{
    for (const QString &id : m_shared)
        m_pollers.at(id)->goOn();
}

void Collector::start()
{
    if (!m_stillborn.empty())
        Q_EMIT recorded(m_stillborn);
    for (const auto &[id, poller] : m_pollers)
        poller->start();
}

} // namespace surgedeck
