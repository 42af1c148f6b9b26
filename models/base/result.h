// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace surgedeck {

/// Why something could not be done. The kind decides what the program does next, the message informs a person.
struct Error
{
    enum class Kind {
        Config,      ///< the workspace or an argument is wrong: retrying changes nothing
        Auth,        ///< the peer knows us and refuses: wrong password, missing right
        Full,        ///< the peer lives and takes no further session (max_connections, maxclients)
        Unreachable, ///< no connection: name, network, TLS, or the peer is not there
        Timeout,     ///< connected, no answer before our deadline
        Protocol,    ///< an answer that this kind of server does not give
        Refused,     ///< our own safety rules say no
        Cancelled,   ///< we stopped it
    };

    Kind kind = Kind::Protocol;
    QString message;

    /// The same error with where it happened in front: "orders-db: connection refused".
    Error in(const QString &place) const { return {kind, place + QStringLiteral(": ") + message}; }
    bool operator==(const Error &) const = default;
};

/// A value or the reason why there is none. std::expected is C++23; this is the part of it that we use.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    const T &value() const & { return std::get<0>(m_state); }
    T &value() & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const T &operator*() const { return value(); }
    T &operator*() { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }
    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

using Status = Result<std::monostate>;
inline Status ok() { return std::monostate{}; }

} // namespace surgedeck

/// Runs `expression` (a Result) and leaves the enclosing function with its error; otherwise `name` holds the value.
#define SURGEDECK_TRY(name, expression)                                                                                \
    auto name##Result = (expression);                                                                                  \
    if (!name##Result)                                                                                                 \
        return name##Result.error();                                                                                   \
    auto &name = name##Result.value()

/// The same where only success matters.
#define SURGEDECK_CHECK(expression)                                                                                    \
    if (auto surgedeckStatus = (expression); !surgedeckStatus)                                                         \
        return surgedeckStatus.error()
