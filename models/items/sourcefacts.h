// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/workspace.h"

#include <utility>

namespace surgedeck {

/// Where a source is, without any secret: "db1.example:5432", "/run/lb.sock"; several with commas.
QString addressOf(const SourceConfig &source);

/// What the workspace file says of a source, as label and value; of secrets only where they come from.
std::vector<std::pair<QString, QString>> sourceFacts(const Workspace &workspace, const SourceConfig &source);

/// What the screens lose while a source is not seen, one sentence each: "Figures: Checkout success, Orders".
QStringList whatDependsOn(const Workspace &workspace, const SourceConfig &source);

/// "ask for it: GRANT PROCESS ON *.* TO x" taken apart into what a person reads and what an administrator runs. Without
/// a statement everything is words.
struct Advice
{
    QString words;
    QString statement;
    bool operator==(const Advice &) const = default;
};
Advice adviceOf(const QString &text);

} // namespace surgedeck
