// SPDX-License-Identifier: GPL-3.0-or-later
// The cockpit in a convoy, shown until somebody ends it: what readfrombus.py reads.
#include "tests/gui/cockpitbench.h"
#include "widgets/accessible.h"
#include "widgets/theme/theme.h"

#include <QApplication>

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("surgedeck"));
    surgedeck::theme::apply(surgedeck::ThemeName::Dark);
    surgedeck::CockpitBench bench;
    bench.beInConvoy();
    return QApplication::exec();
}
