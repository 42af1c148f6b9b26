// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace surgedeck {

/// The only way from a text of the outside to a widget, a terminal or a message: cut to 4 KiB, 512 columns a line and 8
/// combining marks a base character before anybody lays it out; control, escape, bidi and invisible characters stand as
/// tokens like <U+202E>. What shows it must still treat it as plain text. Cutting comes first, so that ten megabytes
/// cost no more than four kilobytes. Value type, any thread.
class SafeText
{
public:
    static constexpr qsizetype mostCharacters = 4096; ///< UTF-16 units, also of what comes out
    static constexpr qsizetype mostColumns = 512;
    static constexpr int mostMarks = 8;

    SafeText() = default;
    static SafeText of(const QString &text);
    /// UTF-8; what is not is replaced.
    static SafeText of(const QByteArray &utf8);

    /// With its line breaks; an ellipsis stands where a line or the whole was cut.
    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }
    /// Line breaks and runs of blanks as one blank; at most so many columns, the last one an ellipsis when it was cut.
    QString singleLine(qsizetype columns = mostColumns) const;
    bool wasCut() const { return m_wasCut; }

    bool operator==(const SafeText &) const = default;

private:
    QString m_text;
    bool m_wasCut = false;
};

} // namespace surgedeck
