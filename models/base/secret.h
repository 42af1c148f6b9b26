// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <memory>
#include <string_view>

namespace surgedeck {

/// A password, token or key. It has no stream operator, no JSON and no conversion, so that it reaches no log by
/// accident, and its memory is wiped when it goes. A copy is a copy of the memory, wiped on its own. Value type, any
/// thread.
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string_view utf8);
    explicit Secret(QStringView text);
    Secret(const Secret &other)
        : Secret(other.reveal())
    {
    }
    Secret(Secret &&other) noexcept { swap(other); }
    Secret &operator=(Secret other) noexcept
    {
        swap(other);
        return *this;
    }
    ~Secret();

    bool isEmpty() const { return m_size == 0; }
    /// For the library call that signs in, and nothing else: connectors only. Ends with a NUL behind its end. Valid as
    /// long as this object is unchanged.
    std::string_view reveal() const
    {
        return m_size == 0 ? std::string_view("") : std::string_view(m_bytes.get(), m_size);
    }

    /// Takes the same time wherever the two differ.
    bool operator==(const Secret &other) const;

private:
    void swap(Secret &other) noexcept
    {
        m_bytes.swap(other.m_bytes);
        std::swap(m_size, other.m_size);
    }

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
};

/// Replaces by *** what may be secret in a text that holds addresses: the password of a URL (http and https: all of the
/// user part), the values of its query, its fragment, and the values of password=, token= and the like, plain (a libpq
/// conninfo), quoted or in JSON. For every log and error message that quotes an address or what a library says about
/// one. Paths stay: whoever has a secret in a path shows the host only. Linear time.
QString redactUrl(const QString &text);

} // namespace surgedeck
