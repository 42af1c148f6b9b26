// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safetext.h"

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

constexpr QChar ellipsis(0x2026);

bool isMark(char32_t character)
{
    if (character < 0x300)
        return false;
    const auto category = QChar::category(character);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing ||
           category == QChar::Mark_SpacingCombining;
}

/// Letters, marks and symbols that have no glyph of their own: fillers, variation selectors, the place of an object.
bool isInvisible(char32_t c)
{
    return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || (c >= 0x180b && c <= 0x180f) ||
           c == 0x2800 || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xffa0 || c == 0xfffc ||
           (c >= 0xe0100 && c <= 0xe01ef);
}

/// What a reader would not see, or what would move other text about.
bool needsToken(char32_t character)
{
    if (character >= 0x20 && character < 0x7f)
        return false;
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isInvisible(character);
    }
}

/// What stands for a character, in UTF-16.
class Shown
{
public:
    explicit Shown(char32_t character)
    {
        if (needsToken(character))
            m_token = QStringLiteral("<U+%1>").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0')).toUpper();
        else if (QChar::requiresSurrogates(character))
            m_units = {QChar::highSurrogate(character), QChar::lowSurrogate(character)};
        else
            m_units = {static_cast<char16_t>(character), u'\0'};
    }
    bool isToken() const { return !m_token.isEmpty(); }
    QStringView text() const
    {
        return isToken() ? QStringView(m_token) : QStringView(m_units.data(), m_units[1] == u'\0' ? 1 : 2);
    }

private:
    QString m_token;
    std::array<char16_t, 2> m_units{};
};

/// Builds the safe text character by character, and keeps room for the ellipsis of every cut.
class Builder
{
public:
    /// False when the text is full.
    bool add(char32_t character)
    {
        if (character == U'\n')
            return addLineBreak();
        const bool mark = isMark(character);
        m_marks = mark ? m_marks + 1 : 0;
        if (m_lineIsCut || m_marks > SafeText::mostMarks) {
            m_wasCut = true;
            return true;
        }
        const Shown shown(character == U'\t' ? U' ' : character);
        const qsizetype size = shown.text().size();
        if (m_text.size() + size >= SafeText::mostCharacters)
            return false;
        if (m_column + size >= SafeText::mostColumns) {
            m_lineIsCut = true;
            m_text += ellipsis;
            return true;
        }
        m_text += shown.text();
        m_column += mark && !shown.isToken() ? 0 : size;
        return true;
    }

    /// `rest`: whether something follows that was not added.
    void finish(bool rest)
    {
        m_wasCut = m_wasCut || m_lineIsCut || rest;
        if (rest && !m_lineIsCut)
            m_text += ellipsis;
    }
    QString takeText() { return std::move(m_text); }
    bool wasCut() const { return m_wasCut; }

private:
    bool addLineBreak()
    {
        if (m_text.size() + 1 >= SafeText::mostCharacters)
            return false;
        m_wasCut = m_wasCut || m_lineIsCut;
        m_lineIsCut = false;
        m_text += QLatin1Char('\n');
        m_column = 0;
        m_marks = 0;
        return true;
    }

    QString m_text;
    qsizetype m_column = 0;
    int m_marks = 0;
    bool m_lineIsCut = false;
    bool m_wasCut = false;
};

/// Where to cut so that no character loses its second half or its marks.
qsizetype cutPosition(const QString &text, qsizetype wanted)
{
    const auto continues = [&text](qsizetype at) { return text[at].isLowSurrogate() || isMark(text[at].unicode()); };
    while (wanted > 0 && continues(wanted))
        --wanted;
    return wanted;
}

} // namespace

SafeText SafeText::of(const QString &text)
{
    // What is shown is never shorter than what it stands for, except for what is dropped: so many units are enough.
    QStringView head = QStringView(text).left(mostCharacters);
    if (head.size() < text.size() && head.back().isHighSurrogate())
        head.chop(1);
    Builder builder;
    bool fits = true;
    qsizetype i = 0;
    for (; i < head.size() && fits; ++i) {
        const QChar unit = head[i];
        const QChar next = i + 1 < head.size() ? head[i + 1] : QChar();
        const bool pair = unit.isHighSurrogate() && next.isLowSurrogate();
        if (unit == u'\r' && next == u'\n')
            continue;
        fits = builder.add(pair ? QChar::surrogateToUcs4(unit, next) : unit.unicode());
        i += pair ? 1 : 0;
    }
    builder.finish(!fits || head.size() < text.size());
    SafeText safe;
    safe.m_wasCut = builder.wasCut();
    safe.m_text = builder.takeText();
    return safe;
}

SafeText SafeText::of(const QByteArray &utf8)
{
    // Four bytes are the longest character, so a character that this cut breaks is cut by the next one.
    constexpr qsizetype enough = mostCharacters * 4;
    return of(QString::fromUtf8(utf8.first(std::min(utf8.size(), enough))));
}

QString SafeText::singleLine(qsizetype columns) const
{
    const QString line = m_text.simplified();
    if (line.size() <= columns)
        return line;
    const qsizetype cut = cutPosition(line, std::max<qsizetype>(columns - 1, 0));
    return columns > 0 ? line.first(cut) + ellipsis : QString();
}

} // namespace surgedeck
