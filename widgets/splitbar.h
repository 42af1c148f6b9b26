// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

/// How the requests of a route are shared between two sides, in percent. Observed is what flows, desired what was set;
/// they are two facts, and either may be unknown.
struct Split
{
    QString canary; ///< name of the side that the bar fills for
    QString stable;
    std::optional<double> observed; ///< share of the canary, 0 to 100
    std::optional<double> desired;
    Health health = Health::Normal;
    bool operator==(const Split &) const = default;
};

/// Observed as the filled part, desired as a tick, both as figures above.
class SplitBar : public PaintedWidget
{
    Q_OBJECT
public:
    explicit SplitBar(QWidget *parent = nullptr);

    void setSplit(const Split &split);

    QString spokenName() const override;
    QString spokenDescription() const override;
    std::optional<double> spokenValue() const override { return m_split.observed; }
    QAccessible::Role spokenRole() const override { return QAccessible::ProgressBar; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintFigures(QPainter &painter) const;
    void paintBar(QPainter &painter) const;

    Split m_split;
};

} // namespace surgedeck
