// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importing/imported.h"
#include "models/importing/yamltext.h"
#include "models/workspace/workspacereader.h"
#include "models/yaml/yamlnode.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QTest>

using namespace surgedeck;

namespace {

using Import = Imported (*)(const QByteArray &, const QString &);

QByteArray contents(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString lines(const Problems &problems)
{
    QStringList all;
    for (const Problem &problem : problems)
        all << toLine(problem);
    return all.join(QLatin1Char('\n'));
}

} // namespace

class TestImporting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aFileOfAnotherToolBecomesAWorkspace_data()
    {
        QTest::addColumn<Import>("import");
        QTest::addColumn<QString>("file");
        QTest::newRow("prometheus") << Import(importPrometheus) << "prometheus.yml";
        QTest::newRow("grafana") << Import(importGrafana) << "dashboard.json";
        QTest::newRow("sloth") << Import(importSloth) << "sloth.yml";
        QTest::newRow("openslo") << Import(importOpenSlo) << "openslo.yml";
    }

    /// Compared with a file beside it, and read by the reader of workspaces: what we write must be what we accept.
    void aFileOfAnotherToolBecomesAWorkspace()
    {
        QFETCH(Import, import);
        QFETCH(QString, file);
        const Imported imported = import(contents(file), file);
        const QString all = imported.yaml + QStringLiteral("---\n") + lines(imported.notes) + QLatin1Char('\n');
        const QString expected = QString::fromUtf8(contents(file + QStringLiteral(".expected")));
        if (all != expected)
            qInfo().noquote() << all;
        QCOMPARE(all, expected);
        const auto reading = readWorkspace(imported.yaml.toUtf8(), {QStringLiteral("w.yaml"), QStringLiteral("/w.yaml"), {}, nullptr});
        for (const Problem &problem : reading.problems)
            QVERIFY2(problem.level == Problem::Level::Warning || problem.rule == QLatin1String("no-metric-source"), qPrintable(toLine(problem)));
    }

    void aPasswordIsNeverCopied() { QVERIFY(!importPrometheus(contents(QStringLiteral("prometheus.yml")), {}).yaml.contains(QLatin1String("hunter2"))); }

    void whatIsNoSuchFileIsSaidSo_data()
    {
        QTest::addColumn<Import>("import");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("rule");
        QTest::newRow("prometheus, empty") << Import(importPrometheus) << QByteArray() << "empty-file";
        QTest::newRow("prometheus, a list") << Import(importPrometheus) << QByteArray("- a\n") << "nothing-to-import";
        QTest::newRow("prometheus, broken") << Import(importPrometheus) << QByteArray("a: [") << "syntax";
        QTest::newRow("grafana, not JSON") << Import(importGrafana) << QByteArray("{\n\"a\": }") << "syntax";
        QTest::newRow("grafana, deep") << Import(importGrafana) << QByteArray(100'000, '[') << "syntax";
        QTest::newRow("grafana, V2") << Import(importGrafana) << QByteArray(R"({"spec": {"elements": {}}})") << "schema-v2";
        QTest::newRow("grafana, empty") << Import(importGrafana) << QByteArray("{}") << "nothing-to-import";
        QTest::newRow("sloth, other") << Import(importSloth) << QByteArray("a: b\n") << "nothing-to-import";
        QTest::newRow("openslo, other kind") << Import(importOpenSlo) << QByteArray("kind: Service\n") << "nothing-to-import";
    }

    void whatIsNoSuchFileIsSaidSo()
    {
        QFETCH(Import, import);
        QFETCH(QByteArray, text);
        QFETCH(QString, rule);
        const Imported imported = import(text, QStringLiteral("f"));
        QVERIFY(imported.yaml.isEmpty());
        QVERIFY2(lines(imported.notes).contains(QLatin1Char('[') + rule + QLatin1Char(']')), qPrintable(lines(imported.notes)));
    }

    void aScalarReadsBackAsItself_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"plain", "yes", "No", "null", "5", "0x1F", "it's", "a: b", "# c", "-", "- a", "{{x}}", "\"q\"", "a\nb", "tab\there", " lead", "trail ", "%", "@at", "ü", "💥", ""})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void aScalarReadsBackAsItself()
    {
        QFETCH(QString, text);
        ProblemList problems(QStringLiteral("f"));
        const auto root = readYaml((QStringLiteral("k: ") + yamlScalar(text) + QLatin1Char('\n')).toUtf8(), {}, problems);
        QVERIFY(root && problems.isEmpty());
        const YamlNode &value = root->entries.front().value;
        QCOMPARE(value.text, text);
        QCOMPARE(value.kind, YamlNode::Kind::Text);
    }
};

QTEST_GUILESS_MAIN(TestImporting)
#include "tst_importing.moc"
