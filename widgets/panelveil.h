// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

/// Lies over content that is not current: dims and hatches it. The mouse goes through, so that sorting still works.
class PanelVeil : public PaintedWidget
{
    Q_OBJECT
public:
    explicit PanelVeil(QWidget *parent);
    QString spokenName() const override { return {}; }

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// One line above content that is not current or not whole, saying so.
class PanelBanner : public PaintedWidget
{
    Q_OBJECT
public:
    explicit PanelBanner(QWidget *parent);

    void setText(const QString &text);
    QString spokenName() const override { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

} // namespace surgedeck
