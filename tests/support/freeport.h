// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace surgedeck {

/// A port of 127.0.0.1 on which nothing listens at the moment.
quint16 freePort();

} // namespace surgedeck
