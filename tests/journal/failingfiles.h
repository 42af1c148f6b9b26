// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

/// The calls that put bytes on a disk, failing when a test says so: this program's own write(2), pwrite(2), fsync(2),
/// fdatasync(2), ftruncate(2), rename(2) and open(2) take the place of the C library's, so that SQLite, Qt and our own
/// code all meet the same failure. Only regular files are concerned. While it is armed nothing is really synchronised:
/// what is tested is what follows from the answer.
namespace failingfiles {

enum class Call
{
    Write,
    Sync,
    Rename
};

enum class Lasting
{
    Once,
    ForGood
};

/// Fails call number `nth` (from 1) of a kind with `error` (errno).
struct Plan
{
    Call call = Call::Write;
    int nth = 0; ///< 0: none fails, they are counted
    Lasting lasting = Lasting::Once;
    int error = 0;
};

void arm(const Plan &plan);
/// How many calls of the kind there were since it was armed.
int calls();
void disarm();

/// From now on nothing is written and no file is opened for writing: EROFS.
void makeReadOnly();
void makeWritable();

} // namespace failingfiles

} // namespace surgedeck
