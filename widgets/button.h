// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/symbol.h"

#include <QPushButton>

namespace surgedeck {

/// A push button that may carry a symbol before its words and the key that presses it after them. The text names the
/// effect: "End session 48211", not "OK".
class Button : public QPushButton
{
    Q_OBJECT
public:
    explicit Button(const QString &text, QWidget *parent = nullptr, Symbol symbol = Symbol::None);

    /// Shown and spoken; the shortcut itself belongs to the window.
    void setKeyHint(const QString &key);
    /// The bright button. At most one on a screen.
    void setPrimary();
    /// Stands in the head of a panel: as low as something that is pressed may be.
    void setSmall();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Symbol m_symbol;
    QString m_key;
    bool m_small = false;
};

} // namespace surgedeck
