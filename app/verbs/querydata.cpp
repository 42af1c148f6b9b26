// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"
#include "models/base/safetext.h"
#include "models/metrics/data/pagedata.h"
#include "models/metrics/data/seriesjson.h"

#include <QBuffer>
#include <QFile>
#include <QTextStream>

namespace surgedeck {

namespace {

constexpr qint64 mostBytesUnmapped = qint64{1} << 30;

enum class DataFormat
{
    Json,
    Text,
    OpenMetrics
};

/// As the contract says: `{` is JSON lines, a last line `# EOF` OpenMetrics, anything else text.
DataFormat lookAt(QIODevice &device)
{
    constexpr qint64 sight = 4096;
    if (device.peek(sight).trimmed().startsWith('{'))
        return DataFormat::Json;
    device.seek(std::max<qint64>(0, device.size() - sight));
    const QByteArray tail = device.readAll().trimmed();
    device.seek(0);
    return tail.endsWith("\n# EOF") || tail == "# EOF" ? DataFormat::OpenMetrics : DataFormat::Text;
}

std::optional<DataFormat> formatOf(const QString &word, QIODevice &device)
{
    if (word.isEmpty())
        return lookAt(device);
    if (word == QLatin1String("json"))
        return DataFormat::Json;
    if (word == QLatin1String("text"))
        return DataFormat::Text;
    if (word == QLatin1String("openmetrics"))
        return DataFormat::OpenMetrics;
    return std::nullopt;
}

std::optional<metrics::DataError> loadJson(QIODevice &device, metrics::MemoryStorage &storage)
{
    const metrics::ByteSource source = [&device](std::span<char> buffer) {
        const qint64 got = device.read(buffer.data(), static_cast<qint64>(buffer.size()));
        return got > 0 ? static_cast<std::size_t>(got) : std::size_t{0};
    };
    return metrics::loadSeriesJson(source, storage);
}

/// A page is read as it lies on the disk where that can be, because it may be large.
std::optional<metrics::DataError> loadText(QIODevice &device, metrics::PageFormat format,
                                           metrics::MemoryStorage &storage)
{
    auto *file = qobject_cast<QFile *>(&device);
    if (const char *bytes = file && file->size() > 0 ? reinterpret_cast<char *>(file->map(0, file->size())) : nullptr)
        return metrics::loadPage({bytes, static_cast<std::size_t>(file->size())}, format, storage);
    const QByteArray copy = device.read(mostBytesUnmapped);
    if (!device.atEnd())
        return metrics::DataError{1, 1, "too large to be read from a pipe"};
    return metrics::loadPage({copy.constData(), static_cast<std::size_t>(copy.size())}, format, storage);
}

std::optional<metrics::DataError> load(QIODevice &device, DataFormat format, metrics::MemoryStorage &storage)
{
    if (format == DataFormat::Json)
        return loadJson(device, storage);
    return loadText(device, format == DataFormat::Text ? metrics::PageFormat::Text : metrics::PageFormat::OpenMetrics,
                    storage);
}

} // namespace

std::unique_ptr<metrics::MemoryStorage> loadDataForVerb(VerbCall &call, const QString &path, const QString &format)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        call.err << "surgedeck: " << path << ": " << file.errorString() << '\n';
        return nullptr;
    }
    QBuffer pipe; // what can not be looked at twice
    QIODevice *device = &file;
    if (file.isSequential()) {
        pipe.setData(file.read(mostBytesUnmapped));
        pipe.open(QIODevice::ReadOnly);
        device = &pipe;
    }
    const auto known = formatOf(format, *device);
    if (!known) {
        usageError(call, "query", QStringLiteral("--format takes text, openmetrics or json"));
        return nullptr;
    }
    auto storage = std::make_unique<metrics::MemoryStorage>();
    auto error = load(*device, *known, *storage);
    if (!error && file.error() != QFileDevice::NoError)
        error = metrics::DataError{1, 1, file.errorString().toStdString()};
    if (error) {
        call.err << path << ':' << error->line << ':' << error->column
                 << ": error: " << SafeText::of(QString::fromStdString(error->message)).singleLine() << " [data]\n";
        return nullptr;
    }
    storage->finish();
    return storage;
}

} // namespace surgedeck
