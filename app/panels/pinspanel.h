// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "widgets/panel.h"

#include <vector>

namespace surgedeck {

class FactsTable;
class TableView;

/// A moment that somebody marked for the review of an incident.
struct PinnedMoment
{
    WallTime at{};
    QString text, who;
};

/// The pinned moments of a recording: what a review goes through. The last one before the moment that is shown is the
/// current row. GUI thread.
class PinsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit PinsPanel(QWidget *parent = nullptr);

    void setPins(std::vector<PinnedMoment> pins);
    void setMoment(WallTime at);

Q_SIGNALS:
    void momentWanted(surgedeck::WallTime at);

private:
    std::vector<PinnedMoment> m_pins; ///< in order of time
    FactsTable *m_rows;
    TableView *m_table;
};

} // namespace surgedeck
