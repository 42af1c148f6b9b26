// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

#include <vector>

namespace surgedeck {

class LeaderRow;
class PlainLabel;
class RunDriver;

/// The step after the current one, as it would be now: nobody is surprised by what comes. Nothing in it can be pressed.
/// Hidden while nothing comes, or while it depends on an answer. GUI thread.
class RunAhead final : public Panel
{
    Q_OBJECT
public:
    explicit RunAhead(QWidget *parent = nullptr);
    void refresh(const RunDriver &run);

private:
    std::vector<LeaderRow *> m_lines;
    PlainLabel *m_words;
};

} // namespace surgedeck
