// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

/// One step of a plan.
struct RailStep
{
    enum class Kind
    {
        Done,
        Current, ///< under way
        Held,    ///< current, and stopped by a guard or a person
        Coming,
        Unknown, ///< whether it was taken is not known
    };

    QString label; ///< "25 %"
    Kind kind = Kind::Coming;
    Health health = Health::Normal; ///< of the current step
    bool operator==(const RailStep &) const = default;
};

/// The steps of a plan in a line.
class StepRail : public PaintedWidget
{
    Q_OBJECT
public:
    explicit StepRail(QWidget *parent = nullptr);

    void setSteps(const QList<RailStep> &steps);

    QString spokenName() const override;
    QString spokenDescription() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double centreOf(qsizetype step) const;

    QList<RailStep> m_steps;
};

} // namespace surgedeck
