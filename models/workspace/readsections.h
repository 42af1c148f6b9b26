// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/workspace.h"
#include "models/yaml/yamlnode.h"

namespace surgedeck {

// One reader for each kind of item of the workspace file. Each reports what is wrong within its item; what concerns
// several items is crosscheck.h's.

SourceConfig readSource(const YamlNode &node, ProblemList &problems);
ProbeStepConfig readProbeStep(const YamlNode &node, ProblemList &problems);
IndicatorConfig readIndicator(const YamlNode &node, ProblemList &problems);
ServiceConfig readService(const YamlNode &node, ProblemList &problems);
SloConfig readSlo(const YamlNode &node, ProblemList &problems);
AlertsConfig readAlerts(const YamlNode &node, ProblemList &problems);
/// Times as in readEvent().
TrafficConfig readTraffic(const YamlNode &node, const QString &timezone, ProblemList &problems);
/// The steps and the bake of a plan, as under `plan:` of a route or in a file of its own.
RouteConfig readPlanOf(const YamlNode &plan, ProblemList &problems);
ActionConfig readAction(const YamlNode &node, ProblemList &problems);
NotifyConfig readNotify(const YamlNode &node, ProblemList &problems);
/// Times without an offset are meant in `timezone`; empty: in the machine's own.
EventConfig readEvent(const YamlNode &node, const QString &timezone, ProblemList &problems);
BoardConfig readBoard(const YamlNode &node, ProblemList &problems);
LinkConfig readLink(const YamlEntry &entry, ProblemList &problems);

/// Values as JSON: quoted scalars are strings, others what JSON would take them for.
QJsonValue toJsonValue(const YamlNode &node);

/// Finds items with the same id.
class UniqueIds
{
public:
    UniqueIds(const char *kind, ProblemList &problems)
        : m_kind(kind)
        , m_problems(problems)
    {
    }
    void add(const YamlNode &item, const QString &id);

private:
    const char *m_kind;
    ProblemList &m_problems;
    std::map<QString, Position> m_seen;
};

} // namespace surgedeck
