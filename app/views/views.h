// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace surgedeck {

class MainWindow;
struct Workspace;

struct View
{
    QWidget *widget = nullptr;
    std::function<void()> refresh{};
    std::function<bool()> goBack{}; ///< Esc: closes what is open in the view; false when nothing was. Empty: never
    /// Brings a panel to where it can be seen, by its object name. Empty: all of them always are.
    std::function<void(const QString &panel)> uncover{};
};

/// A view of the window. A new one is its file and one line in views.cpp: tab, key, palette entry, `--view` and
/// `screenshot` follow.
struct ViewType
{
    QString id;  ///< as the command line names it
    QString key; ///< the digit that opens it: the same in every version
    QString (*title)();
    View (*make)(MainWindow &window); ///< may add commands to the window
    /// Whether a workspace has anything to show in it; nullptr: every one has.
    bool (*wanted)(const Workspace &workspace) = nullptr;
};

/// The views that this version has, by their digits.
const QList<ViewType> &viewTypes();
const ViewType *findView(const QString &id);

/// Empty when this version has the view; else what to tell somebody who asked for it.
QString whyNoView(const QString &id);

} // namespace surgedeck
