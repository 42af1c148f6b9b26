// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

/// A challenge and its response with dots between, as on a checklist. The response is a value, never "OK".
struct Leader
{
    QString challenge;
    QString response; ///< empty: not known
    Health health = Health::Normal;
    bool done = false; ///< accepted by a person: a check mark stands where the state stood
    bool operator==(const Leader &) const = default;
};

class LeaderRow : public PaintedWidget
{
    Q_OBJECT
public:
    explicit LeaderRow(QWidget *parent = nullptr);

    void setLeader(const Leader &leader);

    QString spokenName() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Leader m_leader;
};

} // namespace surgedeck
