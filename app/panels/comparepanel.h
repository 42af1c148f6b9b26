// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

#include "models/base/clock.h"

class QLineEdit;

namespace surgedeck {

class ChoiceRow;
class FactsTable;
class Platform;

/// The moment of a replay beside another one, figure by figure, and the choice of that other one. GUI thread.
class ComparePanel final : public Panel
{
    Q_OBJECT
public:
    explicit ComparePanel(QWidget *parent = nullptr);

    /// `then` is the other moment; nullptr: it is being looked for.
    void show(const Platform &shown, const Platform *then, WallTime thenAt);
    /// Said in the place of the sentence under the head: a time that can not be read.
    void setRemark(const QString &remark);

Q_SIGNALS:
    /// "begin", "10m", "1h", "1d", "7d": before the moment that is shown; "begin": before the incident.
    void presetChosen(const QString &id);
    /// "03:02", "03:02:10", or a whole time.
    void timeTyped(const QString &text);
    void swapWanted();
    void endWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeChoice();

    FactsTable *m_rows;
    ChoiceRow *m_presets = nullptr;
    QLineEdit *m_time = nullptr;
};

/// A time that somebody typed, on the day of `near` where it names none; nullopt: it is none.
std::optional<WallTime> typedTime(const QString &text, WallTime near);

} // namespace surgedeck
