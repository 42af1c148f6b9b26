// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importing/yamltext.h"
#include "models/yaml/yamlnode.h"

#include <QSet>

#include <functional>

namespace surgedeck {

/// A map of another tool's file. What is asked for counts as understood; noteOthers() names the rest, so that a key of
/// a newer version is never dropped without a word.
class ForeignMap
{
public:
    ForeignMap(const YamlNode &node, QString path, ProblemList &notes);

    /// nullptr when the key is missing or empty.
    const YamlNode *find(const char *key);
    /// The text of a scalar, empty without it.
    QString text(const char *key);
    bool isTrue(const char *key) { return text(key) == QLatin1String("true"); }
    /// A list of scalars; a single scalar counts as a list of one.
    QStringList texts(const char *key);
    void each(const char *key, const std::function<void(const YamlNode &)> &item);
    /// The map below a key; an empty one without it.
    ForeignMap map(const char *key);
    /// Key and value of every scalar entry: labels.
    std::vector<std::pair<QString, QString>> pairs() const;

    /// The key is known and can not be brought: one note when it is there, with what to do.
    void leaveBehind(const char *key, const QString &advice);
    /// Known, and needs no word: it is the tool's own business.
    void ignore(const char *key) { m_known.insert(QString::fromLatin1(key)); }
    void noteOthers();

    void note(const QString &message) const { m_notes.warn(m_node->at, "not-imported", message); }
    Position at() const { return m_node->at; }
    bool isEmpty() const { return m_node->entries.empty(); }

private:
    const YamlNode *m_node;
    QString m_path;
    ProblemList &m_notes;
    QSet<QString> m_known;
};

/// What every import begins with: the head of a workspace, and what was left behind as comments.
void beginWorkspace(YamlText &yaml, const QString &name, const QString &file);

/// Limits for files of other tools, which are longer than ours.
inline constexpr YamlLimits foreignLimits{2 * 1024 * 1024, 64, 200'000};

} // namespace surgedeck
