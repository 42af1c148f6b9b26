// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartexport.h"

#include "models/base/timetext.h"
#include "widgets/textpaint.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

/// Rows between two looks at the event loop: about two milliseconds.
constexpr std::size_t rowsInSlice = 4096;

/// A cell of RFC 4180. What a spreadsheet would run as a formula is disarmed.
QByteArray quoted(const QString &text)
{
    QString cell = boundedLine(text);
    if (!cell.isEmpty() && QStringLiteral("=+-@\t\r").contains(cell.front()))
        cell.prepend(QLatin1Char('\''));
    cell.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return '"' + cell.toUtf8() + '"';
}

Error notWritten(const QString &path, const QString &why)
{
    return {Error::Kind::Refused, ChartExport::tr("%1 not written: %2").arg(path, why)};
}

QByteArray preamble(const ChartModel &model, const TimeRange &range)
{
    QByteArray text = "\"# " + boundedLine(model.title).toUtf8().replace('"', "\"\"") + "\"\n";
    text += "\"# " + toRfc3339(range.from).toUtf8() + " to " + toRfc3339(range.to).toUtf8() + ", times in UTC\"\n";
    for (std::size_t i = 0; i < model.lines().size(); ++i) {
        const ChartSeries &series = model.lines()[i].series;
        const QString letter =
            model.letter(i).isEmpty() ? QStringLiteral("series") : QStringLiteral("series ") + model.letter(i);
        QString line = QStringLiteral("# %1: %2 (%3)").arg(letter, series.name, series.unit);
        if (!series.origin.isEmpty())
            line += QStringLiteral(" = ") + series.origin;
        text += quoted(line) + '\n';
    }
    return text + "time,series,unit,value\n";
}

const char *suffix(ChartExport::Format format)
{
    switch (format) {
    case ChartExport::Format::Png:
        return "png";
    case ChartExport::Format::Svg:
        return "svg";
    case ChartExport::Format::Csv:
        break;
    }
    return "csv";
}

} // namespace

ChartExport::~ChartExport() = default; // an export that is not finished leaves no file

Status ChartExport::write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return notWritten(path, file.errorString());
    return ok();
}

Status ChartExport::beginCsv(const QString &path, const ChartModel &model, const TimeRange &range)
{
    if (isBusy())
        return Error{Error::Kind::Refused, tr("another export is being written")};
    auto file = std::make_unique<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly))
        return notWritten(path, file->errorString());
    m_columns.clear();
    for (const ChartModel::Line &line : model.lines()) {
        const std::vector<MetricPoint> &points = line.pyramid.points();
        const auto earlier = [](const MetricPoint &point, WallTime time) { return point.time < time; };
        const auto later = [](WallTime time, const MetricPoint &point) { return time < point.time; };
        m_columns.push_back({',' + quoted(line.series.name) + ',' + quoted(line.series.unit) + ',',
                             {std::lower_bound(points.begin(), points.end(), range.from, earlier),
                              std::upper_bound(points.begin(), points.end(), range.to, later)}});
    }
    m_column = 0;
    m_rows = 0;
    file->write(preamble(model, range));
    m_file = std::move(file);
    disconnect(&m_turn, nullptr, this, nullptr);
    connect(&m_turn, &QTimer::timeout, this, &ChartExport::writeSlice);
    m_turn.start(0);
    return ok();
}

void ChartExport::writeSlice()
{
    QByteArray text;
    for (std::size_t rows = 0; rows < rowsInSlice && m_column < m_columns.size();) {
        Column &column = m_columns[m_column];
        if (column.next == column.points.size()) {
            ++m_column;
            continue;
        }
        const MetricPoint &point = column.points[column.next++];
        text += toRfc3339(point.time).toLatin1() + column.head;
        if (std::isfinite(point.value))
            text += QByteArray::number(point.value, 'g', QLocale::FloatingPointShortest);
        text += '\n';
        ++rows;
        ++m_rows;
    }
    m_file->write(text);
    if (m_column == m_columns.size() || m_file->error() != QFileDevice::NoError)
        finish();
}

void ChartExport::finish()
{
    m_turn.stop();
    const std::unique_ptr<QSaveFile> file = std::move(m_file);
    m_columns.clear();
    if (!file->commit())
        Q_EMIT finished(notWritten(file->fileName(), file->errorString()));
    else
        Q_EMIT finished(m_rows);
}

QString exportName(const QString &title, const TimeRange &range, ChartExport::Format format)
{
    QString words = title.toLower();
    words.replace(QRegularExpression(QStringLiteral("[^a-z0-9]+")), QStringLiteral("-"));
    words = words.left(60);
    while (words.startsWith(QLatin1Char('-')))
        words.remove(0, 1);
    while (words.endsWith(QLatin1Char('-')))
        words.chop(1);
    if (words.isEmpty())
        words = QStringLiteral("chart");
    const QDateTime end = QDateTime::fromMSecsSinceEpoch(range.to.time_since_epoch().count());
    return QStringLiteral("%1-%2.%3")
        .arg(words, end.toString(QStringLiteral("yyyy-MM-dd-HHmm")), QLatin1String(suffix(format)));
}

} // namespace surgedeck
