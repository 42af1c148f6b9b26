// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/recordjson.h"

#include "models/domain/databasefields.h"
#include "models/domain/platformfields.h"

#include <QJsonArray>

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

bool decode(const QJsonValue &json, QString &text)
{
    text = json.toString();
    return json.isString();
}

bool decode(const QJsonValue &json, QJsonObject &object)
{
    object = json.toObject();
    return json.isObject();
}

bool decode(const QJsonValue &json, bool &value)
{
    value = json.toBool();
    return json.isBool();
}

bool decode(const QJsonValue &json, int &value)
{
    value = json.toInt();
    return json.isDouble() && json.toDouble() == value;
}

bool decode(const QJsonValue &json, Milliseconds &value)
{
    constexpr double most = 1e15;
    value = Milliseconds(json.toInteger());
    return json.isDouble() && std::abs(json.toDouble()) < most;
}

bool decode(const QJsonValue &json, WallTime &value)
{
    Milliseconds since{0};
    const bool good = decode(json, since);
    value = WallTime(since);
    return good;
}

bool decode(const QJsonValue &json, double &value)
{
    const QString word = json.toString();
    if (word == QLatin1String("NaN"))
        value = std::numeric_limits<double>::quiet_NaN();
    else if (word == QLatin1String("+Inf") || word == QLatin1String("-Inf"))
        value = (word[0] == u'-' ? -1 : 1) * std::numeric_limits<double>::infinity();
    else
        value = json.toDouble();
    return json.isDouble() || !std::isfinite(value);
}

template <typename Word, std::size_t count>
bool decodeWord(const QJsonValue &json, Word &value, const std::array<Word, count> &words)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&](Word word) { return toWord(word) == json.toString(); });
    if (found == words.end())
        return false;
    value = *found;
    return true;
}

bool decode(const QJsonValue &json, SourceState &value)
{
    return decodeWord(json, value, sourceStates);
}
bool decode(const QJsonValue &json, WaitClass &value)
{
    return decodeWord(json, value, waitClasses);
}
bool decode(const QJsonValue &json, Health &value)
{
    return decodeWord(json, value, healths);
}
bool decode(const QJsonValue &json, AlarmState &value)
{
    return decodeWord(json, value, alarmStates);
}

bool decode(const QJsonValue &json, std::pair<QString, QString> &pair)
{
    const QJsonArray array = json.toArray();
    return array.size() == 2 && decode(array[0], pair.first) && decode(array[1], pair.second);
}

bool decode(const QJsonValue &json, MetricPoint &point)
{
    const QJsonArray array = json.toArray();
    return array.size() == 2 && decode(array[0], point.time) && decode(array[1], point.value);
}

struct Reader
{
    const QJsonObject &object;
    QString wrong; ///< the first field that is not as it must be

    template <typename Value>
    void operator()(const char *key, Value &value);
};

template <typename Value>
bool decode(const QJsonValue &json, std::optional<Value> &value)
{
    return decode(json, value.emplace());
}

template <typename Value>
requires requires(Reader &reader, Value &value)
{
    fields(reader, value);
}
bool decode(const QJsonValue &json, Value &value)
{
    const QJsonObject object = json.toObject();
    Reader reader{object, {}};
    fields(reader, value);
    return json.isObject() && reader.wrong.isEmpty();
}

template <typename Value>
bool decode(const QJsonValue &json, std::vector<Value> &values)
{
    const QJsonArray array = json.toArray();
    bool good = json.isArray();
    values.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue &entry : array)
        good = decode(entry, values.emplace_back()) && good;
    return good;
}

template <typename Value>
void Reader::operator()(const char *key, Value &value)
{
    const auto found = object.constFind(QLatin1String(key));
    if (found != object.constEnd() && !decode(*found, value) && wrong.isEmpty())
        wrong = QLatin1String(key);
}

template <std::size_t index>
Result<std::optional<Observation>> readAs(const QJsonObject &body)
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
Result<std::optional<Observation>> readByName(const QString &type, const QJsonObject &body,
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

Result<std::optional<Observation>> observationFromJson(const QString &type, const QJsonObject &body)
{
    return readByName(type, body, std::make_index_sequence<std::variant_size_v<Observation>>());
}

} // namespace surgedeck
