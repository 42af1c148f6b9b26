// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

/// One line of a test: how long it took, how it went, what was found.
struct LogLine
{
    QString time; ///< "2 ms"; empty: not measured
    QString words;
    Health health = Health::Normal;
    bool passed = false; ///< a check mark stands before it
    bool quiet = false;  ///< nothing happened here: no shape
    bool operator==(const LogLine &) const = default;
};

/// The lines of a test below each other, each as high as its words need.
class StageLog : public PaintedWidget
{
    Q_OBJECT
public:
    explicit StageLog(QWidget *parent = nullptr);

    void setLines(const QList<LogLine> &lines);

    QString spokenName() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void themeChanged() override;

private:
    int heightOf(const LogLine &line, int width) const;

    QList<LogLine> m_lines;
};

} // namespace surgedeck
