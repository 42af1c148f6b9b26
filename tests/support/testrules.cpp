// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"

#include <QRegularExpression>
#include <QTest>

namespace surgedeck {

void failOnAnyWarning()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!.*propagateSizeHints)")));
}

} // namespace surgedeck
