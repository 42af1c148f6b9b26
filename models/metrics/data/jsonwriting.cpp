// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/data/jsonwriting.h"

#include "models/metrics/parse/literals.h"

namespace surgedeck::metrics {

namespace {

void appendControl(std::string &out, char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
    case '\n':
        out += "\\n";
        break;
    case '\t':
        out += "\\t";
        break;
    case '\r':
        out += "\\r";
        break;
    default:
        out += "\\u00";
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
}

// What some readers take for the end of a line would cut an answer line in two.
void appendCharacter(std::string &out, std::string_view character)
{
    if (character == "\u0085")
        out += "\\u0085";
    else if (character == "\u2028")
        out += "\\u2028";
    else if (character == "\u2029")
        out += "\\u2029";
    else
        out += character;
}

} // namespace

void appendJsonString(std::string &out, std::string_view text)
{
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        std::size_t length = 1;
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            appendControl(out, c);
        } else if (byte < 0x80) {
            out += c;
        } else if (const int size = utf8Length(text, i); size > 0) {
            length = static_cast<std::size_t>(size);
            appendCharacter(out, text.substr(i, length));
        } else {
            out += "\xef\xbf\xbd";
        }
        i += length;
    }
    out += '"';
}

} // namespace surgedeck::metrics
