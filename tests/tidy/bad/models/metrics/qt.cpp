// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/result.h" // expect: include-direction
#include <QString>              // expect: qt-module
#include <re2/re2.h>
#include <vector>
