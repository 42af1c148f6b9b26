// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"
#include "widgets/timerange.h"

#include <array>
#include <vector>

namespace surgedeck {

/// Average active sessions by where they spend their time, stacked, one column a moment: lock waits at the bottom,
/// where a growth is seen best. A range is marked by dragging, or with the keys: arrows move the mark's end, Shift and
/// arrows its beginning, Esc takes it back. Moments without a sample are gaps. GUI thread.
class ActivityChart : public PaintedWidget
{
    Q_OBJECT
public:
    static constexpr std::size_t classes = 5;

    struct Moment
    {
        WallTime from{};
        std::array<double, classes> sessions{}; ///< lock, I/O, running, client, other
    };
    struct Data
    {
        std::vector<Moment> moments;   ///< in order of time
        Milliseconds step{5'000};      ///< length of one
        TimeRange range{};             ///< that is shown
        Health locks = Health::Normal; ///< of the lock waits now
    };

    explicit ActivityChart(QWidget *parent = nullptr);

    void setData(Data shown);
    const std::optional<TimeRange> &selection() const { return m_selection; }
    void setSelection(const std::optional<TimeRange> &selection);

    QString spokenName() const override;
    QString spokenDescription() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF plot() const;
    WallTime timeAt(double x) const;
    double highest() const;
    void paintLegend(QPainter &painter) const;
    void paintGrid(QPainter &painter) const;
    void paintColumns(QPainter &painter) const;
    void moveSelection(int steps, Qt::KeyboardModifiers modifiers);

    Data m_data;
    std::optional<TimeRange> m_selection;
    std::optional<double> m_pressedAt;
};

} // namespace surgedeck
