// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/links.h"

#include "models/base/timetext.h"

#include <QUrl>

namespace surgedeck {

namespace {

constexpr Milliseconds lead{15 * 60'000};

QString encoded(const QString &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

} // namespace

QString linkAddress(const LinkConfig &link, const LinkSubject &subject)
{
    QString address = link.url;
    // The longer names first: $from is the beginning of $from_ms.
    address.replace(QLatin1String("$from_ms"), QString::number(subject.from.time_since_epoch().count()));
    address.replace(QLatin1String("$to_ms"), QString::number(subject.to.time_since_epoch().count()));
    address.replace(QLatin1String("$from"), encoded(toRfc3339(subject.from)));
    address.replace(QLatin1String("$to"), encoded(toRfc3339(subject.to)));
    address.replace(QLatin1String("$service"), encoded(subject.service));
    const QUrl url(address, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    return url.isValid() && web && !url.host().isEmpty() ? address : QString();
}

LinkSubject currentSubject(WallTime now, std::optional<WallTime> firstAlarm)
{
    return {std::min(firstAlarm.value_or(now), now) - lead, now, {}};
}

} // namespace surgedeck
