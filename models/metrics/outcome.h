// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace surgedeck::metrics {

/// Why an evaluation failed; the words are those of the Prometheus HTTP API (`errorType`).
enum class ErrorType
{
    BadData,
    Execution,
    Timeout,
    Canceled
};

struct EngineError
{
    ErrorType type = ErrorType::BadData;
    std::string message;
    int position = -1; ///< 0-based byte offset into the expression; -1: not of one place
};

/// A value or the reason why there is none: models/base/result.h without Qt.
template <typename T>
class [[nodiscard]] Outcome
{
public:
    Outcome(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Outcome(EngineError error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    explicit operator bool() const { return m_state.index() == 0; }
    const T &value() const & { return std::get<0>(m_state); }
    T &value() & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const T &operator*() const { return value(); }
    T &operator*() { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }
    const EngineError &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, EngineError> m_state;
};

} // namespace surgedeck::metrics
