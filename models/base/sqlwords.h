// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

/// Whether `upper` (in capitals) is a word that carries the structure of a statement. Words that are mostly the names
/// of columns (status, key, date) are not among them, whatever the servers' own lists say.
bool isSqlKeyword(QStringView upper);

/// Whether `word` is a key word because of the key word before it: the KEY of ON DUPLICATE KEY.
bool isSqlKeywordAfter(QStringView previous, QStringView upper);

/// The one spelling of a MySQL word that has several: its server prints DISTINCT as DISTINCTROW and DAY as SQL_TSI_DAY
/// in digests, because they are one token to it. Returns `upper` itself for all others. Source: MariaDB 10.11,
/// measured.
QStringView mySqlSpelling(QStringView upper);

/// The same for words that are one token only where a bracket follows at once: SUBSTR( is SUBSTRING(, but a column may
/// be called mid.
QStringView mySqlFunctionSpelling(QStringView upper);

} // namespace surgedeck
