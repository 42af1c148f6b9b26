// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace surgedeck {

/// A language that nobody speaks: every text of the program in accented letters and a third longer, made at the moment
/// it is asked for. What stands in plain letters was never given to the translators, and what is cut in it will be cut
/// in some real language. Numbers and placeholders stay.
class PseudoLanguage final : public QTranslator
{
    Q_OBJECT
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *disambiguation, int count) const override;
};

} // namespace surgedeck
