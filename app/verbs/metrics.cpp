// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/arguments.h"
#include "models/base/safetext.h"
#include "models/domain/problem.h"
#include "models/metrics/data/jsonwriting.h"
#include "models/metrics/exposition/strictpage.h"

#include <QFile>
#include <QTextStream>

#include <charconv>
#include <cmath>

namespace surgedeck {

namespace {

using metrics::PageFormat;
using metrics::StrictSample;

constexpr qint64 mostBytes = 256 << 20;

/// The shortest digits that read back as the same number; JSON knows no NaN and no infinity.
void appendNumber(std::string &out, double value)
{
    if (std::isnan(value)) {
        out += "\"NaN\"";
    } else if (std::isinf(value)) {
        out += value > 0 ? "\"+Inf\"" : "\"-Inf\"";
    } else if (value == 0 && std::signbit(value)) {
        out += "-0.0"; // readers take -0 for a whole number, which has no sign
    } else {
        char buffer[32];
        out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
    }
}

/// A whole number without an exponent, however large.
void appendWhole(std::string &out, double value)
{
    char buffer[400];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 0).ptr);
}

std::string toJson(const StrictSample &sample)
{
    std::string out = "{\"name\":";
    metrics::appendJsonString(out, sample.name);
    out += ",\"labels\":{";
    for (std::size_t i = 0; i < sample.labels.size(); ++i) {
        out += i == 0 ? "" : ",";
        metrics::appendJsonString(out, sample.labels[i].name);
        out += ':';
        metrics::appendJsonString(out, sample.labels[i].value);
    }
    out += "},\"value\":";
    appendNumber(out, sample.value);
    out += ",\"timestamp_ms\":";
    if (sample.timestampMs)
        appendWhole(out, *sample.timestampMs);
    else
        out += "null";
    return out + "}";
}

void print(QTextStream &out, const std::vector<StrictSample> &samples)
{
    out << '[';
    for (std::size_t i = 0; i < samples.size(); ++i)
        out << (i == 0 ? "\n" : ",\n") << QString::fromStdString(toJson(samples[i]));
    out << (samples.empty() ? "]\n" : "\n]\n");
}

void print(QTextStream &err, const QString &file, const std::vector<metrics::PageProblem> &problems)
{
    for (const metrics::PageProblem &each : problems) {
        const bool isError = each.severity == metrics::PageProblem::Severity::Error;
        err << toLine({file,
                       {each.line, each.column},
                       isError ? Problem::Level::Error : Problem::Level::Warning,
                       SafeText::of(QString::fromStdString(each.message)).singleLine(),
                       QString::fromStdString(each.rule)})
            << '\n';
    }
}

/// nullopt: why is on call.err.
std::optional<std::string> pageOf(VerbCall &call, const QString &path)
{
    QFile file(path);
    const bool opened =
        path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    QByteArray bytes;
    while (opened && bytes.size() <= mostBytes) {
        const QByteArray more = file.read(mostBytes + 1 - bytes.size()); // a pipe gives what it has
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (!opened || file.error() != QFileDevice::NoError) {
        call.err << "surgedeck: cannot read " << path << ": " << file.errorString() << '\n';
        return std::nullopt;
    }
    if (bytes.size() > mostBytes) {
        call.err << "surgedeck: " << path << " is larger than " << (mostBytes >> 20) << " MiB\n";
        return std::nullopt;
    }
    return bytes.toStdString();
}

std::optional<PageFormat> formatOf(const QString &word, const std::string &page)
{
    if (word.isEmpty())
        return metrics::guessFormat(page);
    if (word == QLatin1String("text"))
        return PageFormat::Text;
    return word == QLatin1String("openmetrics") ? std::optional(PageFormat::OpenMetrics) : std::nullopt;
}

} // namespace

int runMetrics(VerbCall &call)
{
    const auto arguments =
        Arguments::read(call, "metrics",
                        {{QStringLiteral("parse"), QStringLiteral("FILE")},
                         2,
                         {{QStringLiteral("format"), {}, QStringLiteral("FORMAT")}, {QStringLiteral("strict"), {}}}});
    if (!arguments)
        return ExitUsage;
    if (arguments->positional(0) != QLatin1String("parse"))
        return usageError(call, "metrics", QStringLiteral("'%1' is not parse").arg(arguments->positional(0).left(40)));
    const QString word = arguments->value(QStringLiteral("format"));
    if (!formatOf(word, {}))
        return usageError(call, "metrics",
                          QStringLiteral("--format takes text or openmetrics, not '%1'").arg(word.left(40)));
    const QString path = arguments->positional(1);
    const std::optional<std::string> page = pageOf(call, path);
    if (!page)
        return ExitUsage;
    const metrics::StrictPage read = metrics::readStrictly(*formatOf(word, *page), *page);
    print(call.err, path, read.problems);
    if (read.hasErrors())
        return ExitProblem;
    print(call.out, read.samples);
    return arguments->isSet(QStringLiteral("strict")) && !read.problems.empty() ? ExitWarnings : ExitFine;
}

} // namespace surgedeck
