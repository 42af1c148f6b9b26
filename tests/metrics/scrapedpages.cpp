// SPDX-License-Identifier: GPL-3.0-or-later
// scrapedpages FILE...: what a scrape of each page gives, one JSON document per line; the name of a file ends in .om
// when it is OpenMetrics. For scrapes.py, which compares it with a real Prometheus.
#include "models/metrics/exposition/scrapereader.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

using namespace surgedeck::metrics;

namespace {

class Collected final : public SeriesResolver
{
public:
    SeriesRef seriesFor(std::span<const LabelView> labels) override
    {
        QJsonObject object;
        for (const LabelView &label : labels)
            object.insert(QString::fromUtf8(label.name.data(), static_cast<qsizetype>(label.name.size())),
                          QString::fromUtf8(label.value.data(), static_cast<qsizetype>(label.value.size())));
        m_series.append(object);
        return {static_cast<std::uint32_t>(m_series.size() - 1), 0};
    }
    QJsonObject labels(SeriesRef series) const { return m_series.at(static_cast<int>(series.slot)); }

private:
    QList<QJsonObject> m_series;
};

QJsonObject scraped(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{QStringLiteral("ok"), false}, {QStringLiteral("error"), file.errorString()}};
    std::string page = file.readAll().toStdString();
    ScrapeReader reader(path.endsWith(QLatin1String(".om")) ? PageFormat::OpenMetrics : PageFormat::Text);
    ScrapeResult result;
    Collected series;
    const std::int64_t none = std::numeric_limits<std::int64_t>::min() / 2;
    const auto error =
        reader.read(page, {.timeMs = none, .mostAheadMs = std::numeric_limits<std::int64_t>::max()}, series, result);
    if (error) {
        const QString text =
            QStringLiteral("%1:%2: %3").arg(error->line).arg(error->column).arg(QString::fromStdString(error->message));
        return {{QStringLiteral("ok"), false}, {QStringLiteral("error"), text}};
    }
    QJsonArray samples;
    for (const BatchSample &sample : result.samples) {
        const bool timed = sample.sample.timeMs != none;
        samples.append(
            QJsonObject{{QStringLiteral("labels"), series.labels(sample.series)},
                        {QStringLiteral("value"), QString::number(sample.sample.value, 'g', 17)},
                        {QStringLiteral("time"), timed ? QString::number(sample.sample.timeMs) : QString()}});
    }
    return {{QStringLiteral("ok"), true}, {QStringLiteral("samples"), samples}};
}

} // namespace

int main(int argc, char **argv)
{
    QTextStream out(stdout);
    for (int i = 1; i < argc; ++i)
        out << QJsonDocument(scraped(QString::fromLocal8Bit(argv[i]))).toJson(QJsonDocument::Compact) << '\n';
    return 0;
}
