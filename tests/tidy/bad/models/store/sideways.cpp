// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/resp.h" // expect: include-direction
#include "models/items/facts.h"
#include "widgets/panel.h" // expect: include-direction
#include <QWidget>         // expect: qt-module
#include <yaml-cpp/node.h> // expect: library-header
// #include "app/main.h"
