// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/datastate.h"
#include "widgets/paintedwidget.h"
#include "widgets/trendline.h"

namespace surgedeck {

/// What a tile is about. All three are needed: a figure without a unit or a source is not shown.
struct TileSubject
{
    QString label;
    QString unit;   ///< "%", "/min", "s"; for a bare count what is counted: "users"
    QString source; ///< for the description
};

/// What a tile shows now. Formatted by the caller, who knows the decimals of the indicator.
struct TileReading
{
    QString value{}; ///< empty: not known
    Health health = Health::Normal;
    bool acknowledged = true; ///< a critical state that nobody has taken tints the tile
    bool offBeat = false;     ///< and its shape is hollow every other second: this is one of them
    QString target{};         ///< "target ≥ 99.95 %", "limit 70 %", "no target set"
    QString change{};         ///< "−2.16 pt"
    QString changeSpan{};     ///< "in 12 min": left out where there is no room
    DataState state{};
    bool operator==(const TileReading &) const = default;
};

/// One figure: label, age, value with unit, target or limit, change, the last hour as a line with its limit.
class ValueTile : public PaintedWidget
{
    Q_OBJECT
public:
    enum class Density
    {
        Regular,
        Compact
    };

    explicit ValueTile(const TileSubject &subject, QWidget *parent = nullptr);

    void setReading(const TileReading &reading);
    void setTrend(TrendData trend);
    /// See AgeLabel::setMoment().
    void setMoment(std::optional<WallTime> moment);
    /// Dashed behind it, on the same scale: the course that it is compared with. Without values: none.
    void setOtherTrend(TrendData trend);
    /// Compact: on a laptop, lower by one line of air.
    void setDensity(Density density);
    const TileReading &reading() const { return m_reading; }

    QString spokenName() const override;
    QString spokenDescription() const override;
    std::optional<double> spokenValue() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }
    QStringList spokenActions() const override { return {QAccessibleActionInterface::pressAction()}; }
    void doSpokenAction(const QString &) override { Q_EMIT activated(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Rows
    {
        QRectF label;
        QRectF value;
        QRectF foot;
    };

    Rows rows() const;
    /// The health that is shown: what is not current is Unknown whatever it was.
    Health shownHealth() const;
    QString shownValue() const;
    void paintSurface(QPainter &painter) const;
    void paintLabel(QPainter &painter, const QRectF &row) const;
    double paintValue(QPainter &painter, const QRectF &row) const;
    void paintTrend(QPainter &painter, const QRectF &row, double left);
    void paintFoot(QPainter &painter, const QRectF &row) const;
    void paintLoading(QPainter &painter) const;
    void paintDenied(QPainter &painter) const;
    void paintNextTry(QPainter &painter, const QRectF &row) const;

    TileSubject m_subject;
    TileReading m_reading;
    std::optional<WallTime> m_moment;
    TrendLine m_trend;
    TrendData m_other;
    Density m_density = Density::Regular;
};

} // namespace surgedeck
