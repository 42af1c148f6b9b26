// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

/// Who sits at this console, as the system knows them: the full name of the account, else its login name. It stands in
/// the top bar and beside what a person does.
QString personName();

} // namespace surgedeck
