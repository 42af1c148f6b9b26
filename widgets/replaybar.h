// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

class PlainLabel;

/// Stands where the incident bar stands, inverted: nobody takes what is under it for the present. No hue says so.
class ReplayBar final : public PaintedWidget
{
    Q_OBJECT
public:
    explicit ReplayBar(QWidget *parent = nullptr);

    /// "Fri 27 Nov 2026, 03:08:40", "6 min 9 s into INC-2141, 6 d 7 h ago".
    void setMoment(const QString &time, const QString &relation);
    /// Instead of the first sentence: nobody recorded at that time, or the recording can not be shown.
    void setRemark(const QString &remark);

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Grouping; }

Q_SIGNALS:
    void linkWanted();
    void liveWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void themeChanged() override;

private:
    PlainLabel *m_remark;
    PlainLabel *m_time;
    PlainLabel *m_relation;
};

} // namespace surgedeck
