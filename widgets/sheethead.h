// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

/// The striped head of a sheet in which something is done that can not be undone: a hand, what it is, and its level.
class SheetHead : public PaintedWidget
{
    Q_OBJECT
public:
    explicit SheetHead(QWidget *parent = nullptr);

    void setWords(const QString &title, const QString &chip);

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Heading; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_title;
    QString m_chip;
};

} // namespace surgedeck
