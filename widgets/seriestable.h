// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tableview.h"
#include "widgets/trenddata.h"

#include <QAbstractTableModel>

namespace surgedeck {

/// The values of a chart as columns. A snapshot: rows that moved under the reader could not be read.
struct SeriesValues
{
    struct Column
    {
        QString title;
        QString unit;
        int decimals = 2;
        std::vector<double> values{}; ///< as many as there are times; NaN: not known
        std::optional<double> limit{};
        TrendData::BadSide badSide = TrendData::BadSide::None;
        Health health = Health::Normal; ///< of values beyond the limit
    };

    std::vector<WallTime> times{}; ///< oldest first
    std::vector<Column> columns{};
};

/// Newest row first. Cells carry unit and state as every table of the program.
class SeriesTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit SeriesTableModel(SeriesValues values, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant timeCell(std::size_t row, int role) const;
    QVariant valueCell(std::size_t row, const SeriesValues::Column &column, int role) const;

    SeriesValues m_values;
    TimeRange m_range;
};

/// The data of a chart as a table, in the place of the chart. Ctrl D or Esc leads back.
class SeriesTable : public TableView
{
    Q_OBJECT
public:
    SeriesTable(SeriesValues values, const QString &accessibleName, QWidget *parent);

    /// As wide as its columns: figures that belong together stand together.
    QSize sizeHint() const override;

Q_SIGNALS:
    void closeWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/// Ctrl D.
bool isTableKey(const QKeyEvent &event);
/// With how many decimals values of a scale are read off: two more than its labels have, none for whole numbers.
int readingDecimals(const std::vector<double> &values, const ValueScale &scale);

} // namespace surgedeck
