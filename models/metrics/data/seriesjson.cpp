// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/data/seriesjson.h"

#include "models/metrics/quoting.h"
#include "models/metrics/sample.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

constexpr std::size_t mostLabels = 1000;
// Leaves room for windows and offsets on both sides.
constexpr std::int64_t farthestTime = 4'000'000'000'000'000'000;

class SeriesJson
{
public:
    SeriesJson(ByteSource source, MemoryStorage &storage, LoadLimits limits)
        : m_json(std::move(source))
        , m_storage(storage)
        , m_limits(limits)
    {
    }

    std::optional<DataError> run()
    {
        while (m_json.more()) {
            if (!series())
                return m_json.error();
        }
        return m_json.error();
    }

private:
    bool series()
    {
        bool haveLabels = false;
        bool haveSamples = false;
        m_labels.clear();
        m_times.clear();
        m_values.clear();
        const bool whole = m_json.readObject([&](const std::string &key) {
            if (key == "labels")
                return once(haveLabels, key) && labels();
            if (key == "samples")
                return once(haveSamples, key) && m_json.readArray([this] { return sample(); });
            return m_json.skipValue();
        });
        if (!whole)
            return false;
        if (!haveLabels || !haveSamples)
            return m_json.fail(haveLabels ? "the series has no \"samples\"" : "the series has no \"labels\"");
        if (++m_series > m_limits.mostSeries)
            return m_json.fail("more than " + std::to_string(m_limits.mostSeries) + " series");
        m_storage.add(Labels(std::move(m_labels)), {m_times.begin(), m_times.end()},
                      {m_values.begin(), m_values.end()});
        return true;
    }

    bool once(bool &seen, const std::string &key)
    {
        return !std::exchange(seen, true) || m_json.fail(quoted(key) + " stands twice");
    }

    bool labels()
    {
        return m_json.readObject([this](const std::string &name) {
            const bool twice =
                std::any_of(m_labels.begin(), m_labels.end(), [&](const Label &l) { return l.name == name; });
            if (name.empty())
                return m_json.fail("a label without a name");
            if (twice)
                return m_json.fail("the label " + quoted(name) + " stands twice");
            if (m_labels.size() == mostLabels)
                return m_json.fail("more than " + std::to_string(mostLabels) + " labels");
            m_labels.push_back({name, {}});
            return m_json.readString(m_labels.back().value);
        });
    }

    bool sample()
    {
        std::int64_t time = 0;
        double value = 0;
        if (!m_json.expect('[') || !m_json.readInteger(time))
            return false;
        if (std::abs(time) > farthestTime)
            return m_json.fail("the time is out of range");
        if (!m_json.expect(',') || !readValue(value) || !m_json.expect(']'))
            return false;
        if (++m_samples > m_limits.mostSamples)
            return m_json.fail("more than " + std::to_string(m_limits.mostSamples) + " samples");
        m_times.push_back(time);
        m_values.push_back(value);
        return true;
    }

    bool readValue(double &value)
    {
        if (m_json.peek() != '"') {
            if (!m_json.readNumber(value))
                return false;
            if (std::isnan(value))
                value = ordinaryNan();
            return true;
        }
        if (!m_json.readString(m_text))
            return false;
        if (m_text == "NaN")
            value = ordinaryNan();
        else if (m_text == "stale")
            value = staleMarker();
        else if (m_text == "+Inf" || m_text == "Inf")
            value = std::numeric_limits<double>::infinity();
        else if (m_text == "-Inf")
            value = -std::numeric_limits<double>::infinity();
        else
            return m_json.fail("a value is a number, \"NaN\", \"+Inf\", \"-Inf\" or \"stale\", not " + quoted(m_text));
        return true;
    }

    JsonReader m_json;
    MemoryStorage &m_storage;
    LoadLimits m_limits;
    std::vector<Label> m_labels;
    std::vector<std::int64_t> m_times;
    std::vector<double> m_values;
    std::string m_text;
    std::size_t m_samples = 0;
    std::size_t m_series = 0;
};

} // namespace

std::optional<DataError> loadSeriesJson(ByteSource source, MemoryStorage &storage, LoadLimits limits)
{
    return SeriesJson(std::move(source), storage, limits).run();
}

} // namespace surgedeck::metrics
