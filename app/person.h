// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

/// Who sits here, as records and colleagues shall read it: SURGEDECK_PERSON, else the full name or the login of the
/// account that runs the program. Never empty.
QString personName();

} // namespace surgedeck
