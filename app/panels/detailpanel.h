// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

/// What opens in place over the middle column: a head with a way back. Whoever opens it takes it away when it asks to
/// close. GUI thread.
class DetailPanel : public Panel
{
    Q_OBJECT
public:
    explicit DetailPanel(const QString &title, QWidget *parent = nullptr);

    enum class Room
    {
        MiddleColumn,
        BothColumns ///< the left one, too: what is looked at for itself
    };

    virtual void refresh() = 0;
    virtual Room room() const { return Room::MiddleColumn; }

Q_SIGNALS:
    void closeWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace surgedeck
