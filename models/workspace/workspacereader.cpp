// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/workspacereader.h"

#include "models/workspace/checks.h"
#include "models/workspace/eventtime.h"
#include "models/workspace/readsections.h"
#include "models/workspace/readvalues.h"
#include "models/workspace/secrets.h"
#include "models/workspace/shapes.h"
#include "models/workspace/withoutsecrets.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

constexpr int formatVersion = 1;

void readVersion(const Fields &fields)
{
    const auto version = fields.integer("version", {0, 1'000'000});
    if (version && *version != formatVersion)
        fields.problems().error(
            fields.at("version"), "bad-version",
            QStringLiteral("version %1 of the file is not known to this program: it reads version %2")
                .arg(*version)
                .arg(formatVersion));
}

void readTimezone(const Fields &fields, Workspace &workspace)
{
    const QString zone = fields.text("timezone");
    if (zone.isEmpty() || isTimeZone(zone)) {
        workspace.timezone = zone;
        return;
    }
    const QString meant = nearestTimeZone(zone);
    fields.problems().error(fields.at("timezone"), "bad-timezone",
                            QStringLiteral("%1 is no time zone%2")
                                .arg(inQuotes(zone), meant.isEmpty()
                                                         ? QStringLiteral(" (write Europe/Vienna or UTC)")
                                                         : QStringLiteral(": did you mean %1?").arg(inQuotes(meant))));
}

void readCurrency(const Fields &fields, Workspace &workspace)
{
    static const QRegularExpression code(QStringLiteral("^[A-Z]{3}$"));
    workspace.currency = fields.text("currency");
    if (workspace.currency.isEmpty() || code.match(workspace.currency).hasMatch())
        return;
    const QString upper = workspace.currency.toUpper();
    fields.problems().error(
        fields.at("currency"), "bad-currency",
        QStringLiteral("%1 is no currency: three capital letters (ISO 4217)%2")
            .arg(inQuotes(workspace.currency),
                 code.match(upper).hasMatch() ? QStringLiteral(": did you mean %1?").arg(inQuotes(upper)) : QString()));
}

void readHead(const Fields &fields, Workspace &workspace)
{
    readVersion(fields);
    workspace.name = fields.text("name");
    workspace.environment = fields.text("environment");
    const QString word = workspace.environment.trimmed().toLower();
    workspace.production = word.isEmpty() || word.startsWith(QLatin1String("prod")) || word == QLatin1String("live");
    if (!fields.has("name"))
        fields.problems().warn({1, 1}, "no-name", QStringLiteral("the workspace has no name"));
    if (!fields.has("environment"))
        fields.problems().warn({1, 1}, "no-environment",
                               QStringLiteral("the environment is not named: it is treated as production"));
    readTimezone(fields, workspace);
    readCurrency(fields, workspace);
    workspace.store = readTemplate(fields, "store");
    workspace.promqlCompat = fields.integer("promql_compat", {2, 3}).value_or(workspace.promqlCompat);
}

/// A list of items with ids, each read by `read`.
template <typename Item>
void readItems(const Fields &fields, const char *key, const char *kind, std::vector<Item> &items,
               Item (*read)(const YamlNode &, ProblemList &))
{
    UniqueIds ids(kind, fields.problems());
    fields.list(key, [&](const YamlNode &node) {
        items.push_back(read(node, fields.problems()));
        if constexpr (requires { items.back().id; })
            ids.add(node, items.back().id);
    });
}

void readDimensions(const Fields &fields, Workspace &workspace)
{
    fields.list("dimensions", [&](const YamlNode &node) {
        const auto label = readText(node, fields.problems());
        if (!label)
            return;
        if (!isLabelName(*label))
            fields.problems().error(node.at, "bad-label",
                                    QStringLiteral("%1 can not be the name of a label").arg(inQuotes(*label)));
        workspace.dimensions << *label;
    });
}

void readRunbookDirs(const Fields &fields, Workspace &workspace)
{
    if (const YamlNode *node = fields.find("runbooks"))
        workspace.runbookDirs = readPaths(Fields(*node, shapes::runbooks, fields.problems()), "dirs");
}

void readSections(const Fields &fields, Workspace &workspace)
{
    ProblemList &problems = fields.problems();
    readItems(fields, "sources", "source", workspace.sources, readSource);
    readItems(fields, "indicators", "indicator", workspace.indicators, readIndicator);
    readItems(fields, "services", "service", workspace.services, readService);
    readItems(fields, "slos", "slo", workspace.slos, readSlo);
    readItems(fields, "actions", "action", workspace.actions, readAction);
    readItems(fields, "boards", "board", workspace.boards, readBoard);
    readItems(fields, "notify", "notify", workspace.notify, readNotify);
    if (const YamlNode *alerts = fields.find("alerts"))
        workspace.alerts = readAlerts(*alerts, problems);
    if (const YamlNode *traffic = fields.find("traffic"))
        workspace.traffic = readTraffic(*traffic, workspace.timezone, problems);
    readDimensions(fields, workspace);
    readRunbookDirs(fields, workspace);
    fields.map("links", [&](const YamlEntry &entry) { workspace.links.push_back(readLink(entry, problems)); });
    fields.list("events", [&](const YamlNode &node) {
        workspace.events.push_back(readEvent(node, workspace.timezone, problems));
    });
}

void warnOfMissingTypes(const Workspace &workspace, const QStringList &available, ProblemList &problems)
{
    for (const SourceConfig &source : workspace.sources)
        if (!available.isEmpty() && !source.type.isEmpty() && !available.contains(source.type))
            problems.warn(source.at, "type-not-available",
                          QStringLiteral("this version does not read sources of type %1 yet: %2 stays unknown")
                              .arg(source.type, inQuotes(source.id)));
}

} // namespace

WorkspaceReading readWorkspace(const QByteArray &text, const WorkspaceOptions &options)
{
    WorkspaceReading reading;
    ProblemList problems(options.file);
    const auto root = readYaml(text, {}, problems);
    if (root) {
        reading.workspace.file = options.path;
        const Fields fields(*root, shapes::workspace, problems);
        readHead(fields, reading.workspace);
        readSections(fields, reading.workspace);
        reading.workspace.withoutSecrets = withoutSecrets(toJsonValue(*root).toObject());
        if (!fields.has("sources"))
            problems.warn({1, 1}, "no-sources",
                          QStringLiteral("the workspace has no sources: there is nothing to watch"));
        checkReferences(reading.workspace, knownRunbooks(reading.workspace, options.surroundings), problems);
        checkConnections(reading.workspace, problems);
        warnOfMissingTypes(reading.workspace, options.sourceTypes, problems);
        if (options.surroundings != nullptr)
            checkSurroundings(reading.workspace, *options.surroundings, problems);
    }
    reading.problems = problems.sorted();
    return reading;
}

} // namespace surgedeck
