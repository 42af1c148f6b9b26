// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace surgedeck {

/// What a check may ask about the machine on which a workspace is read. Paths are as the workspace names them; the
/// implementation knows what they are relative to. Called on the thread that reads the workspace.
class Surroundings
{
public:
    virtual ~Surroundings() = default;
    virtual bool isFile(const QString &path) const = 0;
    /// Nobody but its owner may read it.
    virtual bool isPrivate(const QString &path) const = 0;
    virtual bool isFolder(const QString &path) const = 0;
    /// The files that a glob names, sorted; a path without wildcards names itself.
    virtual QStringList matches(const QString &glob) const = 0;
    /// At most 256 KiB; nullopt when it can not be read.
    virtual std::optional<QByteArray> read(const QString &path) const = 0;
    virtual bool hasVariable(const QString &name) const = 0;
};

} // namespace surgedeck
