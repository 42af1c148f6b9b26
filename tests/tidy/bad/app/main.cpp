// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"
#include "connectors/builtin.h"
#include "tests/support/testclock.h" // expect: include-direction
int main() { return QApplication::exec(); }
