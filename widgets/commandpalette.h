// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sheetframe.h"
#include "widgets/theme/symbol.h"

class QLineEdit;
class QListView;

namespace surgedeck {

class PlainLabel;
class PaletteFooter;
class PaletteRows;

/// One line of the palette.
struct PaletteEntry
{
    QString id;
    QString group; ///< heading: entries of a group stand together
    QString title;
    QString detail{};
    QString key{};     ///< shown as a key cap at the end
    QString refusal{}; ///< why it can not be chosen now; the entry stays where it would be
    QString effect{};  ///< what it does, for who asks first
    Symbol symbol = Symbol::None;
    bool guarded = false; ///< leads to a guarded control and presses nothing
    bool operator==(const PaletteEntry &) const = default;
};

/// A line to type into and the entries that fit it. The keyboard stays in the line; the arrows choose. What fits is
/// decided by the owner, who answers queryChanged() with setEntries().
class CommandPalette : public SheetFrame
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *parent = nullptr);

    void setEntries(const QList<PaletteEntry> &entries);
    /// What the order favours, at the right of the line: "INC-2141 first".
    void setContext(const QString &context);
    QString query() const;
    void setQuery(const QString &query);
    /// Id of the entry that Enter would take; empty without one.
    QString current() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    void queryChanged(const QString &query);
    void chosen(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void themeChanged() override;
    void focusInEvent(QFocusEvent *event) override;

private:
    bool keyPressed(int key, Qt::KeyboardModifiers modifiers);
    void step(int rows);
    void choose();
    void showEffect();
    void describeCurrent();

    QLineEdit *m_line;
    PlainLabel *m_context;
    PaletteRows *m_rows;
    QListView *m_list;
    PaletteFooter *m_footer;
};

} // namespace surgedeck
