// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sharedseries.h"
#include "models/domain/observation.h"

#include <QHash>
#include <QList>

namespace surgedeck {

/// One value of one field, and in what share of the sampled sessions it was seen: within a range and outside of it.
struct FieldDifference
{
    QString field;     ///< statement | user | application | client | database | wait
    QString value;     ///< of a statement: its digest
    double inside = 0; ///< 0..1
    double outside = 0;
};

/// What the active sessions of one database did over the last hour: how many by wait class, and who they were, so that
/// a range that somebody marks can be compared with the rest. A bucket each 5 s; at most 256 values in a bucket. GUI
/// thread.
class ActivityHistory
{
public:
    static constexpr Milliseconds bucketLength{5'000};
    static constexpr Milliseconds span{60 * 60'000};

    struct Bucket
    {
        WallTime from{};
        int samples = 0;
        ActiveSessions sum;                          ///< over the samples
        int sessions = 0;                            ///< sampled, each once a sample
        std::vector<std::pair<quint32, int>> counts; ///< of interned field and value, in order

        ActiveSessions average() const;
    };

    void fold(WallTime at, const SessionSample &sample);
    const SharedSeries<Bucket> &buckets() const { return m_buckets; }
    /// Average number of sessions in this digest, one value a bucket of buckets(); listed sessions only.
    std::vector<double> activeIn(const QString &digest) const;
    /// Ranked by how much more or less frequent the value is within. Empty when there is nothing on one of the sides.
    std::vector<FieldDifference> difference(WallTime from, WallTime until) const;
    /// Sessions that were sampled in the range.
    int sampledIn(WallTime from, WallTime until) const;

private:
    struct Name
    {
        QString field;
        QString value;
    };

    quint32 intern(const QString &field, const QString &value);
    void count(Bucket &bucket, const QString &field, const QString &value);
    Bucket &bucketAt(WallTime at);

    SharedSeries<Bucket> m_buckets;
    QHash<QString, quint32> m_ids; ///< of "field\nvalue"
    QList<Name> m_names; ///< implicitly shared, as m_ids
};

} // namespace surgedeck
