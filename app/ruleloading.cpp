// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ruleloading.h"

#include "app/config.h"
#include "app/verbs/rulefiles.h"
#include "models/rules/liverules.h"
#include "models/rules/remoterules.h"

#include <algorithm>

namespace surgedeck {

namespace {

rules::RuleSet readRules(const Workspace &workspace, metrics::Compat compat)
{
    rules::RuleSet set;
    set.compat = compat;
    const WorkspaceFolder folder(workspace.file);
    for (const FilePath &glob : workspace.alerts.ruleFiles) {
        const QStringList paths = folder.matches(glob.path);
        if (paths.isEmpty())
            set.faults.emplace_back(glob.path, QStringLiteral("there is no such file"));
        for (const QString &path : paths) {
            const auto bytes = readForeignFile(path);
            if (bytes)
                rules::addRuleFile(set, *bytes, path);
            else
                set.faults.emplace_back(path, bytes.error().message);
        }
    }
    return set;
}

} // namespace

Problems checkRuleFiles(const Workspace &workspace)
{
    Problems problems;
    const WorkspaceFolder folder(workspace.file);
    for (const FilePath &glob : workspace.alerts.ruleFiles)
        for (const QString &path : folder.matches(glob.path)) {
            const auto bytes = readForeignFile(path);
            if (!bytes)
                continue; // that it can not be read is a problem of the workspace, at the line that names it
            const Problems found = rules::readRuleFile(*bytes, path, rules::RuleSyntax::Either).problems;
            problems.insert(problems.end(), found.begin(), found.end());
        }
    return problems;
}

void attachRules(std::vector<PreparedSource> &sources, const Workspace &workspace)
{
    const SourceConfig *config = workspace.alerts.source.isEmpty() ? workspace.defaultMetricSource()
                                                                   : workspace.source(workspace.alerts.source.id);
    if (workspace.alerts.ruleFiles.empty() || !config)
        return;
    const auto source = std::ranges::find(sources, config->id, &PreparedSource::id);
    if (source == sources.end() || !source->settings)
        return;
    SourceSettings &settings = *source->settings;
    rules::RuleSet set = readRules(workspace, settings.promqlCompat == 2 ? metrics::Compat::V2 : metrics::Compat::V3);
    if (settings.samples)
        settings.rules = std::make_shared<rules::LiveRules>(std::move(set), settings.samples);
    else
        settings.rules = std::make_shared<rules::RemoteRules>(std::move(set));
}

} // namespace surgedeck
