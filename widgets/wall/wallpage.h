// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"
#include "widgets/wall/wallfacts.h"

namespace surgedeck {

/// The page for those who run the business: a sentence, a few large figures, the orders that are missing, what is
/// affected and what is being done. Nothing to press; painted in proportion to its size, so that it is read from 4 m on
/// any screen. Nothing on it is green. GUI thread.
class WallPage : public PaintedWidget
{
    Q_OBJECT
public:
    explicit WallPage(QWidget *parent = nullptr);

    void setFacts(const WallFacts &facts);
    const WallFacts &facts() const { return m_facts; }

    QString spokenName() const override;
    QString spokenDescription() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Document; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    WallFacts m_facts;
};

} // namespace surgedeck
