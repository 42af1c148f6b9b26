// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QTextStream>

namespace surgedeck {

int runCommandLine(int, char **)
{
    QTextStream(stdout) << "surgedeck " SURGEDECK_VERSION "\n";
    return 0;
}

} // namespace surgedeck
