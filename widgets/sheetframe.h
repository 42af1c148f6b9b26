// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

/// The ground of what stands above the views for a while: a bright edge and the only shadow of the program. What is
/// under it is not dimmed: it goes on and can be read. Its layout leaves room for the shadow.
class SheetFrame : public PaintedWidget
{
    Q_OBJECT
public:
    /// `name` is spoken.
    explicit SheetFrame(const QString &name, QWidget *parent = nullptr);

    QString spokenName() const override { return m_name; }
    QAccessible::Role spokenRole() const override { return QAccessible::Dialog; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
};

} // namespace surgedeck
