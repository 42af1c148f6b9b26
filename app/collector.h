// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/poller.h"
#include "models/domain/sourcesettings.h"

#include <QObject>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace surgedeck {

/// A source of the workspace, ready to be made, or why it can not be.
struct PreparedSource
{
    QString id;
    Result<SourceSettings> settings;
};

/// Keeps every source of a workspace going and hands on what they see, in one stream of records. Lives on the thread of
/// its owner; the sources live on their workers. A source that can not be made is told as down, with the cause.
class Collector final : public QObject
{
    Q_OBJECT
public:
    Collector(std::vector<PreparedSource> sources, const Clock &clock);
    ~Collector() override;

    void start();
    /// Asks no source that can be asked for several consoles, until goOn(): another one does. Also before start().
    void hold();
    void goOn();
    /// Whether one console may ask this source for all. What is scraped is not handed on: every console draws its charts
    /// from samples of its own.
    bool isShared(const QString &sourceId) const { return m_shared.contains(sourceId); }
    /// See Poller::explain; `asked` is the source that is asked. Refused: it does not run.
    void explain(const QString &asked, Poller::PlanQuestion question);

Q_SIGNALS:
    void recorded(const std::vector<surgedeck::Record> &records);

private:
    void add(const PreparedSource &source);

    const Clock &m_clock;
    std::map<QString, std::unique_ptr<Poller>> m_pollers;
    std::vector<Record> m_stillborn;
    std::set<QString> m_shared;
};

} // namespace surgedeck
