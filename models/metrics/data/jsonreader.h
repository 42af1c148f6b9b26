// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/data/dataerror.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace surgedeck::metrics {

/// Fills the span from its begin; how many bytes it brought, 0 at the end of the file.
using ByteSource = std::function<std::size_t(std::span<char>)>;

/// Reads JSON (RFC 8259) as it comes, value by value, with one buffer however large the document is. Numbers may also
/// be NaN, Infinity and -Infinity, as Python writes them. After the first error every read fails; error() has it.
class JsonReader
{
public:
    explicit JsonReader(ByteSource source);

    /// Moves over white space. False at the end of the document.
    bool more();
    /// The next character behind white space, without taking it; -1 at the end.
    int peek();
    bool accept(char c);
    bool expect(char c);
    /// Of a string: bounded, and valid UTF-8.
    bool readString(std::string &text);
    bool readNumber(double &number);
    bool readInteger(std::int64_t &number);
    /// [seconds,"number"] as the Prometheus API writes most of its points: at most milliseconds, nothing unusual.
    /// False, and nothing taken, where the next value is written otherwise.
    bool readQuickPoint(std::int64_t &timeMs, double &value);
    /// Any value, whatever it is.
    bool skipValue();
    /// Walks over an object. `field` reads the value of the key and returns false to stop.
    bool readObject(const std::function<bool(const std::string &)> &field);
    /// Walks over an array. `element` reads the next value.
    template <typename Element>
    bool readArray(Element &&element);

    bool fail(std::string message);
    const std::optional<DataError> &error() const { return m_error; }

private:
    int current() { return m_position < m_end || refill() ? static_cast<unsigned char>(m_buffer[m_position]) : -1; }
    void advance() { ++m_position; }
    bool refill();
    void skipBlanks();
    bool readEscape(std::string &text);
    bool readCodeUnit(unsigned &unit);
    bool readUnicode(std::string &text);
    std::string_view numberText();
    bool readWord(std::string_view word);
    bool skipNested(int depth);

    ByteSource m_source;
    std::vector<char> m_buffer;
    std::size_t m_position = 0;
    std::size_t m_end = 0;
    std::size_t m_before = 0;    ///< bytes of the file in front of the buffer
    std::size_t m_lineBegin = 0; ///< of the current line, in the file
    long m_line = 1;
    std::string m_number;
    std::optional<DataError> m_error;
};

template <typename Element>
bool JsonReader::readArray(Element &&element)
{
    if (!expect('['))
        return false;
    if (accept(']'))
        return true;
    do {
        if (!element())
            return false;
    } while (accept(','));
    return expect(']');
}

} // namespace surgedeck::metrics
