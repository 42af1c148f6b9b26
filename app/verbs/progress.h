// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>
#include <QTimer>

namespace surgedeck {

/// One line on standard error that counts the seconds of long work, when a person looks at a terminal; else nothing.
/// Gone when it is destroyed.
class Progress
{
public:
    Progress(QString what, Milliseconds total);
    ~Progress();
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

private:
    void print();

    QString m_what;
    int m_total; ///< seconds
    int m_passed = 0;
    bool m_shown;
    QTimer m_second;
};

} // namespace surgedeck
