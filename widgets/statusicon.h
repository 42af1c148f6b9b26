// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

/// The shape of a state. Its accessible name always holds the word of the state.
class StatusIcon : public PaintedWidget
{
    Q_OBJECT
public:
    /// `label` is what the state belongs to; it is spoken, not shown.
    explicit StatusIcon(const QString &label = {}, QWidget *parent = nullptr);

    void setHealth(Health health);
    Health health() const { return m_health; }

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Graphic; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_label;
    Health m_health = Health::Unknown;
};

} // namespace surgedeck
