// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"
#include "models/base/safetext.h"
#include "models/metrics/data/seriesjson.h"

#include <QFile>
#include <QTextStream>

namespace surgedeck {

namespace {

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

std::optional<metrics::DataError> load(QFile &file, DataFormat format, metrics::MemoryStorage &storage)
{
    const metrics::ByteSource source = [&file](std::span<char> buffer) {
        const qint64 got = file.read(buffer.data(), static_cast<qint64>(buffer.size()));
        return got > 0 ? static_cast<std::size_t>(got) : std::size_t{0};
    };
    if (format == DataFormat::Json)
        return metrics::loadSeriesJson(source, storage);
    return metrics::DataError{1, 1, "this version reads JSON lines only"};
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
