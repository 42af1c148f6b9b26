// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/standstill.h"

#include <algorithm>

namespace surgedeck {

double answeredPerSecond(const RouterSample &sample, const QString &backend)
{
    double answered = 0;
    for (const RouterServer &server : sample.servers)
        if (backend.isEmpty() || server.backend == backend)
            answered += std::max(0.0, server.requestsPerSecond.value_or(0) - server.errorsPerSecond.value_or(0));
    return answered;
}

} // namespace surgedeck
