// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

/// A step of setting up: what it is, and what is true of it now.
struct SetUpStep
{
    enum class Kind
    {
        Done,
        Current,
        Open
    };

    QString title;
    QString detail;
    Kind kind = Kind::Open;
    bool operator==(const SetUpStep &) const = default;
};

/// The steps of setting up, of which one is current. It tells; it can not be pressed.
class SetUpRail : public PaintedWidget
{
    Q_OBJECT
public:
    explicit SetUpRail(QWidget *parent = nullptr);

    void setSteps(const QList<SetUpStep> &steps);

    QString spokenName() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<SetUpStep> m_steps;
};

} // namespace surgedeck
