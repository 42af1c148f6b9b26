// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace surgedeck {

/// Edits between two words: insert, delete, replace, swap neighbours (Damerau 1964, optimal string alignment). Counts
/// no further than `limit`: what is farther is limit + 1.
int editDistance(const QString &a, const QString &b, int limit);

/// The candidate that was most likely meant by `word`; empty when none is near.
QString nearest(const QString &word, const QStringList &candidates);

/// `: did you mean "interval"?` to append to a message, or nothing.
QString didYouMean(const QString &word, const QStringList &candidates);

} // namespace surgedeck
