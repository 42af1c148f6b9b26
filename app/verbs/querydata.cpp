// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"
#include "models/base/safetext.h"
#include "models/metrics/data/pagedata.h"
#include "models/metrics/data/seriesjson.h"

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
DataFormat lookAt(QFile &file)
{
    constexpr qint64 sight = 4096;
    if (file.peek(sight).trimmed().startsWith('{'))
        return DataFormat::Json;
    if (file.isSequential())
        return DataFormat::Text;
    file.seek(std::max<qint64>(0, file.size() - sight));
    const QByteArray tail = file.readAll().trimmed();
    file.seek(0);
    return tail.endsWith("\n# EOF") || tail == "# EOF" ? DataFormat::OpenMetrics : DataFormat::Text;
}

std::optional<DataFormat> formatOf(const QString &word, QFile &file)
{
    if (word.isEmpty())
        return lookAt(file);
    if (word == QLatin1String("json"))
        return DataFormat::Json;
    if (word == QLatin1String("text"))
        return DataFormat::Text;
    if (word == QLatin1String("openmetrics"))
        return DataFormat::OpenMetrics;
    return std::nullopt;
}

std::optional<metrics::DataError> loadJson(QFile &file, metrics::MemoryStorage &storage)
{
    const metrics::ByteSource source = [&file](std::span<char> buffer) {
        const qint64 got = file.read(buffer.data(), static_cast<qint64>(buffer.size()));
        return got > 0 ? static_cast<std::size_t>(got) : std::size_t{0};
    };
    return metrics::loadSeriesJson(source, storage);
}

/// The page as it lies on the disk where that can be, because it may be large.
std::optional<metrics::DataError> loadText(QFile &file, metrics::PageFormat format, metrics::MemoryStorage &storage)
{
    QByteArray copy;
    const char *bytes = file.size() > 0 ? reinterpret_cast<const char *>(file.map(0, file.size())) : nullptr;
    auto size = static_cast<std::size_t>(file.size());
    if (!bytes) {
        copy = file.read(mostBytesUnmapped);
        bytes = copy.constData();
        size = static_cast<std::size_t>(copy.size());
        if (!file.atEnd())
            return metrics::DataError{1, 1, "too large to be read from a pipe"};
    }
    return metrics::loadPage({bytes, size}, format, storage);
}

std::optional<metrics::DataError> load(QFile &file, DataFormat format, metrics::MemoryStorage &storage)
{
    if (format == DataFormat::Json)
        return loadJson(file, storage);
    return loadText(file, format == DataFormat::Text ? metrics::PageFormat::Text : metrics::PageFormat::OpenMetrics,
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
    const auto known = formatOf(format, file);
    if (!known) {
        usageError(call, "query", QStringLiteral("--format takes text, openmetrics or json"));
        return nullptr;
    }
    auto storage = std::make_unique<metrics::MemoryStorage>();
    auto error = load(file, *known, *storage);
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
