// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace surgedeck {

/// A key that a map of a file may have.
struct ShapeKey
{
    enum class Need { Optional, Required };

    QString name;
    Need need = Need::Optional;
};

/// The keys of one kind of map: what the reader accepts and what the JSON Schema for editors must say.
struct MappingShape
{
    enum class Others { Refused, Kept };

    const char *name; ///< in messages after "a" or "an", and in the schema's definitions
    std::vector<ShapeKey> keys;
    Others others = Others::Refused;

    QStringList keyNames() const;
};

} // namespace surgedeck
