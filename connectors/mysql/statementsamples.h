// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <unordered_map>

namespace surgedeck::mysql {

/// A statement as a session sent it, with its literals: only to be explained by the server that runs it. It is kept in
/// memory, and never stored, logged, shown or handed on.
struct StatementSample
{
    QByteArray sql;
    QString database;
};

/// One whole statement for each digest that was seen in flight, the newest. At most 500. Worker thread of its source.
class StatementSamples
{
public:
    static constexpr std::size_t most = 500;

    void keep(const QString &digest, StatementSample sample)
    {
        if (m_samples.size() >= most && !m_samples.contains(digest))
            m_samples.erase(m_samples.begin());
        m_samples.insert_or_assign(digest, std::move(sample));
    }
    const StatementSample *find(const QString &digest) const
    {
        const auto found = m_samples.find(digest);
        return found == m_samples.end() ? nullptr : &found->second;
    }
    void clear() { m_samples.clear(); }

private:
    std::unordered_map<QString, StatementSample> m_samples;
};

} // namespace surgedeck::mysql
