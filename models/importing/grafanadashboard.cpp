// SPDX-License-Identifier: GPL-3.0-or-later
// Grafana's dashboard JSON: the classic model, and the V1 resource that holds one below `spec`.
#include "models/importing/foreign.h"
#include "models/importing/imported.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <map>

namespace surgedeck {

namespace {

constexpr int gridColumns = 24; // of Grafana's layout
constexpr int boardColumns = 4;
constexpr qsizetype mostBytes = 16 * 1024 * 1024;
constexpr int deepest = 4; // rows in rows do not exist; a hostile file has them

/// Grafana's unit ids that mean one of ours. Others stay as they are: any word is shown.
QString unitWord(const QString &unit)
{
    static const std::map<QString, QString> words = {
        {QStringLiteral("percent"), QStringLiteral("percent")},
        {QStringLiteral("percentunit"), QStringLiteral("ratio")},
        {QStringLiteral("short"), QStringLiteral("count")},
        {QStringLiteral("none"), QString()},
        {QStringLiteral("s"), QStringLiteral("seconds")},
        {QStringLiteral("ms"), QStringLiteral("milliseconds")},
        {QStringLiteral("µs"), QStringLiteral("microseconds")},
        {QStringLiteral("m"), QStringLiteral("minutes")},
        {QStringLiteral("h"), QStringLiteral("hours")},
        {QStringLiteral("d"), QStringLiteral("days")},
        {QStringLiteral("bytes"), QStringLiteral("bytes")},
        {QStringLiteral("decbytes"), QStringLiteral("bytes")},
        {QStringLiteral("Bps"), QStringLiteral("bytes_per_second")},
        {QStringLiteral("binBps"), QStringLiteral("bytes_per_second")},
        {QStringLiteral("bps"), QStringLiteral("bits_per_second")},
        {QStringLiteral("reqps"), QStringLiteral("per_second")},
        {QStringLiteral("ops"), QStringLiteral("per_second")},
        {QStringLiteral("opm"), QStringLiteral("per_minute")},
        {QStringLiteral("cps"), QStringLiteral("per_second")},
        {QStringLiteral("reqpm"), QStringLiteral("per_minute")},
        {QStringLiteral("celsius"), QStringLiteral("celsius")},
        {QStringLiteral("currencyUSD"), QStringLiteral("currency")},
    };
    const auto found = words.find(unit);
    return found == words.end() ? unit : found->second;
}

class GrafanaImport
{
public:
    explicit GrafanaImport(const QString &file)
        : m_notes(file)
    {
    }

    Imported read(const QByteArray &text, const QString &file)
    {
        const auto dashboard = classicModel(text);
        if (!dashboard)
            return {{}, m_notes.sorted()};
        const QString title =
            dashboard->value(QLatin1String("title")).toString(QStringLiteral("Imported from Grafana"));
        readVariables(dashboard->value(QLatin1String("templating")).toObject());
        beginWorkspace(m_yaml, title, file);
        m_yaml.open(0, QStringLiteral("boards"));
        m_yaml.item();
        m_yaml.entry(2, QStringLiteral("id"), UniqueSlugs().make(title));
        m_yaml.entry(2, QStringLiteral("name"), title);
        m_yaml.raw(2, QStringLiteral("columns"), QString::number(boardColumns));
        m_yaml.open(2, QStringLiteral("panels"));
        readPanels(dashboard->value(QLatin1String("panels")).toArray(), 0);
        for (const QJsonValue row : dashboard->value(QLatin1String("rows")).toArray()) // before Grafana 5
            readPanels(row.toObject().value(QLatin1String("panels")).toArray(), 1);
        noteTheRest(*dashboard);
        if (m_panels == 0)
            m_notes.error({1, 1}, "nothing-to-import",
                          QStringLiteral("there is no panel in it with a PromQL expression"));
        return {m_panels == 0 ? QString() : m_yaml.text(), m_notes.sorted()};
    }

private:
    void note(const QString &message) { m_notes.warn({1, 1}, "not-imported", message); }

