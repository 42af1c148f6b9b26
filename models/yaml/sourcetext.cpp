// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/sourcetext.h"

#include <QString>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr char byteOrderMark[] = "\xEF\xBB\xBF";

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

struct Decoded
{
    char32_t character = 0;
    int length = 0; ///< 0: not UTF-8
};

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(const QByteArray &bytes, qsizetype at)
{
    const auto lead = static_cast<unsigned char>(bytes[at]);
    if (lead < 0x80)
        return {lead, 1};
    const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > bytes.size())
        return {};
    char32_t character = lead & (0x7F >> length);
    for (int i = 1; i < length; ++i) {
        if (!isContinuation(bytes[at + i]))
            return {};
        character = (character << 6) | (static_cast<unsigned char>(bytes[at + i]) & 0x3F);
    }
    const bool overlong = character < (length == 2 ? 0x80u : length == 3 ? 0x800u : 0x10000u);
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    return overlong || surrogate || character > 0x10FFFF ? Decoded{} : Decoded{character, length};
}

/// What the Trojan Source paper warns of: what is read is not what stands there.
bool hidesText(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200B || c == 0x200E || c == 0x200F ||
           c == 0xFEFF;
}

bool isControl(char32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F || (c >= 0x80 && c < 0xA0 && c != 0x85);
}

QString codePoint(char32_t c)
{
    return QStringLiteral("U+%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper();
}

} // namespace

SourceText::SourceText(const QByteArray &bytes)
    : m_bytes(bytes.startsWith(byteOrderMark) ? bytes.mid(3) : bytes)
    , m_lines{0}
{
    m_characters.reserve(static_cast<std::size_t>(m_bytes.size()) + 1);
    int characters = 0;
    for (qsizetype i = 0; i < m_bytes.size(); ++i) {
        characters += isContinuation(m_bytes[i]) ? 0 : 1;
        m_characters.push_back(isContinuation(m_bytes[i]) ? characters : characters - 1);
        if (m_bytes[i] == '\n')
            m_lines.push_back(i + 1);
    }
    m_characters.push_back(characters);
}

Position SourceText::at(qsizetype byte) const
{
    const qsizetype inside = std::clamp<qsizetype>(byte, 0, m_bytes.size());
    const auto next = std::ranges::upper_bound(m_lines, inside);
    const qsizetype lineStart = *(next - 1);
    const auto index = [](qsizetype value) { return static_cast<std::size_t>(value); };
    return {static_cast<int>(next - m_lines.begin()), m_characters[index(inside)] - m_characters[index(lineStart)] + 1};
}

bool SourceText::check(ProblemList &problems) const
{
    for (qsizetype i = 0; i < m_bytes.size();) {
        const Decoded decoded = decode(m_bytes, i);
        if (decoded.length == 0) {
            problems.error(at(i), "encoding", QStringLiteral("this is not UTF-8: save the file as UTF-8"));
            return false;
        }
        if (!isAllowed(i, decoded.character, problems))
            return false;
        i += decoded.length;
    }
    return true;
}

bool SourceText::isAllowed(qsizetype byte, char32_t character, ProblemList &problems) const
{
    const bool loneReturn = character == '\r' && (byte + 1 >= m_bytes.size() || m_bytes[byte + 1] != '\n');
    if (isControl(character) || loneReturn) {
        problems.error(at(byte), "control-character",
                       QStringLiteral("the control character %1 is not allowed").arg(codePoint(character)));
        return false;
    }
    if (hidesText(character))
        problems.warn(at(byte), "hidden-character",
                      QStringLiteral("the character %1 can not be seen, or makes text read otherwise than it is")
                          .arg(codePoint(character)));
    return true;
}

} // namespace surgedeck
