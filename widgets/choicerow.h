// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/statusshape.h"

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

    /// What stands beside the words of a choice, in its colour; and at length, for the tool tip and a screen reader.
    struct Note
    {
        QString words{};
        QString spoken{};
        Health health = Health::Normal;
        bool operator==(const Note &) const = default;
    };
    void setNote(const QString &id, const Note &note);
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
