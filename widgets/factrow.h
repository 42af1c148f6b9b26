// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

namespace surgedeck {

/// A figure or a name under its label: "Revenue at risk", "$5.7 k", "/min".
struct Fact
{
    QString label;
    QString value; ///< empty: not known
    QString unit{};
    bool isWords = false; ///< a name or a sentence, not a figure: smaller
    QString explanation{}; ///< a formula, say: shown when the mouse rests on it, and spoken
    bool operator==(const Fact &) const = default;
};

/// Facts side by side, the most important first: what does not fit whole is left out from the end.
class FactRow : public PaintedWidget
{
    Q_OBJECT
public:
    explicit FactRow(QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);

    QString spokenName() const override;
    QString spokenDescription() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// How many facts find room.
    qsizetype shown() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QList<Fact> m_facts;
};

} // namespace surgedeck
