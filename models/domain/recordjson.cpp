// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/recordjson.h"

#include "models/domain/databasefields.h"
#include "models/domain/platformfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace surgedeck {

namespace {

constexpr std::array typeNames = {
    "source_health",    "source_notices",  "session_sample", "digest_deltas",  "lock_graph", "server_facts",
    "cache_stats",      "router_sample",   "metric_sample",  "metric_history", "changes",    "rule_alerts",
    "published_health", "evaluation_mark", "server_gauges",  "query_plan",
};
static_assert(typeNames.size() == std::variant_size_v<Observation>, "every kind of observation has its name");

constexpr std::array sourceStates = {SourceState::Ok,   SourceState::Stale,  SourceState::Full,
                                     SourceState::Down, SourceState::Denied, SourceState::Unknown};
constexpr std::array waitClasses = {WaitClass::Running, WaitClass::Lock, WaitClass::Io, WaitClass::Client,
                                    WaitClass::Other};
constexpr std::array healths = {Health::Normal, Health::Unknown, Health::Attention, Health::Degraded, Health::Critical};
constexpr std::array alarmStates = {AlarmState::Pending,  AlarmState::Firing,   AlarmState::Acknowledged,
                                    AlarmState::Silenced, AlarmState::Resolved, AlarmState::SourceLost};

// Undefined: is not written.

QJsonValue encode(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}
QJsonValue encode(const QJsonObject &object)
{
    return object.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(object);
}
QJsonValue encode(bool value)
{
    return value;
}
QJsonValue encode(int value)
{
    return value;
}
QJsonValue encode(Milliseconds value)
{
    return static_cast<qint64>(value.count());
}
QJsonValue encode(WallTime value)
{
    return encode(value.time_since_epoch());
}
QJsonValue encode(SourceState value)
{
    return toWord(value);
}
QJsonValue encode(WaitClass value)
{
    return toWord(value);
}
QJsonValue encode(Health value)
{
    return toWord(value);
}
QJsonValue encode(AlarmState value)
{
    return toWord(value);
}

/// JSON has no word for what is not finite, Prometheus has.
QJsonValue encode(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return value;
}

QJsonValue encode(const std::pair<QString, QString> &pair)
{
    return QJsonArray{pair.first, pair.second};
}
QJsonValue encode(const MetricPoint &point)
{
    return QJsonArray{encode(point.time), encode(point.value)};
}

struct Writer
{
    QJsonObject object;

    template <typename Value>
    void operator()(const char *key, const Value &value);
};

template <typename Value>
QJsonValue encode(const std::optional<Value> &value)
{
    return value ? encode(*value) : QJsonValue(QJsonValue::Undefined);
}

template <typename Value>
requires requires(Writer &writer, const Value &value)
{
    fields(writer, value);
}
QJsonValue encode(const Value &value)
{
    Writer writer;
    fields(writer, value);
    return writer.object;
}

template <typename Value>
QJsonValue encode(const std::vector<Value> &values)
{
    QJsonArray array;
    for (const Value &value : values) {
        const QJsonValue json = encode(value);
        array.append(json.isUndefined() ? QJsonValue(QString()) : json);
    }
    return array.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(array);
}

template <typename Value>
void Writer::operator()(const char *key, const Value &value)
{
    if (const QJsonValue json = encode(value); !json.isUndefined())
        object.insert(QLatin1String(key), json);
}

// Each decode says whether the JSON was of the right kind.

using JsonValue = simdjson::dom::element;
using JsonArray = simdjson::dom::array;
using JsonObject = simdjson::dom::object;

QString textOf(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

bool decode(const JsonValue &json, QString &text)
{
    std::string_view bytes;
    const bool good = json.get(bytes) == simdjson::SUCCESS;
    text = textOf(bytes);
    return good;
}

bool decode(const JsonValue &json, QJsonObject &object)
{
    const std::string text = simdjson::minify(json);
    object =
        QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()))).object();
    return json.is_object();
}

bool decode(const JsonValue &json, bool &value)
{
    return json.get(value) == simdjson::SUCCESS;
}

/// Whole numbers may be written as 1e3, too.
bool decode(const JsonValue &json, std::int64_t &value)
{
    if (json.get(value) == simdjson::SUCCESS)
        return true;
    constexpr double most = 9e18;
    double number = 0;
    if (json.get(number) != simdjson::SUCCESS || !(std::abs(number) < most) || number != std::trunc(number))
        return false;
    value = static_cast<std::int64_t>(number);
    return true;
}

bool decode(const JsonValue &json, int &value)
{
    std::int64_t whole = 0;
    const bool good = decode(json, whole);
    value = static_cast<int>(whole);
    return good && whole == value;
}

bool decode(const JsonValue &json, Milliseconds &value)
{
    constexpr double most = 1e15;
    double number = 0;
    std::int64_t whole = 0;
    if (json.get(number) != simdjson::SUCCESS || !(std::abs(number) < most))
        return false;
    value = Milliseconds(decode(json, whole) ? whole : 0);
    return true;
}

bool decode(const JsonValue &json, WallTime &value)
{
    Milliseconds since{0};
    const bool good = decode(json, since);
    value = WallTime(since);
    return good;
}

