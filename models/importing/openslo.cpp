// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSLO specification, openslo/v1: a SLO with its indicator inline, ratioMetric, PromQL queries.
#include "models/importing/foreign.h"
#include "models/importing/imported.h"
#include "models/importing/slotext.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

class OpenSloImport
{
public:
    explicit OpenSloImport(const QString &file)
        : m_notes(file)
    {
    }

    Imported read(const QByteArray &text, const QString &file)
    {
        const auto root = readYaml(text, foreignLimits, m_notes);
        if (!root)
            return {{}, m_notes.sorted()};
        ForeignMap document(*root, QStringLiteral("the file"), m_notes);
        const QString kind = document.text("kind");
        document.ignore("apiVersion");
        ForeignMap metadata = document.map("metadata");
        m_name = metadata.text("displayName").isEmpty() ? metadata.text("name") : metadata.text("displayName");
        m_id = metadata.text("name");
        ForeignMap spec = document.map("spec");
        document.noteOthers();
        beginWorkspace(m_yaml, m_name.isEmpty() ? QStringLiteral("Imported from OpenSLO") : m_name, file);
        m_yaml.open(0, QStringLiteral("slos"));
        if (kind == QLatin1String("SLO"))
            slo(spec);
        else
            document.note(
                QStringLiteral("a document of kind %1 holds no objective: only SLO is read").arg(inQuotes(kind)));
        if (m_count == 0)
            m_notes.error({1, 1}, "nothing-to-import",
                          QStringLiteral("there is no objective in it that could be used: a SLO of openslo/v1 with a "
                                         "ratioMetric in PromQL is read"));
        return {m_count == 0 ? QString() : m_yaml.text(), m_notes.sorted()};
    }

private:
    void slo(ForeignMap &spec)
    {
        ForeignMap indicator = spec.map("indicator").map("spec");
        spec.leaveBehind("indicatorRef",
                         QStringLiteral("an indicator in another document is not found: write it inline"));
        ForeignMap ratio = indicator.map("ratioMetric");
        indicator.leaveBehind("thresholdMetric", QStringLiteral("only ratioMetric is read"));
        const QString window = timeWindow(spec);
        const bool isCounter = ratio.isTrue("counter");
        for (const char *side : {"total", "good", "bad"}) // both sides in one measure, or their ratio means nothing
            if (ratio.map(side).map("metricSource").map("spec").text("query").contains(QLatin1String("increase(")))
                m_perWindow = QStringLiteral("increase");
        const QString total = query(ratio.map("total"), isCounter);
        const QString good = query(ratio.map("good"), isCounter);
        const QString bad = query(ratio.map("bad"), isCounter);
        ratio.leaveBehind("raw", QStringLiteral("a ratio made elsewhere: give its two counters instead"));
        ratio.ignore("rawType");
        ratio.noteOthers();
        const QString errors = !bad.isEmpty() || good.isEmpty() ? bad : QStringLiteral("(%1) - (%2)").arg(total, good);
        spec.each("objectives", [&](const YamlNode &node) {
            objective(node, {{}, m_name, {}, window, errors, total});
        });
        for (const char *key : {"service", "description"})
            spec.ignore(key);
        if (const QString method = spec.text("budgetingMethod");
            !method.isEmpty() && method != QLatin1String("Occurrences"))
            spec.note(
                QStringLiteral("budgetingMethod %1: the budget is counted in occurrences here").arg(inQuotes(method)));
        spec.leaveBehind("alertPolicies", QStringLiteral("burn-rate alerts are built in"));
        spec.noteOthers();
    }

    QString timeWindow(ForeignMap &spec)
    {
        QString duration;
        spec.each("timeWindow", [&](const YamlNode &node) {
            ForeignMap window(node, QStringLiteral("timeWindow"), m_notes);
            duration = window.text("duration");
            window.ignore("isRolling");
            window.leaveBehind("calendar", QStringLiteral("the window always rolls here"));
            window.noteOthers();
        });
        // Their M is a month and ours a minute.
        static const QRegularExpression months(QStringLiteral("^(\\d+)([MQY])$"));
        if (const auto match = months.match(duration); match.hasMatch()) {
            const int days = match.captured(2) == QLatin1String("M")   ? 30
                             : match.captured(2) == QLatin1String("Q") ? 90
                                                                       : 365;
            duration = QStringLiteral("%1d").arg(match.captured(1).toInt() * days);
            spec.note(QStringLiteral("a window of months is counted as %1").arg(duration));
        }
        return duration.isEmpty() ? QStringLiteral("30d") : duration;
    }

    QString query(ForeignMap side, bool isCounter)
    {
        ForeignMap source = side.map("metricSource");
        ForeignMap spec = source.map("spec");
        const QString text = withWindow(spec.text("query").isEmpty() ? spec.text("promql") : spec.text("query"));
        if (text.isEmpty() || text.contains(QLatin1String("$window")))
            return text;
        static const QRegularExpression range(QStringLiteral("\\[[0-9a-z]+\\]"));
        if (text.contains(range)) {
            source.note(
                QStringLiteral("the fixed range in %1 became $window: burn rates need several").arg(inQuotes(text)));
            return QString(text).replace(range, QStringLiteral("[$window]"));
        }
        static const QRegularExpression selector(QStringLiteral("^[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[^{}]*\\})?$"));
        if (isCounter && selector.match(text).hasMatch()) {
            source.note(QStringLiteral("the counter %1 became a sum over $window").arg(inQuotes(text)));
            return QStringLiteral("sum(%1(%2[$window]))").arg(m_perWindow, text);
        }
        source.note(QStringLiteral("%1 has no range that could be $window").arg(inQuotes(text)));
        return {};
    }

    void objective(const YamlNode &node, ImportedSlo slo)
    {
        ForeignMap target(node, QStringLiteral("objectives"), m_notes);
        if (const QString name = target.text("displayName"); !name.isEmpty())
            slo.name = name;
        slo.objectivePercent = target.text("targetPercent");
        bool isNumber = false;
        if (const double share = target.text("target").toDouble(&isNumber); isNumber)
            slo.objectivePercent = QString::number(share * 100, 'g', 8);
        for (const char *key : {"op", "value", "timeSliceTarget", "timeSliceWindow", "indicator", "compositeWeight"})
            target.leaveBehind(key, QStringLiteral("has no counterpart for a ratio"));
        target.noteOthers();
        if (slo.errors.isEmpty() || slo.total.isEmpty() || slo.objectivePercent.isEmpty())
            return target.note(QStringLiteral("this objective has no pair of queries, or no target"));
        slo.id = m_slugs.make(m_id.isEmpty() ? slo.name : m_id);
        ++m_count;
        writeSlo(m_yaml, slo);
    }

    ProblemList m_notes;
    YamlText m_yaml;
    UniqueSlugs m_slugs;
    QString m_id, m_name;
    QString m_perWindow = QStringLiteral("rate"); ///< what a bare counter is wrapped in
    int m_count = 0;
};

} // namespace

Imported importOpenSlo(const QByteArray &text, const QString &file)
{
    return OpenSloImport(file).read(text, file);
}

} // namespace surgedeck
