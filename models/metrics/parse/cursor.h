// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace surgedeck::metrics {

constexpr bool isDigit(int c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isLetter(int c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isWordCharacter(int c)
{
    return isLetter(c) || isDigit(c);
}
constexpr bool isBlank(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A place in a text. Bytes are enough for the grammar, which is ASCII outside of strings.
struct Cursor
{
    static constexpr int end = -1;

    std::string_view text;
    int position = 0;

    int peek() const
    {
        return position < static_cast<int>(text.size()) ? static_cast<unsigned char>(text[position]) : end;
    }
    int take()
    {
        const int byte = peek();
        if (byte != end)
            ++position;
        return byte;
    }
    bool sees(std::string_view set) const
    {
        return peek() != end && set.find(static_cast<char>(peek())) != std::string_view::npos;
    }
    bool accept(std::string_view set)
    {
        if (!sees(set))
            return false;
        ++position;
        return true;
    }
    void acceptRun(std::string_view set)
    {
        while (accept(set)) {
        }
    }
    std::string_view since(int begin) const { return text.substr(begin, position - begin); }
};

/// The character that begins at this place, as Go's %q writes it for error messages: '\n', 'é', '�'.
std::string quotedCharacter(std::string_view text, int position);

} // namespace surgedeck::metrics
