// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/valuetile.h"

namespace surgedeck {

class Platform;

/// The row of indicator tiles, in the order of the workspace; at most six. GUI thread.
class TilesRow final : public QWidget
{
    Q_OBJECT
public:
    explicit TilesRow(const Platform &platform, QWidget *parent = nullptr);

    /// Shows the platform as it is now.
    void refresh();
    /// Tiles say the difference to this moment from now on, and draw its last hour dashed; nullptr: no more.
    void compareWith(const Platform *other);
    void setDensity(ValueTile::Density density);
    /// Place of the indicator whose tile has the keyboard.
    std::optional<std::size_t> focusedIndicator() const;
    const QList<ValueTile *> &tiles() const { return m_tiles; }

Q_SIGNALS:
    /// A tile was pressed: the place of its indicator in the workspace.
    void detailWanted(std::size_t indicator);
    void breakdownWanted(std::size_t indicator);
    void chartWanted(std::size_t indicator);
    /// The source of its figure does not answer.
    void connectionWanted(const QString &sourceId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open(std::size_t at);

    const Platform &m_platform;
    const Platform *m_other = nullptr;
    QList<ValueTile *> m_tiles;
};

} // namespace surgedeck
