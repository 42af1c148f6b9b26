// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/yaml/yamlnode.h"

#include <QStringList>

namespace surgedeck::rules {

/// The lines of a file, to point into the middle of a value: YAML folds and escapes, so that a place in a text need not
/// be one in the file.
class SourceLines
{
public:
    explicit SourceLines(const QByteArray &utf8);

    /// Where byte `offset` of the value stands, when that can be told; else where the value begins.
    Position within(const YamlNode &value, int offset) const;

private:
    QStringList m_lines;
};

/// Foreign files may come as UTF-16 with a byte order mark, or with carriage returns for line breaks; everything else
/// stays as it is.
QByteArray asUtf8(const QByteArray &bytes);

} // namespace surgedeck::rules
