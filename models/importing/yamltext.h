// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

namespace surgedeck {

/// A text as a scalar that our own reader and every other YAML reader take for that text: plain where it is safe, else
/// quoted.
QString yamlScalar(const QString &text);

/// Writes block YAML line by line, two blanks a level.
class YamlText
{
public:
    /// `key: value`
    void entry(int level, const QString &key, const QString &value);
    /// `key: value` where the value is YAML already: a number, a flow list.
    void raw(int level, const QString &key, const QString &yaml);
    /// `key:`
    void open(int level, const QString &key);
    /// The next entry begins an item of a list, which stands one level up.
    void item() { m_item = true; }
    void comment(const QString &text);

    /// `[a, 'b c']`
    static QString flowList(const QStringList &texts);
    QString text() const { return m_text; }

private:
    QString m_text;
    bool m_item = false;
};

/// Ids as the workspace has them: letters, digits, `_`, `-` and `.`, at most 64, each once.
class UniqueSlugs
{
public:
    QString make(const QString &name);

private:
    QSet<QString> m_used;
};

} // namespace surgedeck
