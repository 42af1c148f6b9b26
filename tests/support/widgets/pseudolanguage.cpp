// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/widgets/pseudolanguage.h"

namespace surgedeck {

namespace {

/// A letter with an accent for each of the alphabet that has one.
QChar accented(QChar letter)
{
    static const QString plain = QStringLiteral("aceinosuyzACEINOSUYZ");
    static const QString marked = QStringLiteral("àçéîñöšûýžÀÇÉÎÑÖŠÛÝŽ");
    const auto at = plain.indexOf(letter);
    return at < 0 ? letter : marked[at];
}

bool isPlaceholder(const QString &text, qsizetype at)
{
    return at > 0 && text[at - 1] == QLatin1Char('%');
}

} // namespace

QString PseudoLanguage::translate(const char *, const char *source, const char *, int) const
{
    const QString plain = QString::fromUtf8(source);
    QString text;
    qsizetype letters = 0;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        letters += plain[i].isLetter() ? 1 : 0;
        text += isPlaceholder(plain, i) ? plain[i] : accented(plain[i]);
    }
    // Single letters and units are the same in most languages.
    if (letters < 4)
        return plain;
    return text + QString((letters + 2) / 3, QLatin1Char('~'));
}

} // namespace surgedeck
