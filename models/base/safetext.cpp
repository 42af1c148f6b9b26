// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safetext.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr QChar ellipsis(0x2026);

bool isMark(char32_t character)
{
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

QString shownAs(char32_t character)
{
    if (character == U'\t')
        return QStringLiteral(" ");
    if (needsToken(character))
        return QStringLiteral("<U+%1>").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0')).toUpper();
    return QString::fromUcs4(&character, 1);
}

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
        const QString shown = shownAs(character);
        if (m_text.size() + shown.size() >= SafeText::mostCharacters)
            return false;
        if (m_column + shown.size() >= SafeText::mostColumns) {
            m_lineIsCut = true;
            m_text += ellipsis;
            return true;
        }
        m_text += shown;
        m_column += mark && shown.size() <= 2 ? 0 : shown.size(); // a mark adds none, its token does
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