bool decode(const JsonValue &json, double &value)
{
    if (json.get(value) == simdjson::SUCCESS)
        return true;
    std::string_view word;
    if (json.get(word) != simdjson::SUCCESS)
        return false;
    if (word == "NaN")
        value = std::numeric_limits<double>::quiet_NaN();
    else if (word == "+Inf" || word == "-Inf")
        value = (word[0] == '-' ? -1 : 1) * std::numeric_limits<double>::infinity();
    else
        return false;
    return true;
}

template <typename Word, std::size_t count>
bool decodeWord(const JsonValue &json, Word &value, const std::array<Word, count> &words)
{
    QString text;
    decode(json, text);
    const auto found = std::find_if(words.begin(), words.end(), [&](Word word) { return toWord(word) == text; });
    if (found == words.end())
        return false;
    value = *found;
    return true;
}

bool decode(const JsonValue &json, SourceState &value)
{
    return decodeWord(json, value, sourceStates);
}
bool decode(const JsonValue &json, WaitClass &value)
{
    return decodeWord(json, value, waitClasses);
}
bool decode(const JsonValue &json, Health &value)
{
    return decodeWord(json, value, healths);
}
bool decode(const JsonValue &json, AlarmState &value)
{
    return decodeWord(json, value, alarmStates);
}

template <typename First, typename Second>
bool decodeTwo(const JsonValue &json, First &first, Second &second)
{
    JsonArray both;
    if (json.get(both) != simdjson::SUCCESS || both.size() != 2)
        return false;
    const auto at = both.begin();
    auto next = both.begin();
    ++next;
    return decode(*at, first) && decode(*next, second);
}

bool decode(const JsonValue &json, std::pair<QString, QString> &pair)
{
    return decodeTwo(json, pair.first, pair.second);
}

bool decode(const JsonValue &json, MetricPoint &point)
{
    return decodeTwo(json, point.time, point.value);
}

struct Reader
{
    JsonObject object;
    QString wrong; ///< the first field that is not as it must be

    template <typename Value>
    void operator()(const char *key, Value &value);
};

template <typename Value>
bool decode(const JsonValue &json, std::optional<Value> &value)
{
    return decode(json, value.emplace());
}

template <typename Value>
requires requires(Reader &reader, Value &value)
{
    fields(reader, value);
}
bool decode(const JsonValue &json, Value &value)
{
    Reader reader{};
    if (json.get(reader.object) != simdjson::SUCCESS)
        return false;
    fields(reader, value);
    return reader.wrong.isEmpty();
}

template <typename Value>
bool decode(const JsonValue &json, std::vector<Value> &values)
{
    JsonArray entries;
    if (json.get(entries) != simdjson::SUCCESS)
        return false;
    bool good = true;
    values.reserve(entries.size());
    for (const JsonValue entry : entries)
        good = decode(entry, values.emplace_back()) && good;
    return good;
}

template <typename Value>
void Reader::operator()(const char *key, Value &value)
{
    JsonValue found;
    if (object.at_key(key).get(found) == simdjson::SUCCESS && !decode(found, value) && wrong.isEmpty())
        wrong = QLatin1String(key);
}

/// Bodies may come from a stranger's file: how much and how deep is bounded.
class BodyParser
{
public:
    simdjson::simdjson_result<JsonValue> parse(QByteArrayView body)
    {
        if (m_fault != simdjson::SUCCESS)
            return m_fault;
        return m_parser.parse(body.data(), static_cast<std::size_t>(body.size()));
    }

private:
    static constexpr std::size_t largest = 64 * 1024 * 1024;
    static constexpr std::size_t deepest = 256; // arrays and objects in each other

    static constexpr std::size_t usual = 64 * 1024; // bytes; it grows to what comes

    simdjson::dom::parser m_parser{largest};
    simdjson::error_code m_fault = m_parser.allocate(usual, deepest);
};

template <std::size_t index>
Result<std::optional<Observation>> readAs(const JsonObject &body)
{
    std::variant_alternative_t<index, Observation> value;
    Reader reader{body, {}};
    fields(reader, value);
    if (!reader.wrong.isEmpty())
        return Error{
            Error::Kind::Protocol,
            QStringLiteral("%1: '%2' is not as it must be").arg(QLatin1String(typeNames[index]), reader.wrong)};
    return std::optional<Observation>(std::move(value));
}

template <std::size_t... indices>
Result<std::optional<Observation>> readByName(const QString &type, const JsonObject &body,
                                              std::index_sequence<indices...>)
{
    Result<std::optional<Observation>> result = std::optional<Observation>();
    ((type == QLatin1String(typeNames[indices]) ? void(result = readAs<indices>(body)) : void()), ...);
    return result;
}

} // namespace

ObservationJson toJson(const Observation &observation)
{
    Writer writer;
    std::visit([&](const auto &value) { fields(writer, value); }, observation);
    return {QLatin1String(typeNames[observation.index()]), writer.object};
}

Result<std::optional<Observation>> observationFromJson(const QString &type, QByteArrayView body)
{
    thread_local BodyParser parser; // keeps the memory of the largest body: a replay reads a hundred thousand
    JsonObject object;
    if (parser.parse(body).get(object) != simdjson::SUCCESS)
        return Error{Error::Kind::Protocol, QStringLiteral("the body is no JSON object")};
    return readByName(type, object, std::make_index_sequence<std::variant_size_v<Observation>>());
}

} // namespace surgedeck
