// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/problem.h"

#include <QByteArray>

namespace surgedeck {

/// What a file of another tool became: a workspace or a part of one, and everything that could not be brought along,
/// each with its place. Nothing is dropped silently: a key that is not understood is a note.
struct Imported
{
    QString yaml;   ///< empty when nothing of it could be used
    Problems notes; ///< errors: the file itself is broken; warnings: left behind or changed
};

/// Pure; any thread; bounded by the limits of the readers. `file` is how notes name it.
/// prometheus.yml: scrape configurations to metrics sources, rule files, Alertmanagers.
Imported importPrometheus(const QByteArray &text, const QString &file);
/// A dashboard in Grafana's classic JSON or the V1 resource that wraps it: panels with PromQL to a board.
Imported importGrafana(const QByteArray &text, const QString &file);
/// Sloth (prometheus/v1, and its Kubernetes form): objectives to slos.
Imported importSloth(const QByteArray &text, const QString &file);
/// OpenSLO (openslo/v1), one document: a ratio objective to a slo.
Imported importOpenSlo(const QByteArray &text, const QString &file);

} // namespace surgedeck
