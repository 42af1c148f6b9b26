// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace surgedeck {

struct SqlItem;

/// A statement in a few words, for the digest column of a table: "UPDATE", "inventory", "by sku". The parts are kept
/// apart because a view shows them in different styles. The words are those of SQL and are not translated.
struct SqlSummary
{
    QString verb;      ///< "SELECT", "ALTER TABLE"; empty without a statement
    QString tables;    ///< "product + price", at most three, without their schema; empty: none
    QString predicate; ///< "by sku, for update"; empty: none that we can name

    QString toString() const;
    bool operator==(const SqlSummary &) const = default;
};

SqlSummary summaryOf(const std::vector<SqlItem> &items);

} // namespace surgedeck
