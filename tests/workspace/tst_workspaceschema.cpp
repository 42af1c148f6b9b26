// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/readvalues.h"
#include "models/workspace/shapes.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace surgedeck;

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

/// Every `$ref` below a value.
void collectReferences(const QJsonValue &value, QStringList &references)
{
    for (const QJsonValue item : value.toArray())
        collectReferences(item, references);
    const QJsonObject object = value.toObject();
    if (object.contains("$ref"))
        references << object.value("$ref").toString();
    for (const QJsonValue item : object)
        collectReferences(item, references);
}

} // namespace

/// The schema is for editors, the reader decides; what one of them knows and the other does not is a mistake in both.
class TestWorkspaceSchema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void initTestCase()
    {
        QFile file(QString::fromLocal8Bit(qgetenv("SURGEDECK_SOURCE")) +
                   QStringLiteral("/resources/workspace.schema.json"));
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
        const QJsonObject schema = &shape == &shapes::workspace ? m_schema : definitions().value(name).toObject();
        QStringList required;
        for (const ShapeKey &key : shape.keys)
            if (key.need == ShapeKey::Need::Required)
                required << key.name;
        QCOMPARE(sorted(schema.value("properties").toObject().keys()), sorted(shape.keyNames()));
        QCOMPARE(sorted(strings(schema.value("required"))), sorted(required));
        QCOMPARE(schema.value("additionalProperties"), QJsonValue(false));
    }

    void everySourceTypeIsThere()
    {
        const QJsonObject source = definitions().value("source").toObject();
        QCOMPARE(strings(source.value("properties").toObject().value("type").toObject().value("enum")),
                 shapes::sourceTypeNames());
        QStringList readTypes;
        for (const QJsonValue rule : source.value("allOf").toArray())
            readTypes << rule.toObject().value("then").toObject().value("$ref").toString().section(QLatin1Char('/'),
                                                                                                   -1);
        QStringList shapeNames;
        for (const MappingShape *shape : shapes::all())
            if (QByteArray(shape->name).endsWith(" source"))
                shapeNames << QString::fromLatin1(shape->name).replace(QLatin1Char(' '), QLatin1Char('_'));
        QCOMPARE(sorted(readTypes), sorted(shapeNames));
    }

    void everyUnitIsThere()
    {
        const QJsonObject unit =
            definitions().value("indicator").toObject().value("properties").toObject().value("unit").toObject();
        QCOMPARE(strings(unit.value("anyOf").toArray().at(0).toObject().value("enum")), knownUnits());
    }

    void everyReferenceLeadsSomewhere()
    {
        QStringList references;
        collectReferences(m_schema, references);
        QVERIFY(references.size() > 50);
        for (const QString &reference : references)
            QVERIFY2(definitions().contains(reference.section(QLatin1Char('/'), -1)), qPrintable(reference));
    }

private:
    QJsonObject definitions() const { return m_schema.value("definitions").toObject(); }

    QJsonObject m_schema;
};

QTEST_GUILESS_MAIN(TestWorkspaceSchema)
#include "tst_workspaceschema.moc"
