// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/labelview.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace surgedeck::metrics {

enum class PageFormat
{
    Text,       ///< Prometheus text 0.0.4
    OpenMetrics ///< OpenMetrics text 1.0
};

/// What one page from outside may hold; beyond it is an error.
struct PageLimits
{
    std::size_t bytes = 32u << 20;
    std::size_t samples = 200'000;
    std::size_t labels = 64; ///< of one sample, its name not counted
    std::size_t nameBytes = 256;
    std::size_t valueBytes = 4096;
    std::size_t lineBytes = 65'536;
};

/// Reads the lines of one page as Prometheus reads a scrape: strict about syntax, without opinion on what families must
/// look like. Sources of the rules: the lexers and parsers of Prometheus 2.42 (model/textparse), promql.md 33.
class PageLexer
{
public:
    enum class Item
    {
        Sample,
        Other, ///< blank lines, comments, metadata
        End,
        Error
    };

    /// The page must outlive the lexer and what it gives.
    static std::unique_ptr<PageLexer> make(PageFormat format, std::string_view page, const PageLimits &limits);
    virtual ~PageLexer() = default;

    /// Reads the item that begins at `at` and moves `at` behind it; where it stays on an error is where the error is.
    virtual Item next(const char *&at) = 0;

    // Of the sample that was read last. Views point into the page, or into this until the next call.
    std::string_view name() const { return m_name; }
    const std::vector<LabelView> &labels() const { return m_labels; } ///< as the page has them, without the name
    const char *valueAt() const { return m_valueAt; }
    double value() const { return m_value; }
    std::optional<std::int64_t> timeMs() const { return m_timeMs; }

    const std::string &error() const { return m_error; }

protected:
    PageLexer(std::string_view page, const PageLimits &limits)
        : m_end(page.data() + page.size())
        , m_limits(limits)
    {
    }

    bool fail(std::string message)
    {
        m_error = std::move(message);
        return false;
    }
    void beginSample()
    {
        m_name = {};
        m_labels.clear();
        m_decodedCount = 0;
        m_timeMs.reset();
    }
    enum class Names
    {
        Metric, ///< may hold colons
        Label
    };
    bool readName(const char *&at, Names kind, std::string_view &name);
    /// A name in quotes, with any characters: how Prometheus 3 writes what is no plain name.
    bool readQuotedName(const char *&at, std::string_view &name);
    /// The name of a metric behind HELP, TYPE and UNIT, in quotes where it is not plain.
    bool readFamilyName(const char *&at);
    /// The name of the metric in quotes among its labels: {"http.requests",code="200"}.
    bool nameMetric(std::string_view name);
    enum class LineBreaks
    {
        Refused,
        Taken ///< as part of the value
    };
    /// A value in quotes; gives it without escapes.
    bool readQuoted(const char *&at, LineBreaks breaks, std::string_view &value);
    bool addLabel(LabelView label);
    /// A line from `at` to `end` may not be longer than the limits say.
    bool fits(const char *at, const char *end);
    /// The whole of [at, tokenEnd) as a number.
    bool readWhole(const char *&at, const char *tokenEnd, double &value);

    const char *const m_end;
    const PageLimits m_limits;
    std::string_view m_name;
    std::vector<LabelView> m_labels;
    const char *m_valueAt = nullptr;
    double m_value = 0;
    std::optional<std::int64_t> m_timeMs;

private:
    std::string_view unescaped(std::string_view text);

    std::deque<std::string> m_decoded; // values that had escapes
    std::size_t m_decodedCount = 0;
    std::string m_error;
};

std::unique_ptr<PageLexer> makeTextLexer(std::string_view page, const PageLimits &limits);
std::unique_ptr<PageLexer> makeOpenMetricsLexer(std::string_view page, const PageLimits &limits);

} // namespace surgedeck::metrics
