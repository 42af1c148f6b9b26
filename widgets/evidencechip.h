// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/datastate.h"
#include "widgets/paintedwidget.h"
#include "widgets/trendline.h"

namespace surgedeck {

/// One live value that a decision rests on. Formatted by the caller.
struct Evidence
{
    QString label;
    QString value; ///< empty: not known
    QString unit;
    QString expectation{}; ///< "limit 70 %", "needs ≥ 99.90 %"
    Health health = Health::Normal;
    bool met = false; ///< what was expected holds: a check mark in place of the state
    DataState state{};
    bool operator==(const Evidence &) const = default;

    /// Whether something may be decided by it: current, and its value known.
    bool isUsable() const { return !value.isEmpty() && state.showsData() && !state.isOld(); }
};

/// Label, value, what is expected, the last minutes as a line, age and state. What is not current is hatched and framed
/// with dashes: nothing is unlocked by it.
class EvidenceChip : public PaintedWidget
{
    Q_OBJECT
public:
    explicit EvidenceChip(QWidget *parent = nullptr);

    void setEvidence(const Evidence &evidence);
    void setTrend(TrendData trend);
    const Evidence &evidence() const { return m_evidence; }

    QString spokenName() const override;
    std::optional<double> spokenValue() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Health shownHealth() const;
    void paintFrame(QPainter &painter) const;
    void paintHead(QPainter &painter, const QRectF &row) const;
    void paintValue(QPainter &painter, const QRectF &row);

    Evidence m_evidence;
    TrendLine m_trend;
};

} // namespace surgedeck
