// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

namespace surgedeck::bench {

/// CPU time of this process so far, in milliseconds: what others do on the machine does not count.
double cpuMs();

/// Does `work(frame)` and lets one turn of the event loop paint `window`, `frames` times. The median of the CPU
/// milliseconds of a frame, after some that only warm up.
double medianFrame(QWidget &window, int frames, const std::function<void(int)> &work);

/// Shows the window in the size of the bench and waits until it was painted.
void showPainted(QWidget &window);

/// Proportional set size of this process, in MiB.
double pssMiB();

} // namespace surgedeck::bench
