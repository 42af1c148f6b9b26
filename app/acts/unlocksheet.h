// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/acts/unlocking.h"
#include "widgets/sheetframe.h"

class QLineEdit;
class QVBoxLayout;

namespace surgedeck {

class ChoiceRow;
class PlainLabel;
class TypedName;

/// Unlocks acting: for how long, why, and in production with the name of the workspace typed. GUI thread.
class UnlockSheet final : public SheetFrame
{
    Q_OBJECT
public:
    struct Context
    {
        QString person;
        QString incident;  ///< the one that is open; empty: none
        QString workspace; ///< its name
        bool production = true;
        Role most = Role::Commander;
    };

    UnlockSheet(Unlocking &unlocking, Context context, QWidget *parent = nullptr);

Q_SIGNALS:
    void done();

private:
    void addButtons(QVBoxLayout &column);
    void unlock(Role role);

    Unlocking &m_unlocking;
    Context m_context;
    ChoiceRow *m_minutes;
    QLineEdit *m_reason;
    TypedName *m_typed;
    PlainLabel *m_answer;
};

} // namespace surgedeck
