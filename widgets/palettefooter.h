// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

/// The last line of a palette: the keys it takes, or what the chosen entry would do.
class PaletteFooter : public PaintedWidget
{
    Q_OBJECT
public:
    using PaintedWidget::PaintedWidget;

    /// Empty: the keys.
    void setEffect(const QString &effect);

    QString spokenName() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_effect;
};

} // namespace surgedeck
