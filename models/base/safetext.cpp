// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safetext.h"

namespace surgedeck {

namespace {

constexpr QChar ellipsis(0x2026);

bool isMark(char32_t character)
{
    const auto category = QChar::category(character);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Mark_SpacingCombining;
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
        return character == 0x115f || character == 0x1160 || character == 0x3164 || character == 0xffa0 || character == 0x2800
            || (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0100 && character <= 0xe01ef);
    }
}

QString tokenOf(char32_t character)
{
    return QStringLiteral("<U+%1>").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0')).toUpper();
}

/// Builds the safe text character by character and stops at the first bound.
class Builder
{
public:
    void add(char32_t character)
    {
        if (character == U'\n') {
            m_text += QLatin1Char('\n');
            m_column = 0;
            return;
        }
        if (m_column >= SafeText::mostColumns) {
            m_wasCut = true;
            return;
        }
        if (isMark(character) && ++m_marks > SafeText::mostMarks) {
            m_wasCut = true;
            return;
        }
        if (!isMark(character))
            m_marks = 0;
        const QString shown = character == U'\t' ? QStringLiteral(" ")
            : needsToken(character)              ? tokenOf(character)
                                                 : QString::fromUcs4(&character, 1);
        m_text += shown;
        m_column += shown.size();
    }

    bool isFull() const { return m_text.size() >= SafeText::mostCharacters; }
    QString take() { return std::move(m_text); }
    bool wasCut() const { return m_wasCut; }

private:
    QString m_text;
    qsizetype m_column = 0;
    int m_marks = 0;
    bool m_wasCut = false;
};

} // namespace

SafeText SafeText::of(const QString &text)
{
    Builder builder;
    // Tokens are longer than what they stand for, so so many characters are always enough to fill the bound.
    const QStringView head = QStringView(text).left(mostCharacters);
    SafeText safe;
    safe.m_wasCut = head.size() < text.size();
    for (qsizetype i = 0; i < head.size(); ++i) {
        if (builder.isFull()) {
            safe.m_wasCut = true;
            break;
        }
        const QChar unit = head[i];
        const bool pair = unit.isHighSurrogate() && i + 1 < head.size() && head[i + 1].isLowSurrogate();
        builder.add(pair ? QChar::surrogateToUcs4(unit, head[++i]) : unit.unicode());
    }
    safe.m_wasCut = safe.m_wasCut || builder.wasCut();
    safe.m_text = builder.take();
    return safe;
}

SafeText SafeText::of(const QByteArray &utf8)
{
    constexpr qsizetype enough = mostCharacters * 4;
    SafeText safe = of(QString::fromUtf8(utf8.left(enough)));
    safe.m_wasCut = safe.m_wasCut || utf8.size() > enough;
    return safe;
}

QString SafeText::singleLine(qsizetype columns) const
{
    QString line = m_text.simplified();
    if (line.size() <= columns && !(m_wasCut && line.size() == columns))
        return m_wasCut ? line.left(columns - 1) + ellipsis : line;
    return line.left(std::max<qsizetype>(columns - 1, 0)) + ellipsis;
}

} // namespace surgedeck
