// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace surgedeck {

/// A line in which the name of what is lost is typed, letter by letter: nothing can be pasted, dropped or completed
/// into it, so that whoever typed the name has read it. GUI thread.
class TypedName : public QLineEdit
{
    Q_OBJECT
public:
    explicit TypedName(QWidget *parent = nullptr);

    /// Forgets what was typed.
    void setExpected(const QString &name);
    const QString &expected() const { return m_expected; }
    bool matches() const { return !m_expected.isEmpty() && text() == m_expected; }
    /// "3 letters left · paste is off", "another name", "typed".
    QString progress() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_expected;
};

} // namespace surgedeck
