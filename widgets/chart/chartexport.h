// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "widgets/chart/chartmodel.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QSaveFile;

namespace surgedeck {

/// The chart as it is drawn, in vectors: axes, limits, events, lines reduced to what `size` can show. Text from outside
/// is escaped; nothing is fetched by whoever opens it.
QByteArray chartSvg(const ChartModel &model, const TimeRange &range, const QSize &size);

/// Writes what a chart shows into a file that a person chose, and only whole: until the end it is a temporary file
/// beside it. A million rows of CSV are written a slice at a time, so that the window goes on. One at a time. GUI
/// thread.
class ChartExport : public QObject
{
    Q_OBJECT
public:
    enum class Format
    {
        Png,
        Svg,
        Csv
    };

    using QObject::QObject;
    ~ChartExport() override;

    /// Writes bytes that are already made.
    Status write(const QString &path, const QByteArray &bytes);
    /// Begins to write the points of `range`. Each row is one point: time in UTC, letter and name of the series, unit,
    /// value; the rows above the head say what each series is. finished() tells how it ended.
    Status beginCsv(const QString &path, const ChartModel &model, const TimeRange &range);
    bool isBusy() const { return m_file != nullptr; }

Q_SIGNALS:
    /// `rows` points were written; an error in its place.
    void finished(const surgedeck::Result<long long> &rows);

private:
    struct Column
    {
        QByteArray head;                 ///< "A,Checkout p95,s": quoted
        std::vector<MetricPoint> points; ///< of the range
        std::size_t next = 0;
    };

    void writeSlice();
    void finish();

    std::unique_ptr<QSaveFile> m_file;
    std::vector<Column> m_columns;
    std::size_t m_column = 0;
    long long m_rows = 0;
    QTimer m_turn;
};

/// Under what name a chart is offered: "checkout-p95-2026-11-27-0314.csv".
QString exportName(const QString &title, const TimeRange &range, ChartExport::Format format);

} // namespace surgedeck
