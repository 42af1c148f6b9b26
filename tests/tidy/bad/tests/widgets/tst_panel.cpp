// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testclock.h"
#include "tst_panel.moc"
void f()
{
    QElapsedTimer timer;
    QCoreApplication::processEvents();
}