    std::optional<QJsonObject> classicModel(const QByteArray &text)
    {
        if (text.size() > mostBytes) {
            m_notes.error({1, 1}, "too-large", QStringLiteral("the file is larger than %1 MiB").arg(mostBytes >> 20));
            return std::nullopt;
        }
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(text, &error);
        if (!document.isObject()) {
            const auto before = text.left(error.offset);
            const Position at{static_cast<int>(before.count('\n')) + 1,
                              static_cast<int>(before.size() - before.lastIndexOf('\n'))};
            m_notes.error(at, "syntax",
                          QStringLiteral("the file can not be read as JSON: %1").arg(error.errorString()));
            return std::nullopt;
        }
        QJsonObject dashboard = document.object();
        for (const char *wrapper : {"dashboard", "spec"})
            if (dashboard.value(QLatin1String(wrapper)).isObject())
                dashboard = dashboard.value(QLatin1String(wrapper)).toObject();
        if (dashboard.contains(QLatin1String("elements"))) {
            m_notes.error({1, 1}, "schema-v2",
                          QStringLiteral("this is a dashboard of Grafana's V2 schema: export it as classic JSON"));
            return std::nullopt;
        }
        return dashboard;
    }

    /// A variable stands for what was chosen when the dashboard was saved.
    void readVariables(const QJsonObject &templating)
    {
        for (const QJsonValue value : templating.value(QLatin1String("list")).toArray()) {
            const QJsonObject variable = value.toObject();
            const QString name = variable.value(QLatin1String("name")).toString();
            if (name.isEmpty() || variable.value(QLatin1String("type")).toString() == QLatin1String("datasource"))
                continue;
            m_variables[name] = chosen(variable);
            note(QStringLiteral("the variable %1 became the value that was chosen, %2")
                     .arg(inQuotes(name), inQuotes(m_variables[name])));
        }
    }

    static QString chosen(const QJsonObject &variable)
    {
        const QJsonValue value = variable.value(QLatin1String("current")).toObject().value(QLatin1String("value"));
        QStringList all;
        for (const QJsonValue item : value.isArray() ? value.toArray() : QJsonArray{value})
            all << item.toString();
        if (all.contains(QStringLiteral("$__all")) || all.join(QString()).isEmpty())
            return QStringLiteral(".*");
        return all.size() == 1 ? all.first() : QLatin1Char('(') + all.join(QLatin1Char('|')) + QLatin1Char(')');
    }

    QString substituted(QString expression, const QString &title)
    {
        static const std::pair<QRegularExpression, QString> own[] = {
            {QRegularExpression(QStringLiteral("\\$(\\{__range(:\\w+)?\\}|__range\\b)")), QStringLiteral("1h")},
            {QRegularExpression(QStringLiteral("\\$(\\{__(rate_)?interval(:\\w+)?\\}|__(rate_)?interval\\b)")),
             QStringLiteral("1m")},
        };
        const QString before = expression;
        for (const auto &[pattern, value] : own)
            expression.replace(pattern, value);
        if (expression != before)
            note(QStringLiteral("panel %1: $__interval and $__range became fixed (1m, 1h)").arg(inQuotes(title)));
        for (const auto &[name, value] : m_variables) {
            const QString escaped = QRegularExpression::escape(name);
            expression.replace(
                QRegularExpression(QStringLiteral("\\$\\{%1(:\\w+)?\\}|\\$%1\\b|\\[\\[%1\\]\\]").arg(escaped)), value);
        }
        return expression.simplified();
    }

    void readPanels(const QJsonArray &panels, int depth)
    {
        for (const QJsonValue value : panels) {
            const QJsonObject panel = value.toObject();
            const QJsonArray inner = panel.value(QLatin1String("panels")).toArray();
            if (!inner.isEmpty() && depth < deepest)
                readPanels(inner, depth + 1);
            else if (panel.value(QLatin1String("type")).toString() != QLatin1String("row"))
                readPanel(panel);
        }
    }

