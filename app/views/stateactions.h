// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace surgedeck {

class MainWindow;
struct DataState;

/// What the button of a state does: it copies the statement that would allow what is denied, where one is known, and
/// else leads to the connection. GUI thread.
void followState(MainWindow &window, const DataState &state);
/// The same for every panel that the view has now.
void followStatesOf(MainWindow &window, const QWidget &view);

} // namespace surgedeck
