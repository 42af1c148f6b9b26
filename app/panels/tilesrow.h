// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace surgedeck {

class Platform;
class ValueTile;

/// The row of indicator tiles, in the order of the workspace; at most six. GUI thread.
class TilesRow final : public QWidget
{
    Q_OBJECT
public:
    explicit TilesRow(const Platform &platform, QWidget *parent = nullptr);

    /// Shows the platform as it is now.
    void refresh();

private:
    const Platform &m_platform;
    QList<ValueTile *> m_tiles;
};

} // namespace surgedeck
