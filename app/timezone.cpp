// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timezone.h"

#include "models/workspace/workspace.h"

#include <QTimeZone>

#include <ctime>

namespace surgedeck {

void useTimeZone(const Workspace &workspace)
{
    if (!QTimeZone(workspace.timezone.toUtf8()).isValid())
        return;
    qputenv("TZ", workspace.timezone.toUtf8());
    ::tzset();
}

} // namespace surgedeck
