// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/result.h"
#include "models/domain/source.h" // expect: include-direction
#include "result.h"               // expect: include-direction
#include <QString>
#include <QtCore/QHash>
#include <QColor> // expect: qt-module
