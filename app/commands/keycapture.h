// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

#include <QKeySequence>

namespace surgedeck {

/// Waits for one key, which means nothing else meanwhile. Esc and the loss of the keyboard end it with no key.
class KeyCapture final : public PaintedWidget
{
    Q_OBJECT
public:
    explicit KeyCapture(QWidget *parent = nullptr);

    /// Takes the keyboard.
    void ask(const QString &question);

    QString spokenName() const override { return m_question; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

Q_SIGNALS:
    /// An empty key: the person thought better of it.
    void captured(const QKeySequence &key);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void finish(const QKeySequence &key);

    QString m_question;
};

} // namespace surgedeck