    void readPanel(const QJsonObject &panel)
    {
        const QString title = panel.value(QLatin1String("title")).toString();
        const QString type = panel.value(QLatin1String("type")).toString();
        QList<QJsonObject> targets;
        for (const QJsonValue value : panel.value(QLatin1String("targets")).toArray()) {
            const QJsonObject target = value.toObject();
            if (target.value(QLatin1String("expr")).toString().trimmed().isEmpty())
                note(QStringLiteral("panel %1: a query that is not PromQL was left behind").arg(inQuotes(title)));
            else if (!target.value(QLatin1String("hide")).toBool())
                targets << target;
        }
        if (targets.isEmpty())
            return note(QStringLiteral("panel %1 of type %2 has no PromQL and was left behind")
                            .arg(inQuotes(title), inQuotes(type)));
        if (!QStringList{QStringLiteral("timeseries"), QStringLiteral("graph"), QString()}.contains(type))
            note(
                QStringLiteral("panel %1 of type %2 is drawn as lines over time").arg(inQuotes(title), inQuotes(type)));
        if (!panel.value(QLatin1String("transformations")).toArray().isEmpty())
            note(QStringLiteral("panel %1: transformations were left behind").arg(inQuotes(title)));
        if (!panel.value(QLatin1String("repeat")).toString().isEmpty())
            note(QStringLiteral("panel %1 is not repeated for each value of a variable").arg(inQuotes(title)));
        writePanel(panel, title, targets);
    }

    void writePanel(const QJsonObject &panel, const QString &title, const QList<QJsonObject> &targets)
    {
        ++m_panels;
        m_yaml.item();
        m_yaml.entry(4, QStringLiteral("title"), title.isEmpty() ? QStringLiteral("Panel %1").arg(m_panels) : title);
        const QJsonObject defaults =
            panel.value(QLatin1String("fieldConfig")).toObject().value(QLatin1String("defaults")).toObject();
        const QString unit = unitWord(defaults.value(QLatin1String("unit")).toString());
        if (!unit.isEmpty())
            m_yaml.entry(4, QStringLiteral("unit"), unit);
        const int width =
            panel.value(QLatin1String("gridPos")).toObject().value(QLatin1String("w")).toInt(gridColumns / 2);
        m_yaml.raw(
            4, QStringLiteral("width"),
            QString::number(std::clamp((width * boardColumns + gridColumns / 2) / gridColumns, 1, boardColumns)));
        if (!defaults.value(QLatin1String("thresholds")).toObject().value(QLatin1String("steps")).toArray().isEmpty() &&
            defaults.value(QLatin1String("thresholds")).toObject().value(QLatin1String("steps")).toArray().size() > 1)
            note(QStringLiteral("panel %1: thresholds were left behind; write `objective` where a limit is meant")
                     .arg(inQuotes(title)));
        m_yaml.open(4, QStringLiteral("series"));
        for (const QJsonObject &target : targets) {
            m_yaml.item();
            m_yaml.entry(6, QStringLiteral("expr"), substituted(target.value(QLatin1String("expr")).toString(), title));
            const QString legend = target.value(QLatin1String("legendFormat")).toString();
            if (!legend.isEmpty() && legend != QLatin1String("__auto"))
                m_yaml.entry(6, QStringLiteral("name"), legend.simplified());
        }
    }

    void noteTheRest(const QJsonObject &dashboard)
    {
        if (!dashboard.value(QLatin1String("links")).toArray().isEmpty())
            note(QStringLiteral("links of the dashboard were left behind"));
        for (const QJsonValue value :
             dashboard.value(QLatin1String("annotations")).toObject().value(QLatin1String("list")).toArray())
            if (!value.toObject().value(QLatin1String("builtIn")).toInt())
                note(QStringLiteral("the annotations %1 were left behind: changes have a panel of their own")
                         .arg(inQuotes(value.toObject().value(QLatin1String("name")).toString())));
    }

    ProblemList m_notes;
    YamlText m_yaml;
    std::map<QString, QString> m_variables;
    int m_panels = 0;
};

} // namespace

Imported importGrafana(const QByteArray &text, const QString &file)
{
    return GrafanaImport(file).read(text, file);
}

} // namespace surgedeck
