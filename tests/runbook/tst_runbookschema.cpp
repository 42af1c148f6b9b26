// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/readparts.h"
#include "models/runbook/runbookshapes.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace surgedeck;
using namespace surgedeck::runbook;

namespace {

QStringList sorted(QStringList list)
{
    std::sort(list.begin(), list.end());
    return list;
}

QStringList strings(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue value : array.toArray())
        list << value.toString();
    return list;
}

} // namespace

/// The schema is for editors, the reader decides; what one of them knows and the other does not is a mistake in both.
class TestRunbookSchema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void initTestCase()
    {
        QFile file(QString::fromLocal8Bit(qgetenv("SURGEDECK_SOURCE")) +
                   QStringLiteral("/resources/runbook.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_schema = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!m_schema.isEmpty());
    }

    void keys_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < shapes::all().size(); ++i)
            QTest::newRow(shapes::all().at(i)->name) << static_cast<int>(i);
    }

    void keys()
    {
        QFETCH(int, index);
        const MappingShape &shape = *shapes::all().at(static_cast<std::size_t>(index));
        const QString name = QString::fromLatin1(shape.name).replace(QLatin1Char(' '), QLatin1Char('_'));
        const QJsonObject definitions = m_schema.value("definitions").toObject();
        const QJsonObject schema = &shape == &shapes::file ? m_schema : definitions.value(name).toObject();
        QStringList required;
        for (const ShapeKey &key : shape.keys)
            if (key.need == ShapeKey::Need::Required)
                required << key.name;
        QCOMPARE(sorted(schema.value("properties").toObject().keys()), sorted(shape.keyNames()));
        QCOMPARE(sorted(strings(schema.value("required"))), sorted(required));
        QCOMPARE(schema.value("additionalProperties"), QJsonValue(false));
    }

    void words()
    {
        const QJsonObject definitions = m_schema.value("definitions").toObject();
        const QJsonObject act = definitions.value("act_step").toObject().value("properties").toObject();
        QCOMPARE(strings(definitions.value("action_word").toObject().value("enum")), actionWords());
        QCOMPARE(strings(act.value("session").toObject().value("enum")), sessionWords());
        QStringList kinds;
        for (const QJsonValue step : definitions.value("step").toObject().value("oneOf").toArray())
            kinds << step.toObject()
                         .value("$ref")
                         .toString()
                         .section(QLatin1Char('/'), -1)
                         .section(QLatin1Char('_'), 0, 0);
        QCOMPARE(kinds, stepKindWords());
    }

private:
    QJsonObject m_schema;
};

QTEST_GUILESS_MAIN(TestRunbookSchema)
#include "tst_runbookschema.moc"
