// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/observation.h"

namespace surgedeck {

double &ActiveSessions::of(WaitClass wait)
{
    switch (wait) {
    case WaitClass::Running: return running;
    case WaitClass::Lock: return lock;
    case WaitClass::Io: return io;
    case WaitClass::Client: return client;
    case WaitClass::Other: break;
    }
    return other;
}

} // namespace surgedeck
