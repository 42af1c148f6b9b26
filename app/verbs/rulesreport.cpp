// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/rulesreport.h"

#include "models/base/safetext.h"
#include "models/metrics/quoting.h"
#include "models/report/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

using rules::TestFailure;
using rules::TestItem;

QString safe(const std::string &text)
{
    return SafeText::of(QString::fromStdString(text)).singleLine();
}

QString ruleOf(TestFailure::Kind kind)
{
    switch (kind) {
    case TestFailure::Kind::Series:
        return QStringLiteral("input-series");
    case TestFailure::Kind::Rule:
        return QStringLiteral("rule-evaluation");
    case TestFailure::Kind::Alert:
        return QStringLiteral("alert-test");
    case TestFailure::Kind::Expression:
        return QStringLiteral("expression-test");
    }
    return {};
}

/// "1h2m3s": as tests write their times.
QString timeText(std::int64_t ms)
{
    QString text;
    const auto add = [&](std::int64_t size, const char *unit) {
        if (ms >= size)
            text += QString::number(ms / size) + QLatin1String(unit);
        ms %= size;
    };
    add(3'600'000, "h");
    add(60'000, "m");
    add(1'000, "s");
    add(1, "ms");
    return text.isEmpty() ? QStringLiteral("0s") : text;
}

QString messageOf(const TestFailure &failure)
{
    QString text;
    if (!failure.test.empty())
        text = inQuotes(QString::fromStdString(failure.test)) + QStringLiteral(": ");
    if (!failure.subject.empty())
        text += safe(failure.subject) + QLatin1Char(' ');
    text += QStringLiteral("at %1: ").arg(timeText(failure.timeMs));
    if (!failure.message.empty())
        return text + safe(failure.message);
    return text + QStringLiteral("%1 expected, %2 found")
                      .arg(static_cast<qint64>(failure.expected.size()))
                      .arg(static_cast<qint64>(failure.got.size()));
}

QString braces(const std::vector<metrics::Label> &labels)
{
    QStringList parts;
    for (const metrics::Label &label : labels)
        parts << QString::fromStdString(label.name + "=" + metrics::quoted(label.value));
    return QLatin1Char('{') + parts.join(QStringLiteral(", ")) + QLatin1Char('}');
}

QString lineOf(const TestItem &item)
{
    QString text = braces(item.labels);
    if (item.value)
        text += QLatin1Char(' ') + QString::fromStdString(metrics::numberText(*item.value));
    else
        text += QStringLiteral(" annotations ") + braces(item.annotations);
    return SafeText::of(text).singleLine();
}

QJsonArray itemsJson(const std::vector<TestItem> &items)
{
    const auto object = [](const std::vector<metrics::Label> &labels) {
        QJsonObject named;
        for (const metrics::Label &label : labels)
            named[QString::fromStdString(label.name)] = QString::fromStdString(label.value);
        return named;
    };
    QJsonArray rows;
    for (const TestItem &item : items) {
        QJsonObject row{{QStringLiteral("labels"), object(item.labels)}};
        if (item.value)
            row[QStringLiteral("value")] = QString::fromStdString(metrics::numberText(*item.value));
        else
            row[QStringLiteral("annotations")] = object(item.annotations);
        rows.append(row);
    }
    return rows;
}

QJsonObject failureJson(const TestFailure &failure)
{
    return {{QStringLiteral("line"), failure.at.line},
            {QStringLiteral("column"), failure.at.column},
            {QStringLiteral("rule"), ruleOf(failure.kind)},
            {QStringLiteral("test"), jsonText(QString::fromStdString(failure.test))},
            {QStringLiteral("subject"), QString::fromStdString(failure.subject)},
            {QStringLiteral("at_s"), static_cast<double>(failure.timeMs) / 1000.0},
            {QStringLiteral("message"), jsonText(QString::fromStdString(failure.message))},
            {QStringLiteral("expected"), itemsJson(failure.expected)},
            {QStringLiteral("got"), itemsJson(failure.got)}};
}

} // namespace

void printTested(QTextStream &out, const TestedFile &file)
{
    for (const Problem &problem : file.problems)
        out << toLine(problem) << '\n';
    for (const TestFailure &failure : file.failures) {
        out << toLine({file.path, failure.at, Problem::Level::Error, messageOf(failure), ruleOf(failure.kind)}) << '\n';
        for (const TestItem &item : failure.expected)
            out << "    expected " << lineOf(item) << '\n';
        for (const TestItem &item : failure.got)
            out << "    found    " << lineOf(item) << '\n';
    }
    out << file.path << ": " << (file.passed() ? "passed" : "failed") << " (tests: " << file.tests << ")\n";
}

void printTestedJson(QTextStream &out, const std::vector<TestedFile> &files)
{
    QJsonArray rows;
    for (const TestedFile &file : files) {
        QJsonArray problems, failures;
        for (const Problem &problem : file.problems)
            problems.append(toJson(problem));
        for (const TestFailure &failure : file.failures)
            failures.append(failureJson(failure));
        rows.append(QJsonObject{{QStringLiteral("file"), file.path},
                                {QStringLiteral("ok"), file.passed()},
                                {QStringLiteral("tests"), static_cast<qint64>(file.tests)},
                                {QStringLiteral("problems"), problems},
                                {QStringLiteral("failures"), failures}});
    }
    QJsonObject document = newDocument();
    document[QStringLiteral("files")] = rows;
    out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

} // namespace surgedeck
