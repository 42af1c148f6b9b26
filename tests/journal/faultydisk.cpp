// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/journal/faultydisk.h"

#include <QFile>

#include <sqlite3.h>

namespace surgedeck {

namespace {

sqlite3_vfs *realVfs = nullptr;
sqlite3_vfs faultyVfs;
sqlite3_io_methods databaseMethods; // the one kind of file that is locked and shared
sqlite3_io_methods otherMethods;
int (*realWrite)(sqlite3_file *, const void *, int, sqlite3_int64) = nullptr;
bool isFull = false;
QString reserveFile;

int faultyWrite(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    if (isFull && QFile::exists(reserveFile))
        return SQLITE_FULL;
    return realWrite(file, bytes, count, offset);
}

int faultyOpen(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    const int code = realVfs->xOpen(realVfs, name, file, flags, outFlags);
    if (code != SQLITE_OK)
        return code;
    sqlite3_io_methods &methods = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? databaseMethods : otherMethods;
    methods = *file->pMethods;
    realWrite = methods.xWrite;
    methods.xWrite = faultyWrite;
    file->pMethods = &methods;
    return code;
}

} // namespace

FaultyDisk::FaultyDisk()
{
    realVfs = sqlite3_vfs_find(nullptr);
    faultyVfs = *realVfs;
    faultyVfs.zName = "faulty";
    faultyVfs.xOpen = faultyOpen;
    sqlite3_vfs_register(&faultyVfs, 1);
}

FaultyDisk::~FaultyDisk()
{
    sqlite3_vfs_unregister(&faultyVfs);
    sqlite3_vfs_register(realVfs, 1);
    isFull = false;
}

void FaultyDisk::fill(const QString &reserve)
{
    isFull = true;
    reserveFile = reserve;
}

void FaultyDisk::free()
{
    isFull = false;
}

} // namespace surgedeck
