// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/journal/failingfiles.h"

#include <QtGlobal>

#include <atomic>
#include <cerrno>
#include <cstdarg>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace surgedeck::failingfiles {

namespace {

std::atomic<bool> isArmed = false;
std::atomic<bool> isReadOnly = false;
std::atomic<int> counted = 0;
Plan current;

bool isFile(int descriptor)
{
    struct stat info
    {
    };
    return ::fstat(descriptor, &info) == 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode));
}

/// Whether this call fails, and errno then.
bool fails(Call call)
{
    if (isReadOnly) {
        errno = EROFS;
        return true;
    }
    if (!isArmed || call != current.call)
        return false;
    const int number = ++counted;
    const bool hit =
        current.nth > 0 && (current.lasting == Lasting::Once ? number == current.nth : number >= current.nth);
    if (hit)
        errno = current.error;
    return hit;
}

int synchronise(int descriptor, long number)
{
    if (isFile(descriptor) && fails(Call::Sync))
        return -1;
    return isArmed ? 0 : static_cast<int>(::syscall(number, descriptor));
}

bool wantsToWrite(int flags)
{
    return (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0;
}

int openFile(const char *path, int flags, mode_t mode)
{
    if (isReadOnly && wantsToWrite(flags)) {
        errno = EROFS;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

} // namespace

void arm(const Plan &plan)
{
    current = plan;
    counted = 0;
    isArmed = true;
}

int calls()
{
    return counted;
}

void disarm()
{
    isArmed = false;
}

void makeReadOnly()
{
    isReadOnly = true;
}

void makeWritable()
{
    isReadOnly = false;
}

} // namespace surgedeck::failingfiles

namespace failing = surgedeck::failingfiles;

// In place of the C library's.
extern "C" {

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    if (failing::isFile(descriptor) && failing::fails(failing::Call::Write))
        return -1;
    return ::syscall(SYS_write, descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t at)
{
    if (failing::isFile(descriptor) && failing::fails(failing::Call::Write))
        return -1;
    return ::syscall(SYS_pwrite64, descriptor, bytes, count, at);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t at)
{
    return ::pwrite(descriptor, bytes, count, at);
}

int ftruncate(int descriptor, off_t length) noexcept
{
    if (failing::isFile(descriptor) && failing::fails(failing::Call::Write))
        return -1;
    return static_cast<int>(::syscall(SYS_ftruncate, descriptor, length));
}

int ftruncate64(int descriptor, off64_t length) noexcept
{
    return ::ftruncate(descriptor, length);
}

int fsync(int descriptor)
{
    return failing::synchronise(descriptor, SYS_fsync);
}

int fdatasync(int descriptor)
{
    return failing::synchronise(descriptor, SYS_fdatasync);
}

int rename(const char *from, const char *to) noexcept
{
    if (failing::fails(failing::Call::Rename))
        return -1;
    return static_cast<int>(::syscall(SYS_rename, from, to));
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const auto mode = static_cast<mode_t>(va_arg(rest, int));
    va_end(rest);
    return failing::openFile(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const auto mode = static_cast<mode_t>(va_arg(rest, int));
    va_end(rest);
    return failing::openFile(path, flags | O_LARGEFILE, mode);
}
}
