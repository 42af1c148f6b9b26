// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

/// The word of the environment. Production has a solid edge, everything else a dashed one: a word and a line, no
/// colour.
class EnvironmentChip : public PaintedWidget
{
    Q_OBJECT
public:
    explicit EnvironmentChip(QWidget *parent = nullptr);

    void setEnvironment(const QString &environment);

    QString spokenName() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_environment;
};

} // namespace surgedeck
