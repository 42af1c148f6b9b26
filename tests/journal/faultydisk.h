// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

/// A disk under SQLite that is full when the test says so. Databases opened while it lives write through it. Files that
/// are made beside SQLite do not: a full disk has room again once its `reserve` is gone.
class FaultyDisk
{
public:
    FaultyDisk();
    ~FaultyDisk();

    void fill(const QString &reserve);
    void free();
};

} // namespace surgedeck
