// SPDX-License-Identifier: GPL-3.0-or-later
#include <yaml-cpp/parser.h>
void f()
{
    try {
    } catch (...) {
    }
}
