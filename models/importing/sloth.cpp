// SPDX-License-Identifier: GPL-3.0-or-later
// Sloth's own format, prometheus/v1, and the Kubernetes resource PrometheusServiceLevel of sloth.slok.dev/v1.
#include "models/importing/foreign.h"
#include "models/importing/imported.h"
#include "models/importing/slotext.h"

namespace surgedeck {

namespace {

/// The same keys in the two spellings of the two forms.
QString either(ForeignMap &map, const char *one, const char *other)
{
    const QString text = map.text(one);
    return text.isEmpty() ? map.text(other) : text;
}

class SlothImport
{
public:
    explicit SlothImport(const QString &file)
        : m_notes(file)
    {
    }

    Imported read(const QByteArray &text, const QString &file)
    {
        const auto root = readYaml(text, foreignLimits, m_notes);
        if (!root)
            return {{}, m_notes.sorted()};
        ForeignMap document(*root, QStringLiteral("the file"), m_notes);
        const bool isResource = document.text("kind") == QLatin1String("PrometheusServiceLevel");
        for (const char *key : {"version", "apiVersion", "metadata"})
            document.ignore(key);
        ForeignMap spec = isResource ? document.map("spec") : document;
        const QString service = spec.text("service");
        spec.leaveBehind("labels",
                         QStringLiteral("burn alerts are named after their objective here"));
        beginWorkspace(m_yaml, service.isEmpty() ? QStringLiteral("Imported from Sloth") : service, file);
        m_yaml.open(0, QStringLiteral("slos"));
        spec.each("slos", [&](const YamlNode &node) { objective(node, service); });
        spec.ignore("version");
        spec.noteOthers();
        if (m_count == 0)
            m_notes.error({1, 1}, "nothing-to-import",
                          QStringLiteral("there is no objective in it that could be used: is this a file of Sloth?"));
        return {m_count == 0 ? QString() : m_yaml.text(), m_notes.sorted()};
    }

private:
    void objective(const YamlNode &node, const QString &service)
    {
        ForeignMap slo(node, QStringLiteral("slos"), m_notes);
        ImportedSlo imported;
        imported.name = slo.text("name");
        imported.id = m_slugs.make(service.isEmpty() ? imported.name : service + QLatin1Char('-') + imported.name);
        imported.objectivePercent = slo.text("objective");
        imported.window = QStringLiteral("30d"); // Sloth's default period; another is a flag of its command line
        indicator(slo.map("sli"), imported);
        slo.ignore("description");
        slo.leaveBehind("labels", QStringLiteral("burn alerts are named after their objective here"));
        alerting(slo.map("alerting"));
        slo.noteOthers();
        if (imported.errors.isEmpty() || imported.objectivePercent.isEmpty())
            return slo.note(
                QStringLiteral("the objective %1 has no queries that could be used").arg(inQuotes(imported.name)));
        ++m_count;
        writeSlo(m_yaml, imported);
    }

    static void indicator(ForeignMap sli, ImportedSlo &imported)
    {
        ForeignMap events = sli.map("events");
        ForeignMap raw = sli.map("raw");
        if (!events.isEmpty()) {
            imported.errors = withWindow(either(events, "error_query", "errorQuery"));
            imported.total = withWindow(either(events, "total_query", "totalQuery"));
        } else if (!raw.isEmpty()) {
            imported.errors = withWindow(either(raw, "error_ratio_query", "errorRatioQuery"));
            imported.total = QStringLiteral("max_over_time(vector(1)[$window:$window])");
            raw.note(QStringLiteral(
                "a ratio has no number of events: its total is 1, so that the budget is counted in time"));
        }
        sli.leaveBehind(
            "plugin",
            QStringLiteral("plugins of Sloth make their queries in code: run Sloth and import what it wrote"));
        sli.noteOthers();
    }

    static void alerting(ForeignMap alerting)
    {
        if (alerting.isEmpty())
            return;
        for (const char *key : {"name", "page_alert", "ticket_alert", "pageAlert", "ticketAlert"})
            alerting.ignore(key);
        for (const char *key : {"labels", "annotations"})
            alerting.leaveBehind(key, QStringLiteral("burn alerts have words of their own here"));
        alerting.noteOthers();
    }

    ProblemList m_notes;
    YamlText m_yaml;
    UniqueSlugs m_slugs;
    int m_count = 0;
};

} // namespace

Imported importSloth(const QByteArray &text, const QString &file)
{
    return SlothImport(file).read(text, file);
}

} // namespace surgedeck
