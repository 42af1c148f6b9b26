// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/tokens.h"

#include <QLabel>

namespace surgedeck {

/// The only label of the program: plain text whatever it holds, bounded, in a style of the tokens. One line is cut with
/// an ellipsis and shown whole, still plain, when the mouse rests on it; with word wrap it takes the lines it needs.
class PlainLabel : public QLabel
{
    Q_OBJECT
public:
    explicit PlainLabel(const QString &text = {}, QWidget *parent = nullptr);

    void setText(const QString &text);
    void setLook(Text style, Ink ink = &Colours::text1);
    /// Never cut: the name of the product, the time.
    void keepWhole();
    /// Where it does not fit it is not shown: what only helps is no help in pieces.
    void keepWholeOrHide();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    bool isElided() const;

    Text m_style = Text::Body;
    Ink m_ink = &Colours::text1;
    bool m_whole = false, m_orNothing = false;
};

/// Text for the tool tip functions of Qt, which would take anything that looks like markup for markup.
QString plainToolTip(const QString &text);

} // namespace surgedeck
