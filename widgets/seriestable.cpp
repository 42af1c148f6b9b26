// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/seriestable.h"

#include "models/base/numbertext.h"
#include "models/domain/roles.h"
#include "widgets/theme/theme.h"
#include "widgets/timeticks.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr int timeWidth = 120;
constexpr int valueWidth = 180;

QList<Column> columnsFor(const SeriesValues &values)
{
    QList<Column> columns{{CellKind::Text, timeWidth}};
    for (std::size_t i = 0; i < values.columns.size(); ++i)
        columns << Column{CellKind::Number, valueWidth};
    return columns;
}

bool isBeyond(const SeriesValues::Column &column, double value)
{
    if (!column.limit || column.badSide == TrendData::BadSide::None)
        return false;
    return column.badSide == TrendData::BadSide::Above ? value > *column.limit : value < *column.limit;
}

} // namespace

SeriesTableModel::SeriesTableModel(SeriesValues values, QObject *parent)
    : QAbstractTableModel(parent)
    , m_values(std::move(values))
{
    if (!m_values.times.empty())
        m_range = {m_values.times.front(), m_values.times.back()};
}

int SeriesTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_values.times.size());
}

int SeriesTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_values.columns.size()) + 1;
}

QVariant SeriesTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const std::size_t row = m_values.times.size() - 1 - std::size_t(index.row());
    if (index.column() == 0)
        return timeCell(row, role);
    return valueCell(row, m_values.columns[std::size_t(index.column()) - 1], role);
}

QVariant SeriesTableModel::timeCell(std::size_t row, int role) const
{
    if (role == Qt::DisplayRole)
        return momentText(m_values.times[row], m_range);
    return role == EmphasisRole ? QVariant(int(Emphasis::Secondary)) : QVariant();
}

QVariant SeriesTableModel::valueCell(std::size_t row, const SeriesValues::Column &column, int role) const
{
    const double value = column.values[row];
    const bool known = std::isfinite(value);
    switch (role) {
    case Qt::DisplayRole:
        return known ? fixedNumber(value, column.decimals) : QStringLiteral("—");
    case UnitRole:
        return known ? column.unit : QString();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight);
    case HealthRole:
        return int(!known ? Health::Unknown : isBeyond(column, value) ? column.health : Health::Normal);
    case Qt::AccessibleTextRole:
        return known ? QStringLiteral("%1 %2").arg(fixedNumber(value, column.decimals), column.unit) : tr("not known");
    default:
        return {};
    }
}

QVariant SeriesTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section > 0)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : m_values.columns[std::size_t(section) - 1].title;
}

SeriesTable::SeriesTable(SeriesValues values, const QString &accessibleName, QWidget *parent)
    : TableView(columnsFor(values), parent)
{
    setModel(new SeriesTableModel(std::move(values), this));
    setAccessibleName(accessibleName);
    setAutoFillBackground(true);
}

QSize SeriesTable::sizeHint() const
{
    const int values = model()->columnCount() - 1;
    return {theme::scaled(timeWidth + values * valueWidth) + size::group, TableView::sizeHint().height()};
}

void SeriesTable::keyPressEvent(QKeyEvent *event)
{
    if (isTableKey(*event) || event->key() == Qt::Key_Escape)
        Q_EMIT closeWanted();
    else
        TableView::keyPressEvent(event);
}

bool isTableKey(const QKeyEvent &event)
{
    return event.key() == Qt::Key_D && event.modifiers() == Qt::ControlModifier;
}

int readingDecimals(const std::vector<double> &values, const ValueScale &scale)
{
    const bool whole =
        std::all_of(values.begin(), values.end(), [](double v) { return !std::isfinite(v) || v == std::floor(v); });
    return whole ? 0 : scale.decimals + 2;
}

} // namespace surgedeck
