// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace surgedeck {

class PlainLabel;

/// A question and its possible answers side by side, of which one holds: all of them can be read before one is taken.
/// Left and right go from answer to answer, Tab from question to question.
class ChoiceRow : public QWidget
{
    Q_OBJECT
public:
    explicit ChoiceRow(const QString &label, QWidget *parent = nullptr);

    void addChoice(const QString &id, const QString &words);
    /// Sends nothing.
    void setCurrent(const QString &id);
    QString current() const;

Q_SIGNALS:
    void chosen(const QString &id);

private:
    QString m_label;
    QHBoxLayout *m_row;
    QButtonGroup *m_choices;
};

} // namespace surgedeck
