// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/sharedsamples.h"
#include "models/workspace/workspace.h"

#include <QStringList>

namespace surgedeck {

/// What may stand at the cursor of a PromQL text: names of labels inside braces, else functions and metrics. Each list
/// is sorted and bounded.
struct ExploreTerms
{
    QStringList metrics, labels, functions;
};

/// Names from what is scraped (a pass over the index, not the samples), and from the expressions of the workspace.
ExploreTerms exploreTerms(const Workspace &workspace, const metrics::SharedSamples *samples);

/// The word before `cursor`, and where it begins.
struct WordAtCursor
{
    QString word;
    int begin = 0;
    bool inBraces = false; ///< of a selector: a label is meant
};
WordAtCursor wordAt(const QString &expression, int cursor);

} // namespace surgedeck
